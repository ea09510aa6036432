using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Academy;
using Ting.Server.Features.Cases;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.FollowUps;
using Ting.Server.Features.Forwards;
using Ting.Server.Features.Recordings;
using Ting.Server.Features.Reviews;
using Ting.Server.Features.Surveys;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Files;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Search;

namespace Ting.Server.Features.Profiles;

/// <summary>Takes away everything that was said in a forgotten person's conversations; answers name people too. One conversation a save, so that the longest history fits.</summary>
public sealed record ForgetWords(Guid PersonId, string Actor) : IJob
{
    public static string Name => "forget-words";

    public sealed class Handler(WholeDatabase database, FileStore store, LiveFeed live, TimeProvider clock) : IJobHandler<ForgetWords>
    {
        public async Task HandleAsync(ForgetWords job, CancellationToken cancel)
        {
            List<Guid> conversations;
            await using (var db = await database.CreateDbContextAsync(cancel))
                conversations = await db.Conversations.Where(it => it.PersonId == job.PersonId).OrderBy(it => it.Id).Select(it => it.Id).ToListAsync(cancel);

            foreach (var id in conversations)
            {
                await Attempts.OnConflictAsync(() => ForgetAsync(id, job.Actor, cancel));
                await Attempts.OnConflictAsync(() => ForgetReviewAsync(id, cancel)); // after the words, so that no review quotes them again
            }

            List<Guid> cases;
            await using (var db = await database.CreateDbContextAsync(cancel))
                cases = await db.Cases.Where(it => it.PersonId == job.PersonId).OrderBy(it => it.Id).Select(it => it.Id).ToListAsync(cancel);

            foreach (var id in cases)
                await Attempts.OnConflictAsync(() => ForgetCaseAsync(id, job.Actor, cancel));
        }

        // What was promised and done stays as a number; the words go.
        private async Task<bool> ForgetCaseAsync(Guid id, string actor, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var matter = await db.Cases.SingleAsync(it => it.Id == id, cancel);
            if (matter.Title.Length == 0)
                return true; // an earlier attempt got through

            matter.Forget(actor, clock.GetUtcNow());
            (await db.CaseEntries.Where(it => it.CaseId == id).ToListAsync(cancel)).ForEach(it => it.Forget());
            (await db.CaseTasks.Where(it => it.CaseId == id).ToListAsync(cancel)).ForEach(it => it.Forget());
            (await db.GivenGestures.Where(it => it.CaseId == id).ToListAsync(cancel)).ForEach(it => it.Forget());
            (await db.RecoveryRatings.Where(it => it.CaseId == id).ToListAsync(cancel)).ForEach(it => it.Forget());
            await db.SaveAsync(matter, cancel);
            live.Publish($"case:{id}");
            return true;
        }

        private async Task<bool> ForgetReviewAsync(Guid conversationId, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            await db.ForgetReviewOfAsync(conversationId, cancel);
            await db.SaveChangesAsync(cancel);
            return true;
        }

        private async Task<bool> ForgetAsync(Guid id, string actor, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var conversation = await db.Conversations.SingleAsync(it => it.Id == id, cancel);
            var messages = await db.Messages.Where(it => it.ConversationId == id).ToListAsync(cancel);
            var files = await db.Attachments.Where(it => it.ConversationId == id).ToListAsync(cancel);
            var recordings = await RecordingsOf.RemoveAsync(db, id, cancel);
            if (files.Count == 0 && recordings.Count == 0 && messages.TrueForAll(it => it is { Text: "", Html: null }))
                return true; // an earlier attempt got through

            messages.ForEach(it => it.Forget());
            conversation.Forget(actor, clock.GetUtcNow());
            db.Readings.RemoveRange(await db.Readings.Where(it => it.ConversationId == id).ToListAsync(cancel));
            db.Drafts.RemoveRange(await db.Drafts.Where(it => it.ConversationId == id).ToListAsync(cancel));
            db.ScheduledReplies.RemoveRange(await db.ScheduledReplies.Where(it => it.ConversationId == id).ToListAsync(cancel));
            (await db.Handovers.Where(it => it.ConversationId == id).ToListAsync(cancel)).ForEach(it => it.Forget());
            (await db.Promises.Where(it => it.ConversationId == id).ToListAsync(cancel)).ForEach(it => it.Forget());
            (await db.FollowUps.Where(it => it.ConversationId == id).ToListAsync(cancel)).ForEach(it => it.Forget());
            (await db.Forwards.Where(it => it.ConversationId == id).ToListAsync(cancel)).ForEach(it => it.Forget(clock.GetUtcNow()));
            db.ExerciseSources.RemoveRange(await db.ExerciseSources.Where(it => it.ConversationId == id).ToListAsync(cancel)); // exercises made from it name nobody
            db.CoachRecords.RemoveRange(await db.CoachRecords.Where(it => messages.Select(message => message.Id).Contains(it.MessageId)).ToListAsync(cancel));
            db.Attachments.RemoveRange(files);
            if (await db.SatisfactionRatings.SingleOrDefaultAsync(it => it.ConversationId == id, cancel) is { Score: { } score, AnsweredAt: { } at } rating)
                rating.Answer(score, rating.Reasons, null, at);

            var sources = messages.Select(it => it.Id).ToArray();
            foreach (var document in await db.SearchDocuments.Where(it => sources.Contains(it.Source)).ToListAsync(cancel))
                document.Rewrite();
            await db.SaveAsync(conversation, cancel);

            // The log keeps that the subject was changed, not to what.
            await db.WriteAsync(inside => db.Events.Where(line => line.Stream == id && line.Type == "conversation.renamed")
                .ExecuteUpdateAsync(set => set.SetProperty(line => line.Data, "{}"), inside), cancel);
            foreach (var hash in files.Select(it => it.Hash).Distinct())
            {
                if (!await db.Attachments.AnyAsync(it => it.Hash == hash, cancel))
                    store.Delete(hash);
            }

            RecordingsOf.DeleteSound(store, recordings);
            live.Publish($"conversation:{id}");
            return true;
        }
    }
}
