namespace Ting.Server.Features.Demo;

/// <summary>Invented names, with how they are written in an address.</summary>
internal static class DemoNames
{
    private static readonly string[] ZhFamily = Split("王 wang 李 li 张 zhang 刘 liu 陈 chen 杨 yang 赵 zhao 黄 huang 吴 wu 徐 xu 孙 sun 胡 hu 朱 zhu 高 gao 林 lin 何 he 郭 guo 马 ma 罗 luo 梁 liang 宋 song 郑 zheng 谢 xie 韩 han 唐 tang 冯 feng 于 yu 董 dong 程 cheng 沈 shen");
    private static readonly string[] ZhGiven = Split("建国 jianguo 一凡 yifan 雪 xue 思远 siyuan 子涵 zihan 雨桐 yutong 欣怡 xinyi 浩然 haoran 丽华 lihua 志强 zhiqiang 梓萱 zixuan 文博 wenbo 晓梅 xiaomei 佳宁 jianing 天宇 tianyu 秀兰 xiulan 俊杰 junjie 诗雨 shiyu 明辉 minghui 若曦 ruoxi 海燕 haiyan 嘉豪 jiahao 静怡 jingyi 国庆 guoqing 梦琪 mengqi");
    private static readonly string[] JaFamily = Split("佐藤 sato 鈴木 suzuki 高橋 takahashi 田中 tanaka 伊藤 ito 渡辺 watanabe 山本 yamamoto 中村 nakamura 小林 kobayashi 加藤 kato 吉田 yoshida 山田 yamada 松本 matsumoto 井上 inoue 木村 kimura 斎藤 saito 清水 shimizu 森 mori 池田 ikeda 橋本 hashimoto 石川 ishikawa 前田 maeda 藤田 fujita 岡田 okada");
    private static readonly string[] JaGiven = Split("美咲 misaki 翔太 shota 陽菜 hina 健一 kenichi 由美 yumi 大輔 daisuke 恵子 keiko 拓海 takumi 結衣 yui 誠 makoto 千尋 chihiro 直樹 naoki 和子 kazuko 蓮 ren 彩香 ayaka 浩二 koji 真央 mao 隆 takashi");
    private static readonly string[] EnFamily = Split("Holloway Bennett Carter Doyle Ellison Fletcher Graham Hughes Iqbal Jennings Kaur Lawson Mercer Nolan Okafor Patel Quinn Reeves Sinclair Turner Usman Vaughan Whitby Yates");
    private static readonly string[] EnGiven = Split("James Amelia Oliver Fatima George Isla Harry Niamh Callum Ruth Samir Joan Tom Bethan Rory Grace Duncan Leah Kofi Margaret Ewan Sophie");

    /// <summary>So many names of one language, none twice, those that the story needs first.</summary>
    public static IReadOnlyList<(string Name, string Written)> Of(string language, int count, Random chance)
    {
        List<(string, string)> names = language switch
        {
            "zh" => [("林婉清", "lin.wanqing"), ("王建国", "wang.jianguo"), ("赵一凡", "zhao.yifan"), ("李雪", "li.xue")],
            "ja" => [("佐藤 美咲", "sato.misaki")],
            _ => [("James Holloway", "james.holloway")],
        };
        var all = language switch
        {
            "zh" => Pairs(ZhFamily, ZhGiven, (family, given) => family + given),
            "ja" => Pairs(JaFamily, JaGiven, (family, given) => $"{family} {given}"),
            _ => from given in EnGiven from family in EnFamily select ($"{given} {family}", $"{given}.{family}".ToLowerInvariant()),
        };
        var rest = all.Except(names).ToArray();
        chance.Shuffle(rest);
        return [.. names, .. rest.Take(count - names.Count)];
    }

    private static IEnumerable<(string, string)> Pairs(string[] families, string[] givens, Func<string, string, string> name) =>
        from family in families.Chunk(2)
        from given in givens.Chunk(2)
        select (name(family[0], given[0]), $"{family[1]}.{given[1]}");

    private static string[] Split(string words) => words.Split(' ');
}
