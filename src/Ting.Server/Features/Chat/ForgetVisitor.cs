using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.People;
using Ting.Server.Features.Surveys;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Files;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;
using Ting.Server.Platform.Search;

namespace Ting.Server.Features.Chat;

/// <summary>
/// Erases what this browser's visitor said here: words, files, readings, facts and addresses. Somebody whose identity the shop has proven is erased altogether;
/// a stranger reaches only what came from this browser, so that nobody can erase another by claiming an address. The log keeps that something happened, without a word of it.
/// </summary>
public static class ForgetVisitor
{
    internal static void Map(IEndpointRouteBuilder widget) =>
        widget.MapDelete("/me", async (ChatVisitor visitor, Handler handler, CancellationToken cancel) => (await handler.HandleAsync(visitor, cancel)).ToNoContent());

    public sealed class Handler(IDbContextFactory<AppDb> database, FileStore files, LiveFeed live, TimeProvider clock)
    {
        public async Task<Outcome<bool>> HandleAsync(ChatVisitor visitor, CancellationToken cancel)
        {
            var outcome = await Attempts.OnConflictAsync(() => TryAsync(visitor, cancel));
            if (outcome.IsRefused(out var refusal, out var erased))
                return refusal;

            // Content that no other message holds. Should the server stop here, what is left is a file without name or owner.
            await using var db = await database.CreateDbContextAsync(cancel);
            foreach (var hash in erased.Hashes)
            {
                if (!await db.Attachments.AnyAsync(it => it.Hash == hash, cancel))
                    files.Delete(hash);
            }

            foreach (var conversation in erased.Conversations)
                Intake.Announce(live, conversation);
            return true;
        }

        private async Task<Outcome<Erased>> TryAsync(ChatVisitor visitor, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var now = clock.GetUtcNow();
            if (await db.SessionAsync(visitor, now, cancel) is not { } session)
                return ChatVisitor.NoConversation;
            if (session.PersonId is not { } personId)
            {
                db.ChatSessions.Remove(session);
                await db.SaveChangesAsync(cancel);
                return new Erased([], []);
            }

            var all = await db.Conversations.Where(it => it.PersonId == personId).ToListAsync(cancel);
            Guid[] allIds = [.. all.Select(it => it.Id)];
            var actor = VisitorActor.Of(session);
            var arrivals = await db.Events.AsNoTracking().Where(it => allIds.Contains(it.Stream) && it.Type == VisitorActor.Arrived && it.Actor == actor).ToListAsync(cancel);
            var isProven = arrivals.Any(it => JsonDocument.Parse(it.Data).RootElement.GetProperty("verified").GetBoolean());
            var theirs = isProven ? all : [.. all.Where(it => arrivals.Any(arrival => arrival.Stream == it.Id))];
            var hashes = await EraseAsync(db, theirs, now, cancel);

            if (theirs.Count == all.Count)
                await ErasePersonAsync(db, personId, now, cancel);
            else
                db.ChatSessions.Remove(session);

            foreach (var line in theirs.SelectMany(it => it.NewEvents))
                db.Append(line);
            theirs.ForEach(it => it.EventsTaken());
            await db.SaveChangesAsync(cancel);
            return new Erased(theirs, hashes);
        }

        private static async Task<IReadOnlyList<string>> EraseAsync(AppDb db, List<Conversation> conversations, DateTimeOffset now, CancellationToken cancel)
        {
            Guid[] ids = [.. conversations.Select(it => it.Id)];
            var taken = await ConversationMerge.MessagesOfAsync(db, ids, cancel);
            var messages = await db.Messages.Where(it => ids.Contains(it.ConversationId) || taken.Contains(it.Id)).ToListAsync(cancel);
            Guid[] messageIds = [.. messages.Select(it => it.Id)];
            messages.ForEach(it => it.Forget());
            Guid[] holders = [.. messages.Select(it => it.ConversationId).Except(ids)];
            (await db.Conversations.Where(it => holders.Contains(it.Id)).ToListAsync(cancel)).ForEach(it => it.ForgetPreview());
            db.RemoveRange(await db.Readings.Where(it => ids.Contains(it.ConversationId) || taken.Contains(it.MessageId)).ToListAsync(cancel));
            db.RemoveRange(await db.Drafts.Where(it => ids.Contains(it.ConversationId)).ToListAsync(cancel));
            (await db.Handovers.Where(it => ids.Contains(it.ConversationId)).ToListAsync(cancel)).ForEach(it => it.Forget());
            (await db.Promises.Where(it => ids.Contains(it.ConversationId) || (it.MessageId != null && taken.Contains(it.MessageId!.Value))).ToListAsync(cancel)).ForEach(it => it.Forget());
            db.RemoveRange(await db.ScheduledReplies.Where(it => ids.Contains(it.ConversationId)).ToListAsync(cancel));
            db.RemoveRange(await db.SearchDocuments.Where(it => messageIds.Contains(it.Source)).ToListAsync(cancel));
            db.RemoveRange(await db.Facts.Where(it => it.MessageId != null && messageIds.Contains(it.MessageId!.Value)).ToListAsync(cancel));
            var attachments = await db.Attachments.Where(it => (it.ConversationId != null && ids.Contains(it.ConversationId!.Value)) || (it.MessageId != null && taken.Contains(it.MessageId!.Value))).ToListAsync(cancel);
            db.RemoveRange(attachments);

            foreach (var rating in await db.SatisfactionRatings.Where(it => ids.Contains(it.ConversationId) && it.Score != null).ToListAsync(cancel))
                rating.Answer(rating.Score!.Value, rating.Reasons, comment: null, rating.AnsweredAt!.Value);

            foreach (var conversation in conversations)
            {
                _ = conversation.Resolve("customer", now); // nobody should answer who has gone; one that is over stays over
                conversation.Forget("customer", now);
            }

            return [.. attachments.Select(it => it.Hash).Distinct()];
        }

        private static async Task ErasePersonAsync(AppDb db, Guid personId, DateTimeOffset now, CancellationToken cancel)
        {
            var person = await db.People.Include(it => it.Identities).SingleAsync(it => it.Id == personId, cancel);
            db.RemoveRange(person.Identities);
            person.Erase(now);
            db.Append(person.Log("person.erased", "customer", "{}", now));
            db.RemoveRange(await db.Facts.Where(it => it.PersonId == personId).ToListAsync(cancel));
            db.RemoveRange(await db.ImportantDates.Where(it => it.PersonId == personId).ToListAsync(cancel));
            db.RemoveRange(await db.SearchDocuments.Where(it => it.Source == personId).ToListAsync(cancel));
            db.RemoveRange(await db.ChatSessions.Where(it => it.PersonId == personId).ToListAsync(cancel));
        }

        private sealed record Erased(IReadOnlyList<Conversation> Conversations, IReadOnlyList<string> Hashes);
    }
}
