namespace Ting.Server.Features.Demo;

/// <summary>One of the three companies that share the demo's service department.</summary>
internal sealed record DemoBrand(
    string Key, string Name, string Language, string Colour, string Team, TimeSpan Zone, int People, int ConversationsADay, string OrderPrefix, string Topics)
{
    public static readonly IReadOnlyList<DemoBrand> All =
    [
        new("hemu", "禾木生活", "zh-Hans", "#176a5b", "禾木生活 客服组", TimeSpan.FromHours(8), 180, 8, "HM20", Topic(
            ("order", "选购咨询", "商品について", "Help choosing"),
            ("delivery", "物流配送", "配送", "Delivery"),
            ("refund", "退换与退款", "返品・返金", "Returns and refunds"),
            ("repair", "安装与维修", "設置・修理", "Fitting and repair"))),
        new("hanare", "はなれ屋", "ja", "#3a4a8c", "はなれ屋 お客様係", TimeSpan.FromHours(9), 115, 5, "HN-", Topic(
            ("change", "预订与更改", "ご予約・変更", "Bookings and changes"),
            ("room", "客房", "お部屋", "Rooms"),
            ("meal", "餐食与过敏", "お食事・アレルギー", "Meals and allergies"),
            ("lost", "失物", "お忘れ物", "Lost property"),
            ("access", "交通与接送", "交通・送迎", "Getting here"))),
        new("harbour", "Harbour & Pine", "en", "#7a4a12", "Harbour & Pine Care", TimeSpan.Zero, 105, 5, "HP-", Topic(
            ("advice", "选购建议", "商品選び", "Choosing gear"),
            ("delivery", "物流", "配送", "Delivery"),
            ("returns", "退换货", "返品・交換", "Returns"),
            ("repair", "维修", "修理", "Repairs"))),
    ];

    public string EngineLanguage => Language[..2];

    /// <summary>What agents file a topic under; null for none.</summary>
    public string? LabelOf(string topic) => (Key, topic) switch
    {
        ("hemu", "refund") => "退款",
        ("hemu", "repair") => "维修",
        ("hemu", "delivery") => "物流",
        ("hanare", "change") => "予約変更",
        ("hanare", "meal") => "食事・アレルギー",
        ("hanare", "lost") => "忘れ物",
        ("harbour", "returns") => "Returns",
        ("harbour", "repair") => "Repair",
        ("harbour", "delivery") => "Delivery",
        _ => null,
    };

    public string ComplaintLabel => EngineLanguage switch { "zh" => "投诉", "ja" => "ご意見", _ => "Complaint" };

    private static string Topic(params (string Key, string Zh, string Ja, string En)[] topics) =>
        System.Text.Json.JsonSerializer.Serialize(topics.Select(topic => new { key = topic.Key, zh = topic.Zh, ja = topic.Ja, en = topic.En }));
}
