using Ting.Server.Features.Moments;
using Ting.Server.Features.Reports;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Jobs;

namespace Ting.Server.Features.Demo;

/// <summary>Where the three brands' customers meet them, how these moments were, what they find there, and what colleagues did of their own accord.</summary>
internal static class DemoMoments
{
    private static readonly (JourneyStage Stage, MeetingChannel Channel, string? Label, double Level, Wording Names)[] Touchpoints =
    [
        (JourneyStage.Learn, MeetingChannel.Chat, "advice", 4.1, new("第一句回复", "最初の返信", "First chat answer")),
        (JourneyStage.Buy, MeetingChannel.Web, "order", 3.6, new("下单页面", "注文の画面", "Order page")),
        (JourneyStage.Use, MeetingChannel.Phone, "repair", 3.9, new("报修回电", "修理の折り返し電話", "Call back about a repair")),
        (JourneyStage.Use, MeetingChannel.Person, "room", 4.4, new("前台迎接", "フロントでのお迎え", "Welcome at the desk")),
        (JourneyStage.Reflect, MeetingChannel.Mail, null, 3.3, new("售后回访邮件", "ご利用後のお便り", "Letter after the visit")),
    ];

    private static readonly (string Agent, string Did, string Learned, long Cost, int DaysAgo)[] Solutions =
    [
        ("周予安", "客户搬家当天发现桌腿少一颗螺丝，我从样品上拆了一颗，叫同城快递两小时送到。", "螺丝包可以在门店常备十份；客户等的是今天，不是赔偿。", 3_500, 21),
        ("Eleanor Marsh", "A runner's order was stuck the day before her marathon. I had a colleague in her town lend her the demo pair.", "Ask what the order is for. A pair on loan cost nothing and she ran.", 0, 9),
    ];

    public static void Add(AppDb db, DemoCast cast, Random chance, DateTimeOffset now)
    {
        foreach (var (stage, channel, label, level, names) in Touchpoints)
        {
            var touchpoint = new Touchpoint(now.AddDays(-88));
            touchpoint.Describe(names, stage, channel, surveyId: null, LabelOf(cast, label), active: true);
            db.Add(touchpoint);
            Meet(db, cast, touchpoint, level, chance, now);
        }

        AddCues(db, cast, now);
        foreach (var (name, did, learned, cost, daysAgo) in Solutions)
        {
            if (cast.Staff.FirstOrDefault(it => it.Agent.Name == name).Agent is { } agent)
                db.Add(new UnusualSolution(agent.Id, did, learned, cost, "CNY", withinAuthority: true, caseId: null, now.AddDays(-daysAgo)));
        }

        AddReport(db, cast, now);
    }

    private static Guid? LabelOf(DemoCast cast, string? topic) =>
        topic is null ? null : DemoBrand.All.Select(brand => brand.LabelOf(topic)).OfType<string>().Where(cast.Labels.ContainsKey).Select(name => (Guid?)cast.Labels[name].Id).FirstOrDefault();

    // It gets a little better over the ninety days.
    private static void Meet(AppDb db, DemoCast cast, Touchpoint touchpoint, double level, Random chance, DateTimeOffset now)
    {
        for (var number = 0; number < 34; number++)
        {
            var at = now.AddDays(-85 + number * 2.5).AddMinutes(-chance.Next(400));
            var agent = cast.Staff[chance.Next(cast.Staff.Count)].Agent;
            var better = 0.4 * number / 34;
            db.Add(new LoggedMoment(touchpoint.Id, agent.Id, at, 5 + chance.Next(40), Score(level + better), Score(level + better + 0.2), Score(level + better - 0.2), "", $"agent:{cast.Staff[0].Agent.Id}", at));
        }

        double Score(double about) => Math.Clamp(Math.Round(about + (chance.NextDouble() - 0.5) * 2), 1, 5);
    }

    private static void AddCues(AppDb db, DemoCast cast, DateTimeOffset now)
    {
        CueStatus[] states = [CueStatus.InPlace, CueStatus.Planned, CueStatus.Noticed];
        foreach (var (number, example) in CueExamples.All.Index())
        {
            var cue = new ExperienceCue(now.AddDays(-60 + number));
            cue.Describe(example.Words.Zh, example.Feeling, example.Area, example.Stage, example.Feeling is CueFeeling.Negative ? CueStatus.Planned : states[number % states.Length],
                cast.Staff[number % cast.Staff.Count].Agent.Id, example.Source.Zh, improvementId: null);
            db.Add(cue);
        }
    }

    private static void AddReport(AppDb db, DemoCast cast, DateTimeOffset now)
    {
        var leader = cast.Staff.First(it => it.Agent.Role is AgentRole.Administrator or AgentRole.Manager).Agent;
        var plan = new ReportPlan(leader.Id, now.AddDays(-30));
        plan.Describe("每周服务数字", ReportPeriod.SevenDays, inboxId: null, teamId: null, agentId: null);
        plan.Address([leader.Id], "", "");
        plan.Time(ReportRhythm.Weekly, 1, 8 * 60 + 30, "Asia/Shanghai", active: true, now);
        db.Add(plan);
        db.Enqueue(new SendReport(plan.Id, plan.NextAt), plan.NextAt);
    }
}
