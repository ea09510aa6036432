using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
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
    }

    public sealed record Response(Guid Id, Guid ConversationId, DateTimeOffset At);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/conversations/{id:guid}/messages", async (
                Guid id, Request request, ClaimsPrincipal user, ReceiveMessage.Handler received, ReplyToConversation.Handler replies, AddNote.Handler notes, CancellationToken cancel) =>
            {
                if (request.Kind is not Kind.Note && !user.May(Permission.Reply))
                    return Refusal.Forbidden("access.forbidden").ToHttp();

                var outcome = request.Kind switch
                {
                    Kind.Customer => await received.HandleAsync(id, request.Text, request.ExternalId, cancel),
                    Kind.Note => await notes.HandleAsync(id, user, request.Text, request.Attachments, cancel),
                    _ => await replies.HandleAsync(id, user, new() { Text = request.Text, Html = request.Html, Attachments = request.Attachments, ExternalId = request.ExternalId }, cancel),
                };
                return outcome.ToHttp(message => TypedResults.Created($"/api/v1/conversations/{id}/messages", new Response(message.Id, id, message.At)));
            })
            .RequireAuthorization(Permission.WriteNotes)
            .WithSummary("Add a customer's message, a reply or a note")
            .Produces<Response>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status404NotFound);
}
