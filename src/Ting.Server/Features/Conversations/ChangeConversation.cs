using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Conversations;

/// <summary>Changes what is given of a conversation, all of it or nothing.</summary>
public static class ChangeConversation
{
    public sealed record Request
    {
        [StringLength(300)]
        public Given<string?> Subject { get; set; }

        public Given<Priority> Priority { get; set; }

        /// <summary>open, snoozed (with snoozedUntil) or resolved.</summary>
        public Given<ConversationStatus> Status { get; set; }

        public Given<DateTimeOffset?> SnoozedUntil { get; set; }
        public Given<Guid?> AssigneeId { get; set; }
        public Given<Guid?> TeamId { get; set; }

        /// <summary>Names of all the labels it shall have.</summary>
        [MaxLength(20)]
        public Given<List<string>> Labels { get; set; }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPatch("/conversations/{id:guid}", async (Guid id, Request request, ClaimsPrincipal user, HttpContext http, Handler handler, ConversationAnswer answer, CancellationToken cancel) =>
                await answer.OfAsync(await handler.HandleAsync(id, user, request, http.Request.IfMatch(), cancel), http))
            .RequireAuthorization(Permission.Assign)
            .WithSummary("Change a conversation")
            .Produces<ConversationShape>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);

    public sealed class Handler(ChangeState state)
    {
        public Task<Outcome<Conversation>> HandleAsync(Guid id, ClaimsPrincipal user, Request request, int? version, CancellationToken cancel) =>
            state.HandleAsync(id, user, version, async (db, conversation, actor, now) =>
            {
                if (request.Subject.IsGiven)
                    conversation.SetSubject(string.IsNullOrWhiteSpace(request.Subject.Value) ? null : request.Subject.Value.Trim(), actor, now);
                if (request.Priority.IsGiven)
                    conversation.SetPriority(request.Priority.Value, actor, now);
                if ((await AssignAsync(db, conversation, request, actor, now, cancel)).IsRefused(out var refusal, out _))
                    return refusal;
                if (request.Labels is { IsGiven: true, Value: { } names } && (await LabelAsync(db, conversation, names, actor, now, cancel)).IsRefused(out refusal, out _))
                    return refusal;
                return request.Status.IsGiven || request.SnoozedUntil.IsGiven ? Move(db, conversation, request, actor, now) : true;
            }, cancel);

        private static async Task<Outcome<bool>> AssignAsync(AppDb db, Conversation conversation, Request request, string actor, DateTimeOffset now, CancellationToken cancel)
        {
            if (request.AssigneeId.Value is { } agentId && !await db.Agents.AnyAsync(agent => agent.Id == agentId && agent.Active, cancel))
                return Refusal.Invalid("agent.not_found", "assigneeId");
            if (request.TeamId.Value is { } teamId && !await db.Teams.AnyAsync(team => team.Id == teamId, cancel))
                return Refusal.Invalid("team.not_found", "teamId");

            conversation.Assign(request.AssigneeId.Or(conversation.AssigneeId), request.TeamId.Or(conversation.TeamId), actor, "by-hand", now);
            return true;
        }

        private static Outcome<bool> Move(AppDb db, Conversation conversation, Request request, string actor, DateTimeOffset now)
        {
            var status = request.Status.IsGiven ? request.Status.Value : conversation.Status;
            switch (status)
            {
                case ConversationStatus.Merged:
                    return Refusal.Invalid("conversation.merge_is_a_verb", "status");
                case ConversationStatus.Snoozed when request.SnoozedUntil.Value is { } until:
                    var outcome = conversation.Snooze(until, actor, now);
                    if (!outcome.IsRefused(out _, out _))
                        db.Enqueue(new WakeConversation(conversation.Id, until), dueAt: until);
                    return outcome;
                case ConversationStatus.Snoozed when conversation.Status is not ConversationStatus.Snoozed:
                    return Refusal.Invalid("conversation.snooze_needs_time", "snoozedUntil");
                case ConversationStatus.Resolved when conversation.Status is not ConversationStatus.Resolved:
                    return conversation.Resolve(actor, now);
                case ConversationStatus.Open when conversation.Status is not ConversationStatus.Open:
                    return conversation.Reopen(actor, now);
                default:
                    return true; // it is so already
            }
        }

        private static async Task<Outcome<bool>> LabelAsync(AppDb db, Conversation conversation, List<string> given, string actor, DateTimeOffset now, CancellationToken cancel)
        {
            var names = given.Select(name => name.Trim()).Where(name => name.Length > 0).Distinct().ToArray();
            var wanted = (await db.Labels.Where(label => names.Contains(label.Name)).Select(label => label.Id).ToListAsync(cancel)).ToHashSet();
            if (wanted.Count < names.Length)
                return Refusal.Invalid("label.not_found", "labels");

            var links = await db.ConversationLabels.Where(link => link.ConversationId == conversation.Id).ToListAsync(cancel);
            var added = wanted.Except(links.Select(link => link.LabelId)).ToArray();
            var removed = links.Where(link => !wanted.Contains(link.LabelId)).ToArray();
            if (added.Length == 0 && removed.Length == 0)
                return true;

            db.ConversationLabels.RemoveRange(removed);
            db.ConversationLabels.AddRange(added.Select(labelId => new ConversationLabel(labelId, conversation.Id)));
            conversation.Log("conversation.labelled", actor, now, new { labels = names });
            return true;
        }
    }
}
