using System.Globalization;
using System.Security.Claims;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Insights;

/// <summary>Which conversations the figures are about: a stretch of time, and optionally one inbox, team or agent.</summary>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive.</param>
public sealed record InsightFilter(DateTimeOffset From, DateTimeOffset To, Guid? Inbox, Guid? Team, Guid? Agent)
{
    internal IQueryable<Conversation> Of(IQueryable<Conversation> conversations)
    {
        if (Inbox is { } inbox)
            conversations = conversations.Where(it => it.InboxId == inbox);
        if (Team is { } team)
            conversations = conversations.Where(it => it.TeamId == team);
        if (Agent is { } agent)
            conversations = conversations.Where(it => it.AssigneeId == agent);
        return conversations;
    }

    /// <summary>Whose role may see the figures of the whole desk sees everybody's, all others their own.</summary>
    public static bool SeesAll(ClaimsPrincipal user) => user.May(Permission.SeeInsights);

    /// <returns>The part of it that this person may see.</returns>
    public Outcome<InsightFilter> For(ClaimsPrincipal user)
    {
        if (SeesAll(user))
            return this;
        if (user.AgentId() is not { } own || (Agent is { } other && other != own))
            return Refusal.Forbidden("insights.not_yours");
        return this with { Agent = own };
    }
}

/// <summary>What the address of the page asks for, in the reader's own days.</summary>
public sealed record InsightPeriod(string Name, DateOnly First, DateOnly Last, TimeZoneInfo Zone, DateTimeOffset Now)
{
    private const int MostDays = 366;

    public static readonly IReadOnlyList<string> Names = ["today", "7d", "30d", "90d"];

    public DateTimeOffset From => Midnight(First);
    public DateTimeOffset To => Midnight(Last.AddDays(1));
    public int Days => Last.DayNumber - First.DayNumber + 1;

    /// <summary>As many days right before. While the period still runs, its forerunner is cut at the same time of day, so that like meets like.</summary>
    public (DateTimeOffset From, DateTimeOffset To) Before
    {
        get
        {
            var from = Midnight(First.AddDays(-Days));
            if (Now >= To || Now < From)
                return (from, From);

            var elapsed = TimeSpan.FromMinutes(Math.Floor((Now - From).TotalMinutes));
            return (from, from + elapsed);
        }
    }

    public static InsightPeriod Read(string? name, string? from, string? to, TimeZoneInfo zone, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        if (Day(from) is { } first && (name is null or "custom"))
        {
            var last = Day(to) ?? today;
            if (last < first)
                (first, last) = (last, first);
            if (last.DayNumber - first.DayNumber >= MostDays)
                first = last.AddDays(1 - MostDays);
            return new("custom", first, last, zone, now);
        }

        var days = name switch { "today" => 1, "30d" => 30, "90d" => 90, _ => 7 };
        return new(days == 7 ? "7d" : name!, today.AddDays(1 - days), today, zone, now);
    }

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 2000 and < 2200 ? day : null;

    /// <summary>When the day begins here; where the clock skips midnight, when it begins all the same.</summary>
    internal DateTimeOffset Midnight(DateOnly day)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        while (Zone.IsInvalidTime(local))
            local = local.AddMinutes(15);
        var offset = Zone.IsAmbiguousTime(local) ? Zone.GetAmbiguousTimeOffsets(local).Max() : Zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
