using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Policies;
using Ting.Server.Features.Reviews.Lessons;
using Ting.Server.Features.Reviews.Scorecards;
using Ting.Server.Features.Surveys;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Live;

namespace Ting.Server.Features.Reviews.Engine;

/// <summary>A conversation was resolved: the engine fills the scorecard in, and says whether a person should look.</summary>
/// <param name="Sequence">Of the event in the conversation's log; a later resolving looks anew.</param>
public sealed record ReviewConversation(Guid ConversationId, int Sequence) : IJob
{
    public const string Reviewed = "conversation.reviewed";

    public static string Name => "review-conversation";

    internal sealed class Handler(IDbContextFactory<AppDb> database, Kept<ActiveScorecards> scorecards, Kept<ReviewSettings> settings, Kept<PolicyBook> policies, LiveFeed live, TimeProvider clock)
        : IJobHandler<ReviewConversation>
    {
        public Task HandleAsync(ReviewConversation job, CancellationToken cancel) => Attempts.OnConflictAsync(() => TryAsync(job, cancel));

        private async Task<bool> TryAsync(ReviewConversation job, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var conversation = await db.Conversations.SingleAsync(it => it.Id == job.ConversationId, cancel);
            if (conversation.Status is not ConversationStatus.Resolved)
                return false; // it went on meanwhile; the next resolving looks
            if (await db.Events.AnyAsync(line => line.Stream == conversation.Id && line.Sequence > job.Sequence && line.Type == Reviewed, cancel))
                return false; // an earlier attempt got through
            if ((await scorecards.ReadAsync(cancel)).For(conversation.InboxId) is not { } scorecard)
                return false;

            var customerScore = await db.SatisfactionRatings.Where(it => it.ConversationId == conversation.Id).Select(it => it.Score).FirstOrDefaultAsync(cancel);
            var review = await db.Reviews.SingleOrDefaultAsync(it => it.ConversationId == conversation.Id, cancel);
            var turns = await ReadTalk.OfAsync(db, conversation.Id, cancel);
            var now = clock.GetUtcNow();
            var policy = (await policies.ReadAsync(cancel)).For(conversation.InboxId);
            var (written, content) = await WriteAsync(db, conversation, review, scorecard, policy, turns, customerScore, (await settings.ReadAsync(cancel)).Sampling, now, cancel);
            if (written.AgentId is not null)
                foreach (var result in written.ReadEngine().Where(it => it.Verdict is CriterionVerdict.Failed && content.Find(it.Criterion)?.Course is not null))
                    db.Enqueue(new AskForLesson(written.Id, result.Criterion), now);

            // Logged with the conversation, so that words which are forgotten at this very moment do not come back as quotes.
            await db.SaveAsync(conversation, cancel);
            live.Publish("reviews");
            return true;
        }
    }

    /// <summary>What a look comes to, ready to be saved with the conversation.</summary>
    internal static async Task<(Review Review, ScorecardContent Content)> WriteAsync(
        AppDb db, Conversation conversation, Review? review, ActiveScorecards.One scorecard, PolicyInForce policy, IReadOnlyList<SpokenTurn> turns, int? customerScore, SamplingRules sampling, DateTimeOffset now, CancellationToken cancel)
    {
        var content = review is { Person: not null } kept ? (await db.ScorecardEditions.AsNoTracking().SingleAsync(it => it.ScorecardId == kept.ScorecardId && it.Number == kept.Edition, cancel)).Read() : scorecard.Content;
        var look = Look.At(content, policy, turns, conversation.Language);
        if (review is null)
        {
            review = db.Reviews.Add(new Review(ReviewedConversation.Of(conversation))).Entity;
            db.ReviewEntries.Add(Write(ReviewedConversation.Of(conversation), review, scorecard, look, customerScore, sampling, now));
            ReviewMarks.AddAll(db, [(review, look.Results)]);
        }
        else
        {
            db.ReviewEntries.Add(Write(ReviewedConversation.Of(conversation), review, scorecard, look, customerScore, sampling, now));
            await ReviewMarks.WriteAsync(db, review, cancel);
        }

        conversation.Log(Reviewed, "system", now, look.ForTheLog());
        return (review, content);
    }

    /// <returns>The line of its history, which is the caller's to save with it.</returns>
    internal static ReviewEntry Write(ReviewedConversation conversation, Review review, ActiveScorecards.One scorecard, Look look, int? customerScore, SamplingRules sampling, DateTimeOffset now)
    {
        var (agentId, results, score) = look;
        review.Look(conversation, agentId, (scorecard.Id, scorecard.Edition), results, score, now);
        review.Queue(sampling.Pick(new(conversation.Id, score.Value, score.IsAutoFailed, conversation.Escalated, conversation.LastLevel, customerScore)));
        return new ReviewEntry(review, ReviewEntryKind.Looked, "system", now);
    }

    /// <summary>What the engine finds in a talk; computed from its words alone.</summary>
    internal sealed record Look(Guid? AgentId, IReadOnlyList<CriterionResult> Results, ReviewScore Score)
    {
        public static Look At(ScorecardContent content, PolicyInForce policy, IReadOnlyList<SpokenTurn> turns, string? language)
        {
            var agentId = ReviewedTalk.MainAgent(turns);
            var results = EngineReview.Of(content, new ReviewedTalk(turns, agentId, LanguageCode.ForEngine(language), policy));
            return new Look(agentId, results, ReviewScore.Of(content, results));
        }

        public object ForTheLog() =>
            new { score = Score.Value, autoFailed = Score.IsAutoFailed, failed = Results.Where(it => it.Verdict is CriterionVerdict.Failed).Select(it => it.Criterion).ToArray() };
    }
}

/// <summary>The customer has answered: if that is the opposite of what the engine thinks, a person should look.</summary>
public sealed record WeighAnswer(Guid ConversationId) : IJob
{
    public static string Name => "weigh-answer";

    internal sealed class Handler(IDbContextFactory<AppDb> database, Kept<ReviewSettings> settings, LiveFeed live) : IJobHandler<WeighAnswer>
    {
        public Task HandleAsync(WeighAnswer job, CancellationToken cancel) => Attempts.OnConflictAsync(async () =>
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Reviews.SingleOrDefaultAsync(it => it.ConversationId == job.ConversationId, cancel) is not { Pick: null or ReviewPick.Random } review)
                return false;

            var customerScore = await db.SatisfactionRatings.Where(it => it.ConversationId == job.ConversationId).Select(it => it.Score).FirstOrDefaultAsync(cancel);
            var pick = (await settings.ReadAsync(cancel)).Sampling.Pick(new(job.ConversationId, review.EngineScore, review.EngineAutoFailed, Escalated: false, LastLevel: null, customerScore));
            if (pick is not ReviewPick.Disagreement)
                return false; // a risk was seen when the conversation was resolved, and chance does not depend on answers
            review.Queue(pick);
            await db.SaveChangesAsync(cancel);
            live.Publish("reviews");
            return true;
        });
    }
}
