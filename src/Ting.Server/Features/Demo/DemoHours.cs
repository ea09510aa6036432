using Ting.Server.Features.Agents;
using Ting.Server.Features.Calendars;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Conversations.DueTimes;
using Ting.Server.Features.Inboxes;

namespace Ting.Server.Features.Demo;

/// <summary>When the demo's three brands are at their desks in 2026, and what they promise.</summary>
internal static class DemoHours
{
    public static Calendar Of(DemoBrand brand, DateTimeOffset since)
    {
        var calendar = brand.Key switch
        {
            "hemu" => new Calendar("禾木生活 上海客服", "Asia/Shanghai", since),
            "hanare" => new Calendar("はなれ屋 フロント", "Asia/Tokyo", since),
            _ => new Calendar("Harbour & Pine Care", "Europe/London", since),
        };
        switch (brand.Key)
        {
            case "hemu":
                calendar.Work(Week("08:30-12:00, 13:00-21:30", "09:30-18:30"));
                calendar.Except(China);
                break;
            case "hanare": // an inn is busiest when others rest
                calendar.Work(Week("07:00-23:00", "07:00-23:00"));
                calendar.Except(Japan);
                break;
            default:
                calendar.Work(Week("08:00-21:30", "09:00-18:00"));
                calendar.Except(Britain);
                break;
        }

        return calendar;
    }

    public static IReadOnlyList<ServiceLevel> Levels(Inbox harbour, Agent manager, DateTimeOffset since)
    {
        var everybody = new ServiceLevel("标准时限", since);
        everybody.Allow([.. All(Priority.Urgent, 10, 10, 240), .. All(Priority.High, 20, 20, 480), .. All(Priority.Normal, 60, 60, 1440), .. All(Priority.Low, 180, 180, 2880)]);
        var diamond = new ServiceLevel("钻石会员", since.AddMinutes(1));
        diamond.AppliesTo(diamond.Name, null, "diamond");
        diamond.Warn(50, assignee: true, [manager.Id]);
        diamond.Allow([new(Priority.Normal, ServiceTarget.FirstReply, 20), new(Priority.Normal, ServiceTarget.NextReply, 25), new(Priority.High, ServiceTarget.FirstReply, 10)]);
        var shop = new ServiceLevel(harbour.Name, since.AddMinutes(2));
        shop.AppliesTo(shop.Name, harbour.Id, null);
        shop.Allow([new(Priority.Normal, ServiceTarget.FirstReply, 45), new(Priority.Normal, ServiceTarget.Resolution, 960)]);
        return [everybody, diamond, shop];
    }

    private static IEnumerable<Allowance> All(Priority priority, int first, int next, int resolution) =>
        [new(priority, ServiceTarget.FirstReply, first), new(priority, ServiceTarget.NextReply, next), new(priority, ServiceTarget.Resolution, resolution)];

    private static IReadOnlyList<IReadOnlyList<WorkSpan>> Week(string weekday, string weekend) =>
        [.. Enum.GetValues<DayOfWeek>().Select(day => WorkSpan.Read(day is DayOfWeek.Saturday or DayOfWeek.Sunday ? weekend : weekday)!)];

    // The public holidays of 2026: a short day at the chat, and whole days off around the Spring Festival's eve.
    private static IEnumerable<CalendarDay> China =>
    [
        .. Days("元旦", new(2026, 1, 1), 3, "10:00-16:00"), MadeUp("元旦调休", new(2026, 1, 4)),
        MadeUp("春节调休", new(2026, 2, 14)), CalendarDay.Closed(new(2026, 2, 15), "春节"), CalendarDay.Closed(new(2026, 2, 16), "除夕"), CalendarDay.Closed(new(2026, 2, 17), "春节"),
        .. Days("春节", new(2026, 2, 18), 6, "10:00-16:00"), MadeUp("春节调休", new(2026, 2, 28)),
        .. Days("清明节", new(2026, 4, 4), 3, "10:00-16:00"),
        .. Days("劳动节", new(2026, 5, 1), 5, "10:00-16:00"), MadeUp("劳动节调休", new(2026, 5, 9)),
        .. Days("端午节", new(2026, 6, 19), 3, "10:00-16:00"),
        MadeUp("国庆节调休", new(2026, 9, 20)), .. Days("中秋节", new(2026, 9, 25), 3, "10:00-16:00"),
        .. Days("国庆节", new(2026, 10, 1), 7, "10:00-16:00"), MadeUp("国庆节调休", new(2026, 10, 10)),
    ];

    private static IEnumerable<CalendarDay> Japan => new (int Month, int Day, string Name)[]
    {
        (1, 1, "元日"), (1, 12, "成人の日"), (2, 11, "建国記念の日"), (2, 23, "天皇誕生日"), (3, 20, "春分の日"), (4, 29, "昭和の日"), (5, 3, "憲法記念日"), (5, 4, "みどりの日"), (5, 5, "こどもの日"), (5, 6, "振替休日"),
        (7, 20, "海の日"), (8, 11, "山の日"), (9, 21, "敬老の日"), (9, 22, "国民の休日"), (9, 23, "秋分の日"), (10, 12, "スポーツの日"), (11, 3, "文化の日"), (11, 23, "勤労感謝の日"),
    }.Select(day => new CalendarDay(new(2026, day.Month, day.Day), day.Name, null, WorkSpan.Read("06:00-24:00")!));

    private static IEnumerable<CalendarDay> Britain =>
    [
        CalendarDay.Closed(new(2026, 1, 1), "New Year's Day"), CalendarDay.Closed(new(2026, 4, 3), "Good Friday"), .. Days("Easter Monday", new(2026, 4, 6), 1, "10:00-16:00"),
        .. Days("Early May bank holiday", new(2026, 5, 4), 1, "10:00-16:00"), .. Days("Spring bank holiday", new(2026, 5, 25), 1, "10:00-16:00"), .. Days("Summer bank holiday", new(2026, 8, 31), 1, "10:00-16:00"),
        CalendarDay.Closed(new(2026, 12, 25), "Christmas Day"), .. Days("Boxing Day (substitute day)", new(2026, 12, 28), 1, "10:00-16:00"),
    ];

    private static IEnumerable<CalendarDay> Days(string name, DateOnly first, int count, string hours) =>
        Enumerable.Range(0, count).Select(at => new CalendarDay(first.AddDays(at), name, null, WorkSpan.Read(hours)!));

    private static CalendarDay MadeUp(string name, DateOnly date) => new(date, name, DayOfWeek.Monday, []);
}
