using Ting.Server.Features.Agents;
using Ting.Server.Features.Routing;
using Ting.Server.Features.Staffing;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;

namespace Ting.Server.Features.Demo;

/// <summary>What the demo's colleagues can do, who of them is there, and the one inbox that gives its conversations out by itself.</summary>
internal static class DemoSkills
{
    private const string Repair = "维修";

    // Nobody sits at their screens, so they count as heard of for as long as a demonstration may last.
    private static readonly TimeSpan Shift = TimeSpan.FromDays(7);

    private static readonly (string Name, string? Language)[] All = [("中文", "zh-Hans"), ("日本語", "ja"), ("English", "en"), (Repair, null), ("Returns", null)];

    private static readonly Dictionary<string, (string Skill, int Level)[]> Besides = new()
    {
        ["周予安"] = [("English", 2)],
        ["林悦"] = [("日本語", 3)],
        ["陈立"] = [("English", 4), (Repair, 5)],
        ["三浦 健"] = [("English", 3), (Repair, 5)],
        ["Priya Nair"] = [("Returns", 4)],
        ["Mel Ashworth"] = [("Returns", 3), ("日本語", 2)],
        ["Gareth Rowlands"] = [(Repair, 5), ("中文", 1)],
    };

    // Points they can take; those who do not answer customers all day take few.
    private static readonly Dictionary<string, int> Capacities = new() { ["Priya Nair"] = 12, ["周予安"] = 10 };

    private static readonly Dictionary<string, SeatState> Elsewhere = new()
    {
        ["林悦"] = SeatState.Busy,
        ["小川 美緒"] = SeatState.Away,
        ["许诺"] = SeatState.Offline,
        ["Eleanor Marsh"] = SeatState.Offline,
    };

    public static void Add(AppDb db, DemoCast cast, DateTimeOffset now)
    {
        var skills = All.ToDictionary(it => it.Name, it => new Skill(it.Name, it.Language, now));
        db.AddRange(skills.Values);
        foreach (var (who, agent) in cast.Staff)
        {
            var own = skills.Values.Single(skill => skill.Language == who.Language);
            db.AgentSkills.Add(new AgentSkill(agent.Id, own.Id, AgentSkill.HighestLevel));
            db.AgentSkills.AddRange(Besides.GetValueOrDefault(who.Name, []).Select(it => new AgentSkill(agent.Id, skills[it.Skill].Id, it.Level)));
            db.Seats.Add(SeatOf(db, who, agent, now));
        }

        // English conversations find their agents; the others are taken by hand, as in most workspaces.
        var routing = new InboxRouting(cast.Inboxes["harbour"].Id);
        routing.Route(RoutingStrategy.Balanced, lastAgentFirst: true, weight: 1, languageLevel: 3, relaxAfter: 10);
        routing.HandOn(after: 15, teamId: null);
        db.InboxRoutings.Add(routing);
        db.InboxSkills.Add(new InboxSkill(routing.InboxId, skills["Returns"].Id, 4));
    }

    private static Seat SeatOf(AppDb db, DemoStaff who, Agent agent, DateTimeOffset now)
    {
        var seat = new Seat(agent.Id, now);
        if (seat.Choose(Elsewhere.GetValueOrDefault(who.Name, SeatState.Online), $"agent:{agent.Id}", now) is { } line)
            db.Append(line);
        if (seat.Allow(Capacities.GetValueOrDefault(who.Name, who.Role is AgentRole.Representative ? 8 : 3), "system", now) is { } allowed)
            db.Append(allowed);
        seat.CountAsHeard(now + Shift);
        return seat;
    }
}
