using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Cases;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Conversations.DueTimes;
using Ting.Server.Features.Conversations.Promises;
using Ting.Server.Features.Insights;
using Ting.Server.Features.Processes;
using Ting.Server.Features.Reviews;
using Ting.Server.Features.Reviews.Scorecards;
using Ting.Server.Features.Surveys;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Axes;

/// <summary>The rows behind the picture. Counts and lists are made of the same ones.</summary>
internal sealed class AxisRows(AppDb db, InsightFilter filter, AxisCriteria criteria, ProcessBook processes, DateTimeOffset now)
{
    private static readonly CheckVerdict[] Judged = [CheckVerdict.Met, CheckVerdict.NotMet];
    private static readonly CoachOutcome[] Sent = [CoachOutcome.Shown, CoachOutcome.Skipped, CoachOutcome.Overridden];
    private static readonly EntryKind[] Steps = [.. ComplaintSteps.All];
    private static readonly PromiseState[] Owed = [PromiseState.Open, PromiseState.Kept, PromiseState.Broken];

    /// <summary>The conversations of some people behind a source: all of them, or those in which something went otherwise. Null where the rows are cases.</summary>
    public IQueryable<Conversation>? Conversations(AxisSource source, IReadOnlyList<Guid> agents, bool missed)
    {
        var of = agents.Select(it => (Guid?)it).ToArray();
        var conversations = db.Conversations.AsNoTracking();
        switch (source)
        {
            case AxisSource.ProcessCriteria or AxisSource.PersonalCriteria:
                var reviewed = Criteria(AxisSources.AxisOf(source), of, missed);
                return conversations.Where(it => reviewed.Contains(it.Id));
            case AxisSource.ServiceLevels:
                var timed = Clocks().Where(it => of.Contains(it.AgentId) && (!missed || it.Clock.Broken)).Select(it => it.Clock.ConversationId);
                return conversations.Where(it => timed.Contains(it.Id));
            case AxisSource.Promises:
                var promised = DuePromises().Where(it => of.Contains(it.AgentId) && (!missed || it.State != PromiseState.Kept || it.ClosedAt > it.DueAt)).Select(it => it.ConversationId);
                return conversations.Where(it => promised.Contains(it.Id));
            case AxisSource.StandardProcesses:
                return processes.All.Select(process => missed ? Without(process) : process.Of(db, Resolved())).Aggregate((IQueryable<Conversation>?)null, (sum, part) => sum is null ? part.Where(it => of.Contains(it.AssigneeId)) : sum.Union(part.Where(it => of.Contains(it.AssigneeId))))
                    ?? conversations.Where(_ => false);
            case AxisSource.Wording:
                return (missed ? WithMarked() : Answered()).Where(it => of.Contains(it.AssigneeId));
            case AxisSource.Recovery:
                return Displeased().Where(it => of.Contains(it.AssigneeId) && (!missed || it.LastLevel < 0));
            case AxisSource.Attitude:
                var rated = AttitudeRatings().Where(it => of.Contains(it.AgentId) && (!missed || it.Score < Measurement.CustomerSatisfaction.SatisfiedFrom)).Select(it => it.ConversationId);
                return conversations.Where(it => rated.Contains(it.Id));
            default:
                return null;
        }
    }

    /// <summary>The cases of some people behind a source.</summary>
    public IQueryable<Case> CasesOf(AxisSource source, IReadOnlyList<Guid> agents, bool missed)
    {
        var of = agents.Select(it => (Guid?)it).ToArray();
        if (source is AxisSource.ComplaintSteps)
        {
            var walked = WalkedComplaints().Select(it => it.Id);
            return Complaints().Where(it => of.Contains(it.OwnerId) && (!missed || !walked.Contains(it.Id)));
        }

        var checks = db.CaseChecks;
        return Closed().Where(it => of.Contains(it.OwnerId) && checks.Any(check => check.CaseId == it.Id && Judged.Contains(check.Verdict) && (!missed || check.Verdict == CheckVerdict.NotMet)));
    }

    public IQueryable<Conversation> Resolved() =>
        filter.Of(db.Conversations.AsNoTracking()).Where(it => it.ResolvedAt >= filter.From && it.ResolvedAt < filter.To && it.AssigneeId != null);

    public IQueryable<Conversation> Answered() => Resolved().Where(it => it.FirstReplyAt != null);

    public IQueryable<Conversation> WithMarked()
    {
        var records = db.CoachRecords;
        return Answered().Where(it => records.Any(record => record.ConversationId == it.Id && record.AgentId == it.AssigneeId && Sent.Contains(record.Outcome)));
    }

    public IQueryable<Conversation> WithoutMarked()
    {
        var records = db.CoachRecords;
        return Answered().Where(it => !records.Any(record => record.ConversationId == it.Id && record.AgentId == it.AssigneeId && Sent.Contains(record.Outcome)));
    }

    public IQueryable<Conversation> Displeased() => Resolved().Where(it => it.FirstLevel < 0 && it.LastLevel != null);

    public IQueryable<Review> Reviews() => filter.Inbox is { } inbox ? db.Reviews.AsNoTracking().Where(it => it.InboxId == inbox) : db.Reviews.AsNoTracking();

    public IQueryable<Timed> Clocks() =>
        from clock in db.ServiceClocks.AsNoTracking()
        where clock.StartedAt >= filter.From && clock.StartedAt < filter.To
        join it in filter.Of(db.Conversations.AsNoTracking()) on clock.ConversationId equals it.Id
        where it.AssigneeId != null
        select new Timed { AgentId = it.AssigneeId!.Value, Clock = clock };

    /// <summary>Whose time has come. One that is still open then is not kept.</summary>
    public IQueryable<Promise> DuePromises()
    {
        var until = filter.To < now ? filter.To : now;
        var promises = db.Promises.AsNoTracking().Where(it => Owed.Contains(it.State) && it.DueAt >= filter.From && it.DueAt < until && it.AgentId != null);
        if (filter.Inbox is not { } inbox)
            return promises;
        var within = db.Conversations.Where(it => it.InboxId == inbox);
        return promises.Where(it => within.Any(conversation => conversation.Id == it.ConversationId));
    }

    public IQueryable<Case> Complaints() => Closed().Where(it => it.Kind == CaseKind.Complaint);

    /// <summary>Every step has a record, and none was left out.</summary>
    public IQueryable<Case> WalkedComplaints()
    {
        var entries = db.CaseEntries;
        var count = Steps.Length;
        return Complaints().Where(it => entries.Where(entry => entry.CaseId == it.Id && entry.Round == it.Round && !entry.Skipped && Steps.Contains(entry.Kind)).Select(entry => entry.Kind).Distinct().Count() == count);
    }

    public IQueryable<Checked> Checks() =>
        from check in db.CaseChecks.AsNoTracking()
        where Judged.Contains(check.Verdict)
        join it in Closed() on check.CaseId equals it.Id
        select new Checked { AgentId = it.OwnerId!.Value, Verdict = check.Verdict };

    /// <summary>What customers said who named our understanding, courtesy or care as what mattered.</summary>
    public IQueryable<Rated> AttitudeRatings() =>
        from rating in db.SatisfactionRatings.AsNoTracking()
        where rating.AskedAt >= filter.From && rating.AskedAt < filter.To && rating.Score != null
            && (rating.Reasons.Contains("courtesy") || rating.Reasons.Contains("care") || rating.Reasons.Contains("understanding"))
        join it in filter.Of(db.Conversations.AsNoTracking()) on rating.ConversationId equals it.Id
        where it.AssigneeId != null
        select new Rated { AgentId = it.AssigneeId!.Value, ConversationId = it.Id, Score = rating.Score!.Value };

    private IQueryable<Case> Closed()
    {
        var closed = db.Cases.AsNoTracking().Where(it => !it.IsOpen && it.ClosedAt >= filter.From && it.ClosedAt < filter.To && it.OwnerId != null);
        if (filter.Inbox is not { } inbox)
            return closed;
        var (links, within) = (db.CaseConversations, db.Conversations.Where(it => it.InboxId == inbox));
        return closed.Where(it => links.Any(link => link.CaseId == it.Id && within.Any(conversation => conversation.Id == link.ConversationId)));
    }

    private IQueryable<Conversation> Without(ProcessEntry process)
    {
        var followed = process.Followed(db, Resolved()).Select(it => it.Id);
        return process.Of(db, Resolved()).Where(it => !followed.Contains(it.Id));
    }

    private IQueryable<Guid> Criteria(CriterionAxis axis, Guid?[] of, bool missed) =>
        criteria.On(axis).Select(card => from mark in db.ReviewMarks.AsNoTracking()
                                         join review in Reviews() on mark.ReviewId equals review.Id
                                         where mark.ResolvedAt >= filter.From && mark.ResolvedAt < filter.To && review.ScorecardId == card.Scorecard && card.Criteria.Contains(mark.Criterion)
                                             && of.Contains(review.AgentId) && (!missed || mark.Failed)
                                         select review.ConversationId)
            .Aggregate((IQueryable<Guid>?)null, (sum, part) => sum is null ? part : sum.Union(part)) ?? db.Reviews.Where(_ => false).Select(it => it.ConversationId);

    internal sealed class Timed
    {
        public Guid AgentId { get; init; }
        public ServiceClock Clock { get; init; } = null!;
    }

    internal sealed class Checked
    {
        public Guid AgentId { get; init; }
        public CheckVerdict Verdict { get; init; }
    }

    internal sealed class Rated
    {
        public Guid AgentId { get; init; }
        public Guid ConversationId { get; init; }
        public int Score { get; init; }
    }
}
