using Ting.Server.Features.Cases.Causes;
using Ting.Server.Features.Cases.Gestures;
using Ting.Server.Platform.Identity;

namespace Ting.Server.Features.Demo;

/// <summary>The demo's register of causes and catalogue of gestures, and the words of its simple complaints.</summary>
internal static class DemoRegisters
{
    /// <summary>By brand, the most frequent first; with what is changed about it, and how many days ago.</summary>
    public static readonly IReadOnlyList<(string Name, CauseArea Area, string Change, ChangeState State, int Ago)> Causes =
    [
        ("退款跨部门，没有一个人负责到底", CauseArea.Process, "退款单写明一个负责人，签收四十八小时未退自动提醒主管", ChangeState.Made, 30),
        ("出库没有按清单点配件", CauseArea.Delivery, "装箱前逐袋称重并拍照", ChangeState.Planned, 9),
        ("收费没有事先说明", CauseArea.Information, "预约短信写明检测费，顾客确认后才派单", ChangeState.Made, 24),
        ("安装师傅没有服务标准", CauseArea.People, "安装守则：到场静音手机，装完用水平仪拍照", ChangeState.None, 0),
        ("配送时间一改再改", CauseArea.Delivery, "", ChangeState.None, 0),
        ("承重标注与实际不符", CauseArea.Product, "", ChangeState.None, 0),
        ("夜間の物音への対応手順がない", CauseArea.Process, "一度目のお電話で宿直が現地へ行く", ChangeState.Made, 35),
        ("折り返しの約束が引き継がれない", CauseArea.Process, "約束を一覧に残し、休みの前に引き継ぐ", ChangeState.Planned, 12),
        ("料金の案内がわかりにくい", CauseArea.Information, "予約画面の添い寝とキャンセル料の表示を書き直す", ChangeState.Planned, 5),
        ("送迎の時刻が食い違う", CauseArea.Information, "", ChangeState.None, 0),
        ("客室の点検漏れ", CauseArea.People, "浴衣は仕上げ後に二人で確認", ChangeState.Made, 20),
        ("Nobody owns a refund from end to end", CauseArea.Process, "Whoever takes a refund keeps it until the money is there", ChangeState.Made, 28),
        ("Call-backs are not written down", CauseArea.Process, "Every call-back goes on the promise list", ChangeState.Made, 18),
        ("Repairs and returns send people to each other", CauseArea.Process, "One desk decides within a day", ChangeState.Planned, 7),
        ("Carrier moves the delivery day", CauseArea.Delivery, "", ChangeState.None, 0),
        ("Instructions leave out the guy lines", CauseArea.Product, "", ChangeState.None, 0),
    ];

    /// <summary>Limits in whole units of the currency.</summary>
    public static readonly IReadOnlyList<(string Name, GestureKind Kind, IReadOnlyList<(AgentRole Role, long Most)> Limits)> Gestures =
    [
        ("代金券", GestureKind.Voucher, Up(50, 50, 200, 200)),
        ("退款", GestureKind.Refund, Up(100, 150, 1000, 500)),
        ("礼物", GestureKind.Gift, Up(80, 80, 300, 200)),
        ("会员积分", GestureKind.Points, Up(30, 30, 100, 100)),
        ("手写道歉信", GestureKind.Apology, Up(0, 0, 0, 0)),
    ];

    public static readonly IReadOnlyDictionary<string, (string Wish, string Skipped, string Outcome)> Short = new Dictionary<string, (string, string, string)>
    {
        ["zh"] = ("尽快解决，并知道接下来会怎样。", "事情简单，当场说好并解决。", "当场解决，顾客已确认。"),
        ["ja"] = ("早く解決し、次に何が起きるか知りたい。", "簡単な件で、会話の中で合意して解決した。", "会話の中で解決し、お客様に確かめた。"),
        ["en"] = ("Have it put right quickly and know what happens next.", "Simple: agreed and put right in the conversation.", "Put right in the conversation; the customer said so."),
    };

    public static IReadOnlyList<string> CausesOf(string brand) => [.. Causes.Skip(brand switch { "hemu" => 0, "hanare" => 6, _ => 11 }).Take(brand == "hemu" ? 6 : 5).Select(it => it.Name)];

    private static (AgentRole, long)[] Up(long representative, long specialist, long manager, long supervisor) =>
        [(AgentRole.Representative, representative), (AgentRole.Specialist, specialist), (AgentRole.Manager, manager), (AgentRole.Supervisor, supervisor), (AgentRole.Administrator, manager * 2)];
}
