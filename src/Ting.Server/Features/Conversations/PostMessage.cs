using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Ting.Server.Features.Conversations.Scheduling;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Conversations;

/// <summary>A program adds a message to a conversation: what the customer said, an answer, or a note.</summary>
public static class PostMessage
{
    public enum Kind { Reply, Note, Customer }

    public sealed record Request
    {
        public Kind Kind { get; set; }

        [Required, StringLength(Message.MostCharacters, MinimumLength = 1)]
        public string Text { get; set; } = "";

        [StringLength(100_000)]
        public string? Html { get; set; }

        [MaxLength(10)]
        public List<Guid> Attachments { get; set; } = [];

        [StringLength(200)]
        public string? ExternalId { get; set; }

        /// <summary>When a reply shall be sent; it is not, when the customer writes first.</summary>
        public DateTimeOffset? SendAt { get; set; }

        /// <summary>Hold the reply for the seconds in which agents can take theirs back.</summary>
        public bool Undo { get; set; }
    }

    /// <param name="Id">The message, or the waiting reply when scheduled.</param>
    /// <param name="At">When it was said, or will be.</param>
    public sealed record Response(Guid Id, Guid ConversationId, DateTimeOffset At, bool Scheduled = false);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/conversations/{id:guid}/messages", async (
                Guid id, Request request, ClaimsPrincipal user, ReceiveMessage.Handler received, ReplyToConversation.Handler replies, AddNote.Handler notes,
                ScheduleReply.Handler scheduled, UndoWindow undo, CancellationToken cancel) =>
            {
                if (request.Kind is not Kind.Note && !user.May(Permission.Reply))
                    return Refusal.Forbidden("access.forbidden").ToHttp();

                var reply = new ReplyToConversation.Request { Text = request.Text, Html = request.Html, Attachments = request.Attachments, ExternalId = request.ExternalId };
                if (request.SendAt is not null || request is { Undo: true, Kind: Kind.Reply } && undo.Length > TimeSpan.Zero)
                {
                    var held = request.Kind is Kind.Reply
                        ? await scheduled.HandleAsync(id, user, reply, request.SendAt, undo.Length, cancel)
                        : Refusal.Invalid("reply.only_replies_wait", "sendAt");
                    return held.ToHttp(it => TypedResults.Created($"/api/v1/conversations/{id}/scheduled", new Response(it.Id, id, it.At, Scheduled: !it.IsSent)));
                }

                var outcome = request.Kind switch
                {
                    Kind.Customer => await received.HandleAsync(id, request.Text, request.ExternalId, cancel),
                    Kind.Note => await notes.HandleAsync(id, user, request.Text, request.Attachments, cancel),
                    _ => await replies.HandleAsync(id, user, reply, cancel),
                };
                return outcome.ToHttp(message => TypedResults.Created($"/api/v1/conversations/{id}/messages", new Response(message.Id, message.ConversationId, message.At)));
            })
            .RequireAuthorization(Permission.WriteNotes)
            .WithSummary("Add a customer's message, a note, or a reply for now or for later")
            .Produces<Response>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
}
