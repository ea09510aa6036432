using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Policies;
using Ting.Server.Features.Reviews;
using Ting.Server.Features.Reviews.Calibration;
using Ting.Server.Features.Reviews.Engine;
using Ting.Server.Features.Reviews.Scorecards;
using Ting.Server.Features.Surveys;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Demo;

/// <summary>The demo's last month, reviewed by the engine as it reviews every conversation; a few sheets by people, two disputes, and a session of calibration.</summary>
internal sealed class DemoReviews(AppDb db, DemoCast cast, DateTimeOffset now)
{
    private const int Days = 30;
    private const int AtOnce = 100;

    private static readonly (string Brand, string Reviewer, string[] Notes)[] Reviewers =
    [
        ("hemu", "陈静", ["开头先接住顾客的情绪，再谈办法，会顺得多。时间说得很清楚，保持下去。", "理由讲到位了。下次把“不行”换成“可以这样”，顾客会更容易接受。", "承诺记得带上具体时间，顾客心里才有底。"]),
        ("hanare", "高瀬 圭介", ["ご説明はとても丁寧でした。次は最初にお気持ちへの一言を添えてみましょう。", "お断りの理由がしっかり伝わっています。代わりの案をもう一つ用意できるとさらに良いです。", "お約束には必ず日時を添えましょう。"]),
        ("harbour", "Eleanor Marsh", ["Clear and warm. Next time say back what you understood before you propose anything.", "The reason was there and it helped. Try offering one alternative with every no.", "Every promise wants a time: it saves the customer from asking again."]),
    ];

    public async Task WriteAsync(CancellationToken cancel)
    {
        var scorecard = (await ActiveScorecards.ReadAsync(db, cancel)).All is [var first, ..] ? first : ReviewsFeature.AddShipped(db, now); // a demo that starts over begins with nothing
        await db.SaveChangesAsync(cancel);
        await LookAsync(scorecard, cancel);
        foreach (var (brand, reviewer, notes) in Reviewers)
            await FillAsync(scorecard.Content, cast.Inboxes[brand].Id, cast.Named(reviewer), notes, cancel);
        await CalibrateAsync(scorecard, cancel);
        await db.SaveChangesAsync(cancel);
    }

    private async Task LookAsync(ActiveScorecards.One scorecard, CancellationToken cancel)
    {
        var sampling = new ReviewSettings().Sampling;
        var policies = await PolicyBook.ReadAsync(db, cancel);
        var from = now.AddDays(-Days);
        var ids = await db.Conversations.Where(it => it.Status == ConversationStatus.Resolved && it.ResolvedAt >= from).OrderBy(it => it.Id).Select(it => it.Id).ToListAsync(cancel);
        foreach (var some in ids.Chunk(AtOnce))
        {
            db.ChangeTracker.Clear();
            foreach (var conversation in await db.Conversations.Where(it => some.Contains(it.Id)).ToListAsync(cancel))
            {
                var told = await db.Events.Where(line => line.Stream == conversation.Id).MaxAsync(line => line.At, cancel); // the log is in the order of time
                var at = conversation.ResolvedAt!.Value.AddSeconds(2) is var soon && soon > told ? soon : told;
                var score = await db.SatisfactionRatings.Where(it => it.ConversationId == conversation.Id).Select(it => it.Score).FirstOrDefaultAsync(cancel);
                await ReviewConversation.WriteAsync(db, conversation, null, scorecard, policies.For(conversation.InboxId), await ReadTalk.OfAsync(db, conversation.Id, cancel), score, sampling, at < now ? at : now, cancel);
                foreach (var line in conversation.NewEvents) // added as they are: what follows from an event has already happened in the story
                    db.AddNumbered(line);
                conversation.EventsTaken();
            }

            await db.SaveChangesAsync(cancel);
        }

        db.ChangeTracker.Clear();
    }

    // The three worst of a brand, looked at by whoever reviews there; the agent of the first disagrees, of the second did and was right.
    private async Task FillAsync(ScorecardContent content, Guid inboxId, Agent reviewer, string[] notes, CancellationToken cancel)
    {
        var worst = await db.Reviews.Where(it => it.InboxId == inboxId && it.AgentId != null && it.AgentId != reviewer.Id && it.EngineScore > 0 && it.EngineScore < 100)
            .OrderBy(it => it.EngineScore).ThenBy(it => it.Id).Take(notes.Length).ToListAsync(cancel);
        foreach (var (review, at) in worst.Select((review, at) => (review, at)))
        {
            var filled = review.EngineAt.AddMinutes(40 + (at * 25));
            var when = filled < now ? filled : now;
            var sheet = Sheet(content, review.ReadEngine(), $"{reviewer.Name}{review.Number}", lenient: false);
            review.Fill(reviewer.Id, sheet, ReviewScore.Of(content, sheet), notes[at], when);
            db.ReviewEntries.Add(new ReviewEntry(review, ReviewEntryKind.Filled, $"agent:{reviewer.Id}", when));
            if (at < 2 && sheet.FirstOrDefault(it => it.Verdict is CriterionVerdict.Failed) is { } failed)
                Dispute(content, review, failed, reviewer, isDecided: at == 1, when);
            await ReviewMarks.WriteAsync(db, review, cancel);
        }
    }

    private void Dispute(ScorecardContent content, Review review, CriterionResult failed, Agent reviewer, bool isDecided, DateTimeOffset filled)
    {
        var language = cast.Staff.Single(it => it.Agent.Id == review.AgentId).Staff.Language;
        var (reason, answer) = language switch
        {
            "ja" => ("お客様からお急ぎと伺い、結論を先にお伝えしました。", "前後を読むとおっしゃるとおりです。訂正します。"),
            "en" => ("The customer had asked for a short answer, so I kept it short on purpose.", "Fair: read in context you are right. I have changed it."),
            _ => ("顾客先说了只要结果，我才直接给了结论。", "看了前后文，你说得对，已经改过来。"),
        };
        _ = review.Dispute(failed.Criterion, filled);
        db.ReviewEntries.Add(new ReviewEntry(review, ReviewEntryKind.Disputed, $"agent:{review.AgentId}", filled, reason, failed.Criterion));
        if (!isDecided)
            return;

        _ = review.Settle();
        IReadOnlyList<CriterionResult> after = [.. review.ReadPerson().Where(it => it.Criterion != failed.Criterion), failed with { Verdict = CriterionVerdict.Passed }];
        review.Fill(reviewer.Id, after, ReviewScore.Of(content, after), review.Note, filled);
        db.ReviewEntries.Add(new ReviewEntry(review, ReviewEntryKind.Changed, $"agent:{reviewer.Id}", filled, answer, failed.Criterion, CriterionVerdict.Passed));
    }

    private async Task CalibrateAsync(ActiveScorecards.One scorecard, CancellationToken cancel)
    {
        var inboxId = cast.Inboxes["hemu"].Id;
        var chosen = await db.Reviews.AsNoTracking().Where(it => it.InboxId == inboxId && it.AgentId != null && it.EngineScore < 100).OrderBy(it => it.EngineScore).ThenBy(it => it.Id).Take(10).ToListAsync(cancel);
        var begun = now.AddDays(-3);
        var session = db.Calibrations.Add(new CalibrationSession("本月校准：听与说", scorecard.Id, scorecard.Edition, cast.Named("陈静").Id, begun)).Entity;
        foreach (var (review, place) in chosen.Select((review, at) => (review, at + 1)))
        {
            db.CalibrationUnits.Add(new CalibrationUnit(session.Id, place, review.ConversationId));
            Lay(place, CalibrationSheet.Engine, review.ReadEngine(), begun);
            Lay(place, cast.Named("陈静").Id, Sheet(scorecard.Content, review.ReadEngine(), $"陈静{place}", lenient: false), begun.AddHours(2));
            Lay(place, cast.Named("沈若岚").Id, Sheet(scorecard.Content, review.ReadEngine(), $"沈若岚{place}", lenient: true), begun.AddHours(4));
        }

        session.Close(begun.AddDays(1));

        void Lay(int place, Guid grader, IReadOnlyList<CriterionResult> results, DateTimeOffset at)
        {
            var sheet = db.CalibrationSheets.Add(new CalibrationSheet(session.Id, place, grader)).Entity;
            sheet.Fill(results, ReviewScore.Of(scorecard.Content, results), at);
        }
    }

    /// <summary>A person's sheet: mostly as the engine says, a word here and there otherwise, and a verdict where only a person can tell.</summary>
    private static IReadOnlyList<CriterionResult> Sheet(ScorecardContent content, IReadOnlyList<CriterionResult> engine, string seed, bool lenient) =>
        [.. content.Criteria.Select(criterion =>
        {
            var result = engine.First(it => it.Criterion == criterion.Key);
            var draw = SHA256.HashData(Encoding.UTF8.GetBytes($"{seed} {criterion.Key}"))[0] % 8;
            var verdict = result.Verdict switch
            {
                CriterionVerdict.NotEnoughEvidence => draw == 0 ? CriterionVerdict.Failed : CriterionVerdict.Passed,
                CriterionVerdict.Failed when lenient && draw < 3 => CriterionVerdict.Passed,
                CriterionVerdict.Passed when !lenient && draw == 0 => CriterionVerdict.Failed,
                var same => same,
            };
            return new CriterionResult(criterion.Key, verdict, Quotes: verdict is CriterionVerdict.Failed ? result.Quotes : null);
        })];
}
