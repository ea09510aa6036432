using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Cases;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Conversations.Promises;
using Ting.Server.Features.Insights;
using Ting.Server.Features.Processes;
using Ting.Server.Features.Reviews;
using Ting.Server.Features.Reviews.Scorecards;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Axes;

/// <summary>
/// Counts what each axis is measured by, for each agent: only rows that exist, only what somebody did. Nobody's feelings but the customer's are read, and of the customer only how they felt at the end.
/// What is practised in the academy is no part of it.
/// </summary>
internal sealed class AxisCounts(AppDb db, InsightFilter filter, AxisCriteria criteria, ProcessBook processes, DateTimeOffset now)
{
    private readonly AxisRows _rows = new(db, filter, criteria, processes, now);

    public async Task<IReadOnlyDictionary<Guid, Dictionary<AxisSource, AxisCount>>> ReadAsync(CancellationToken cancel)
    {
        var all = new Dictionary<Guid, Dictionary<AxisSource, AxisCount>>();
        await CriteriaAsync(Add, cancel);
        foreach (var it in await Counted(_rows.Clocks().Select(it => new Mark { AgentId = it.AgentId, IsKept = !it.Clock.Broken })).ToListAsync(cancel))
            Add(AxisSource.ServiceLevels, it.AgentId, it.Kept, it.Count);
        foreach (var it in await Counted(_rows.DuePromises().Select(it => new Mark { AgentId = it.AgentId!.Value, IsKept = it.State == PromiseState.Kept && it.ClosedAt <= it.DueAt })).ToListAsync(cancel))
            Add(AxisSource.Promises, it.AgentId, it.Kept, it.Count);
        await CasesAsync(Add, cancel);
        foreach (var process in processes.All)
            await OfConversationsAsync(AxisSource.StandardProcesses, process.Of(db, _rows.Resolved()), process.Followed(db, _rows.Resolved()), Add, cancel);

        await OfConversationsAsync(AxisSource.Wording, _rows.Answered(), _rows.WithoutMarked(), Add, cancel);
        await OfConversationsAsync(AxisSource.Recovery, _rows.Displeased(), _rows.Displeased().Where(it => it.LastLevel >= 0), Add, cancel);
        foreach (var it in await Counted(_rows.AttitudeRatings().Select(it => new Mark { AgentId = it.AgentId, IsKept = it.Score >= Measurement.CustomerSatisfaction.SatisfiedFrom })).ToListAsync(cancel))
            Add(AxisSource.Attitude, it.AgentId, it.Kept, it.Count);
        return all;

        void Add(AxisSource source, Guid agent, int kept, int count)
        {
            var counts = all.TryGetValue(agent, out var known) ? known : all[agent] = [];
            counts[source] = counts.GetValueOrDefault(source) + new AxisCount(kept, count);
        }
    }

    private async Task CriteriaAsync(Action<AxisSource, Guid, int, int> add, CancellationToken cancel)
    {
        var groups = await (from mark in db.ReviewMarks.AsNoTracking()
                            join review in _rows.Reviews() on mark.ReviewId equals review.Id
                            where mark.ResolvedAt >= filter.From && mark.ResolvedAt < filter.To && review.AgentId != null
                            group mark by new { Agent = review.AgentId!.Value, review.ScorecardId, mark.Criterion, mark.Failed } into some
                            select new { some.Key.Agent, some.Key.ScorecardId, some.Key.Criterion, some.Key.Failed, Count = some.Count() }).ToListAsync(cancel);
        foreach (var it in groups)
            if (criteria.Of(it.ScorecardId, it.Criterion) is { } axis)
                add(axis is CriterionAxis.Procedural ? AxisSource.ProcessCriteria : AxisSource.PersonalCriteria, it.Agent, it.Failed ? 0 : it.Count, it.Count);
    }

    private async Task CasesAsync(Action<AxisSource, Guid, int, int> add, CancellationToken cancel)
    {
        foreach (var (cases, kept) in new[] { (_rows.Complaints(), 0), (_rows.WalkedComplaints(), 1) })
            foreach (var it in await cases.GroupBy(it => it.OwnerId!.Value).Select(some => new { Agent = some.Key, Count = some.Count() }).ToListAsync(cancel))
                add(AxisSource.ComplaintSteps, it.Agent, kept * it.Count, kept == 0 ? it.Count : 0);
        foreach (var it in await Counted(_rows.Checks().Select(it => new Mark { AgentId = it.AgentId, IsKept = it.Verdict == CheckVerdict.Met })).ToListAsync(cancel))
            add(AxisSource.Checklists, it.AgentId, it.Kept, it.Count);
    }

    private static async Task OfConversationsAsync(AxisSource source, IQueryable<Conversation> all, IQueryable<Conversation> kept, Action<AxisSource, Guid, int, int> add, CancellationToken cancel)
    {
        foreach (var it in await ByAgent(all).ToListAsync(cancel))
            add(source, it.AgentId, 0, it.Count);
        foreach (var it in await ByAgent(kept).ToListAsync(cancel))
            add(source, it.AgentId, it.Count, 0);
    }

    private static IQueryable<Sum> ByAgent(IQueryable<Conversation> rows) => rows.GroupBy(it => it.AssigneeId!.Value).Select(some => new Sum { AgentId = some.Key, Count = some.Count() });

    private static IQueryable<Sum> Counted(IQueryable<Mark> marks) => marks.GroupBy(it => it.AgentId).Select(some => new Sum { AgentId = some.Key, Count = some.Count(), Kept = some.Count(it => it.IsKept) });

    private sealed class Mark
    {
        public Guid AgentId { get; init; }
        public bool IsKept { get; init; }
    }

    private sealed class Sum
    {
        public Guid AgentId { get; init; }
        public int Count { get; init; }
        public int Kept { get; init; }
    }
}

/// <summary>On which axis a criterion of which scorecard stands.</summary>
internal sealed class AxisCriteria(ActiveScorecards scorecards)
{
    private readonly Dictionary<(Guid, string), CriterionAxis> _axes = scorecards.All
        .SelectMany(card => card.Content.Criteria.Select(it => (Key: (card.Id, it.Key), Axis: it.Axis ?? ShippedScorecard.Content.Find(it.Key)?.Axis)))
        .Where(it => it.Axis is not null).GroupBy(it => it.Key).ToDictionary(it => it.Key, it => it.First().Axis!.Value);

    public CriterionAxis? Of(Guid scorecard, string criterion) => _axes.TryGetValue((scorecard, criterion), out var axis) ? axis : null;

    public IEnumerable<(Guid Scorecard, string[] Criteria)> On(CriterionAxis axis) =>
        _axes.Where(it => it.Value == axis).GroupBy(it => it.Key.Item1, it => it.Key.Item2).Select(it => (it.Key, it.ToArray()));
}
