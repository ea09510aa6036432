namespace Ting.Server.Features.Demo;

/// <summary>Small things people write in the demo that belong to no scene.</summary>
internal static class DemoPhrases
{
    /// <summary>{0}: the colleague who is called.</summary>
    public static readonly ILookup<string, string> Notes = By(
        ("zh", "@{0} 麻烦看一下库存,答应了顾客今天给准信。"),
        ("zh", "@{0} 顾客第二次来问了,我先安抚,你那边确认后告诉我。"),
        ("zh", "已核对订单和物流,责任在我们,按补寄处理。"),
        ("zh", "顾客说话急,其实是赶时间,先说结果再说原因。"),
        ("zh", "@{0} 下午四点前需要维修点的回复,谢谢。"),
        ("zh", "老顾客,上个月也买过一台,态度一直很好。"),
        ("ja", "@{0} お部屋の空きを確認してもらえますか。16時までにお返事する約束です。"),
        ("ja", "@{0} 料理長にアレルギーの件を伝えました。献立の確認をお願いします。"),
        ("ja", "前回のご滞在でも同じお部屋でした。庭側をご希望です。"),
        ("ja", "お急ぎのご様子。先に結論をお伝えします。"),
        ("ja", "料金の差は当館の表示の誤りでした。差額はお返しする方向です。"),
        ("en", "@{0} can you check the Leeds stock? I promised an answer by four."),
        ("en", "@{0} second time they’ve asked. I’ll keep them posted, shout when you know."),
        ("en", "Photo shows the seam, not wear. Treating it as ours."),
        ("en", "In a hurry because of a flight, so outcome first, reasons after."),
        ("en", "Long-time customer, has had three repairs with us and always friendly."));

    public static readonly ILookup<string, string> HandOvers = By(
        ("zh", "@{0} 需要技术判断,故障现象和订单号都在上面,顾客不用再说一遍。"),
        ("ja", "@{0} 設備のことなので引き継ぎをお願いします。経緯は上にあり、お客様に聞き直しは不要です。"),
        ("en", "@{0} this one needs the workshop. It’s all above, so they needn’t repeat a thing."));

    public static readonly ILookup<string, string> Drafts = By(
        ("zh", "让您久等了。我刚问过仓库,今天下午四点前给您准确的"),
        ("ja", "お待たせしております。ただいま係に確認しており、本日16時までに"),
        ("en", "Thanks for bearing with me. I’ve asked the workshop and I’ll"));

    public static readonly ILookup<string, string> Praise = By(
        ("zh", "回复快,说得清楚。"), ("zh", "态度好,一次就解决了。"), ("zh", "说几点就几点,放心。"),
        ("ja", "丁寧で、お返事も早かったです。"), ("ja", "こちらの事情をよく聞いてくださいました。"),
        ("en", "Quick, kind, sorted."), ("en", "Felt like talking to a person who cared."));

    public static readonly ILookup<string, string> Blame = By(
        ("zh", "同样的话说了三遍。"), ("zh", "等了太久,也没个准信。"),
        ("ja", "何度も同じ説明をしました。"), ("ja", "返事があいまいでした。"),
        ("en", "Had to repeat myself."), ("en", "Nobody could tell me when."));

    public static readonly ILookup<string, string> OverrideReasons = By(
        ("zh", "顾客已经同意,只是确认一下"), ("zh", "原话引用顾客自己的说法"), ("zh", "赶时间"),
        ("ja", "お客様のお言葉の引用のため"), ("ja", "すでにご説明済みのため"),
        ("en", "Quoting the customer"), ("en", "Already explained above"));

    /// <summary>Wording that the coach caught and the agent changed before anybody saw it.</summary>
    public static readonly ILookup<string, (string Category, string Text)> Caught = new (string Language, string Category, string Text)[]
    {
        ("zh", "vagueness", "应该没问题"), ("zh", "vagueness", "改天我再和您联系"), ("zh", "negation", "我不大清楚"), ("zh", "negation", "没办法"),
        ("zh", "companyImage", "这是我们的规定"), ("zh", "command", "你必须"), ("zh", "blame", "您弄错了"), ("zh", "noReason", "建议您换大的"),
        ("ja", "vagueness", "たぶん大丈夫です"), ("ja", "vagueness", "後日ご連絡します"), ("ja", "negation", "できません"), ("ja", "companyImage", "規則ですので"), ("ja", "blame", "お客様の操作ミスです"),
        ("en", "vagueness", "should be fine"), ("en", "vagueness", "someone will be in touch"), ("en", "negation", "I can’t help with that"), ("en", "companyImage", "it’s our policy"), ("en", "command", "you must"),
    }.ToLookup(it => it.Language, it => (it.Category, it.Text));

    public static string SeverityOf(string category) => category switch
    {
        "contempt" or "impatience" or "quarrel" => "block",
        "conversationEndingQuestion" => "hint",
        _ => "warn",
    };

    /// <summary>The coach's rule that most findings of the category fall under.</summary>
    public static string RuleOf(string category) => category switch
    {
        "blame" => "LANG-15",
        "command" => "LANG-06",
        "companyImage" => "LANG-08",
        "noReason" => "LANG-09",
        "conversationEndingQuestion" => "ASK-04",
        "forbiddenQuestion" => "ASK-06",
        "wording" => "LANG-05",
        _ => $"LANG-01.{category}",
    };

    public static string Pick(this ILookup<string, string> texts, string language, Random chance)
    {
        var some = texts[language].ToArray();
        return some[chance.Next(some.Length)];
    }

    private static ILookup<string, string> By(params (string Language, string Text)[] texts) => texts.ToLookup(it => it.Language, it => it.Text);
}
