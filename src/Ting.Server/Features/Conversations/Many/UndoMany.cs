using System.Globalization;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Conversations.Many;

/// <summary>Takes a change of many back: each conversation stands as before, unless somebody has gone on with it since.</summary>
public static class UndoMany
{
    /// <param name="Left">Not put back, because it has been changed again meanwhile.</param>
    public sealed record Response(int Restored, int Left);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/conversations/change-many/{id:guid}/undo", async (Guid id, ClaimsPrincipal user, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, user, cancel)).ToHttp(TypedResults.Ok))
            .RequireAuthorization(Permission.WriteNotes)
            .WithSummary("Take back what was done to many conversations; within a day, and by whoever did it")
            .Produces<Response>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

    public sealed class Handler(WholeDatabase database, LiveFeed live, TimeProvider clock)
    {
        public Task<Outcome<Response>> HandleAsync(Guid id, ClaimsPrincipal user, CancellationToken cancel) => Attempts.OnConflictAsync<Outcome<Response>>(async () =>
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var actor = user.Actor();
            if (await db.ManyChanges.SingleOrDefaultAsync(it => it.Id == id && it.Actor == actor, cancel) is not { } change)
                return Refusal.NotFound("many.gone");
            if (change.UndoneAt is not null)
                return Refusal.Conflict("many.undone_already");

            var now = clock.GetUtcNow();
            var before = change.ReadItems();
            Guid[] ids = [.. before.Select(it => it.Id)];
            var conversations = await db.Conversations.Where(it => ids.Contains(it.Id) && it.Status != ConversationStatus.Merged).ToDictionaryAsync(it => it.Id, cancel);
            Guid? label = Guid.TryParse(change.Target, out var given) ? given : null;
            var links = label is null ? [] : (await db.ConversationLabels.Where(link => link.LabelId == label && ids.Contains(link.ConversationId)).ToListAsync(cancel)).ToDictionary(link => link.ConversationId);
            var isLabelThere = label is not null && await db.Labels.AnyAsync(it => it.Id == label, cancel);
            var restored = new List<Conversation>();
            foreach (var stood in before)
            {
                if (!conversations.TryGetValue(stood.Id, out var conversation) || !Restore(db, conversation, change, stood, links, isLabelThere ? label : null, actor, now))
                    continue;
                await db.AppendAsync(conversation, cancel);
                restored.Add(conversation);
            }

            change.Undo(now);
            await db.SaveChangesAsync(cancel);
            foreach (var conversation in restored)
                Intake.Announce(live, conversation);
            return new Response(restored.Count, before.Count - restored.Count);
        });

        // Only what still stands as the change left it: what was done since counts.
        private static bool Restore(AppDb db, Conversation it, ManyChange change, ManyChange.Before stood, Dictionary<Guid, ConversationLabel> links, Guid? label, string actor, DateTimeOffset now)
        {
            switch (change.Kind)
            {
                case ManyKind.Assign when (it.AssigneeId, it.TeamId) == HolderAfter(change, stood):
                    it.Assign(stood.AssigneeId, stood.TeamId, actor, "by-hand", now);
                    return true;
                case ManyKind.Label when links.TryGetValue(it.Id, out var link):
                    db.ConversationLabels.Remove(link);
                    it.Log("conversation.labelled", actor, now, new { added = Array.Empty<Guid>(), removed = new[] { link.LabelId } });
                    return true;
                case ManyKind.Unlabel when label is { } one && !links.ContainsKey(it.Id):
                    db.ConversationLabels.Add(new ConversationLabel(one, it.Id));
                    it.Log("conversation.labelled", actor, now, new { added = new[] { one }, removed = Array.Empty<Guid>() });
                    return true;
                case ManyKind.Prioritise when it.Priority.ToString() == change.Target:
                    it.SetPriority(stood.Priority, actor, now);
                    return true;
                case ManyKind.Snooze when it.Status is ConversationStatus.Snoozed && it.SnoozedUntil == DateTimeOffset.Parse(change.Target, CultureInfo.InvariantCulture):
                case ManyKind.Resolve when it.Status is ConversationStatus.Resolved && it.ResolvedAt == change.At:
                    it.StandAgain(stood.Standing, actor, now);
                    return true;
                default:
                    return false;
            }
        }

        private static (Guid?, Guid?) HolderAfter(ManyChange change, ManyChange.Before stood) => change.Target.Split(':') switch
        {
            ["agent", var id] => (Guid.Parse(id), stood.TeamId),
            ["team", var id] => (null, Guid.Parse(id)),
            _ => (null, stood.TeamId),
        };
    }
}
