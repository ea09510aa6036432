using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Insights;
using Ting.Server.Features.Processes;
using Ting.Server.Features.Reviews.Scorecards;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;

namespace Ting.Server.Features.Axes;

/// <summary>The two axes of service quality by group (SQ-01): the procedural one, whether the way of doing it was followed, and the personal one, how it was done.</summary>
public sealed class ReadAxes(IDbContextFactory<AppDb> database, Kept<ProcessBook> processes, TimeProvider clock, IStringLocalizer<AxesText> text, IStringLocalizer<AgentsText> words)
{
    private const int DaysOfAMonth = 30;
    private const int MostPeople = 10_000;

    /// <summary>How long somebody has been here, in months: up to the first, up to the second, and longer.</summary>
    private static readonly int[] Months = [6, 24];

    public async Task<AxisReport> ReadAsync(InsightFilter filter, AxisGrouping by, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var counts = await new AxisCounts(db, filter, await CriteriaAsync(db, cancel), await processes.ReadAsync(cancel), clock.GetUtcNow()).ReadAsync(cancel);
        var people = await db.Agents.AsNoTracking().Take(MostPeople).Select(it => new Someone(it.Id, it.TeamId, it.Role, it.CreatedAt)).ToListAsync(cancel);
        var teams = await db.Teams.AsNoTracking().ToDictionaryAsync(it => it.Id, it => it.Name, cancel);

        var groups = people.Where(it => counts.ContainsKey(it.Id)).GroupBy(it => KeyOf(it, by, filter.To)).Select(some => Together(some.Key, NameOf(some.Key, by, teams), [.. some.Select(it => it.Id)], counts)).ToList();
        var shown = groups.FindAll(it => it.People >= AxisGroup.FewestPeople);
        Guid[] small = [.. groups.Where(it => it.People < AxisGroup.FewestPeople).SelectMany(it => it.Agents)];
        if (small.Length >= AxisGroup.FewestPeople)
            shown.Add(Together(AxisGroup.Rest, text["group.rest"], small, counts));

        return new(by, [.. shown.OrderBy(it => it.Key == AxisGroup.Rest).ThenBy(it => it.Name, StringComparer.CurrentCulture)],
            Together(AxisGroup.All, text["group.all"], [.. shown.SelectMany(it => it.Agents)], counts), small.Length < AxisGroup.FewestPeople ? small.Length : 0);
    }

    /// <summary>The rows that the picture is made of.</summary>
    internal async Task<AxisRows> RowsAsync(AppDb db, InsightFilter filter, CancellationToken cancel) => new(db, filter, await CriteriaAsync(db, cancel), await processes.ReadAsync(cancel), clock.GetUtcNow());

    private static async Task<AxisCriteria> CriteriaAsync(AppDb db, CancellationToken cancel) => new(await ActiveScorecards.ReadAsync(db, cancel));

    private static AxisGroup Together(string key, string name, Guid[] agents, IReadOnlyDictionary<Guid, Dictionary<AxisSource, AxisCount>> counts) => new(
        key, name, agents, Enum.GetValues<AxisSource>().ToDictionary(it => it, it => agents.Aggregate(new AxisCount(), (sum, agent) => sum + counts[agent].GetValueOrDefault(it))));

    private static string KeyOf(Someone it, AxisGrouping by, DateTimeOffset at) => by switch
    {
        AxisGrouping.Team => it.TeamId?.ToString() ?? AxisGroup.None,
        AxisGrouping.Role => it.Role.ToString(),
        _ => $"m{Array.FindIndex(Months, months => (at - it.Since).TotalDays < months * DaysOfAMonth)}",
    };

    private string NameOf(string key, AxisGrouping by, Dictionary<Guid, string> teams) => by switch
    {
        AxisGrouping.Team => Guid.TryParse(key, out var team) && teams.TryGetValue(team, out var name) ? name : text["group.none"],
        AxisGrouping.Role => words[$"role.{key}"],
        _ => text[$"group.{key}"],
    };

    private sealed record Someone(Guid Id, Guid? TeamId, AgentRole Role, DateTimeOffset Since);
}
