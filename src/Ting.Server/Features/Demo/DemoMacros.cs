using Ting.Server.Features.Phrases;

namespace Ting.Server.Features.Demo;

/// <summary>What the three brands' agents send often.</summary>
internal static class DemoMacros
{
    private static readonly (string Language, string Name, string Text, bool Resolves)[] Everyday =
    [
        ("zh-Hans", "核对订单", "{name}，您好，我是{agent}。麻烦您发一下订单号，我马上为您核对，五分钟内回复您。", false),
        ("zh-Hans", "安排上门检修", "{name}，给您添麻烦了，很抱歉。我现在就为您预约师傅，今天 18:00 前由我给您打电话确认上门时间。", false),
        ("zh-Hans", "退款已办理", "{name}，退款我已经为您办好，原路退回，一到三个工作日到账。到账前有任何疑问，直接回复这里（{number}），我来跟进。", false),
        ("zh-Hans", "问题解决，感谢", "{name}，谢谢您愿意把情况告诉我们。以后有需要随时找我，祝您生活愉快！{agent}", true),
        ("ja", "ご予約の確認", "{name}様、お問い合わせありがとうございます。{agent}と申します。ご予約番号をお知らせいただけましたら、すぐにお調べして五分以内にお返事いたします。", false),
        ("ja", "お忘れ物をお調べします", "{name}様、ご不安なお気持ちと存じます。ただいま客室係と一緒にお探しし、本日十七時までに{agent}よりお電話いたします。", false),
        ("ja", "お料理のご希望", "{name}様、召し上がれないものやお好みがございましたらお聞かせください。料理長に今日のうちにお伝えいたします。", false),
        ("ja", "お礼とお見送り", "{name}様、このたびはありがとうございました。またお会いできます日を、はなれ屋一同、心よりお待ちしております。", true),
        ("en", "Check the order", "Hello {name}, this is {agent}. Could you send me the order number? I will check it at once and answer within five minutes.", false),
        ("en", "Replacement on its way", "{name}, I'm sorry you have had this trouble. I am sending a replacement today, and I will write to you with the tracking number before 5 p.m.", false),
        ("en", "Refund done", "{name}, I have refunded the full amount to the card you paid with; it arrives within three working days. If anything is unclear, just reply here (#{number}) and I will look into it.", false),
        ("en", "Thanks and goodbye", "Thank you for telling us, {name}, it helps us do better. Have a good trip! {agent}, Harbour & Pine", true),
    ];

    public static IEnumerable<Macro> All(DateTimeOffset since) =>
        Everyday.Select(it => new Macro(it.Name, it.Text, it.Language, MacroScope.Everyone, ownerId: null, teamId: null, it.Resolves, since));
}
