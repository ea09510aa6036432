using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Mail;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Forwards;

/// <summary>An agent shows chosen messages to somebody outside and asks them something.</summary>
public static class MakeForward
{
    private const int MostOpen = 20;
    private const int MostAnHour = 40;

    public sealed record Request
    {
        /// <summary>Who is asked.</summary>
        [Required, StringLength(120, MinimumLength = 1)]
        public string Name { get; set; } = "";

        /// <summary>Where the mail goes; empty for a link to hand over.</summary>
        [StringLength(254)]
        public string Email { get; set; } = "";

        /// <summary>What they are asked.</summary>
        [Required, StringLength(Forward.MostNote, MinimumLength = 1)]
        public string Note { get; set; } = "";

        /// <summary>zh-Hans, ja or en: of the mail and of the page.</summary>
        public string Language { get; set; } = "";

        /// <summary>What they may read, files included.</summary>
        public IReadOnlyList<Guid> MessageIds { get; set; } = [];

        /// <summary>For how many days the link is open.</summary>
        public int Days { get; set; } = Forward.UsualDays;
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/conversations/{id:guid}/forwards", async (Guid id, Request request, HttpContext http, Handler handler, ForwardLink links, TimeProvider clock, CancellationToken cancel) =>
                (await handler.HandleAsync(id, http.User, request, ForwardLink.OriginOf(http.Request), cancel)).ToHttp(it => TypedResults.Created($"/api/v1/conversations/{id}/forwards", ForwardShape.Of(it, links, ForwardLink.OriginOf(http.Request), clock.GetUtcNow()))))
            .RequireAuthorization(Permission.Reply)
            .WithSummary("Show chosen messages to somebody outside, by mail or by a link to hand over")
            .Produces<ForwardShape>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

    public sealed class Handler(IDbContextFactory<AppDb> database, MailSender mail, LiveFeed live, TimeProvider clock)
    {
        public Task<Outcome<Forward>> HandleAsync(Guid conversationId, ClaimsPrincipal user, Request request, string origin, CancellationToken cancel) =>
            Attempts.OnConflictAsync(() => TryAsync(conversationId, user, request, origin, cancel));

        private async Task<Outcome<Forward>> TryAsync(Guid conversationId, ClaimsPrincipal user, Request request, string origin, CancellationToken cancel)
        {
            if (Wrong(request) is { } wrong)
                return wrong;

            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Conversations.SingleOrDefaultAsync(it => it.Id == conversationId, cancel) is not { } conversation)
                return Refusal.NotFound("conversation.not_found");
            if (conversation.Status is ConversationStatus.Merged)
                return Refusal.Conflict("conversation.merged");

            // what colleagues wrote among themselves stays among them
            Guid[] chosen = [.. request.MessageIds.Distinct()];
            if (await db.Messages.CountAsync(it => it.ConversationId == conversationId && chosen.Contains(it.Id) && (it.Kind == MessageKind.Customer || it.Kind == MessageKind.Reply), cancel) != chosen.Length)
                return Refusal.Invalid("forward.messages", "messageIds");

            var now = clock.GetUtcNow();
            if (await db.Forwards.CountAsync(it => it.ConversationId == conversationId && it.ClosedAt == null && it.ExpiresAt > now, cancel) >= MostOpen)
                return Refusal.Conflict("forward.too_many");
            var (agentId, since) = (user.AgentId(), now.AddHours(-1));
            if (await db.Forwards.CountAsync(it => it.AgentId == agentId && it.CreatedAt > since, cancel) >= MostAnHour)
                return Refusal.Conflict("forward.too_fast");

            var byMail = !string.IsNullOrWhiteSpace(request.Email);
            var forward = new Forward(conversation, request.Name, request.Email, request.Note, request.Language, chosen, byMail, request.Days, agentId, now);
            db.Forwards.Add(forward);
            conversation.Log("forward.made", user.Actor(), now, new { forwardId = forward.Id, name = forward.Name, messages = chosen.Length, byMail });
            if (byMail)
                db.Enqueue(new SendForward(forward.Id, origin), now);
            await db.SaveAsync(conversation, cancel);
            live.Publish($"conversation:{conversationId}");
            return forward;
        }

        private Refusal? Wrong(Request it) =>
            Check.Name(it.Name, "name")
            ?? (string.IsNullOrWhiteSpace(it.Email) ? null : Check.Email(it.Email, "email") ?? (mail.IsConfigured ? null : Refusal.Conflict("forward.no_mail")))
            ?? (string.IsNullOrWhiteSpace(it.Note) ? Refusal.Invalid("form.required", "note") : it.Note.Length > Forward.MostNote ? Refusal.Invalid("form.too_long", "note") : null)
            ?? Check.Language(it.Language, "language")
            ?? (it.MessageIds is not { Count: > 0 and <= Forward.MostMessages } ? Refusal.Invalid("forward.messages", "messageIds") : null)
            ?? (it.Days is < 1 or > Forward.MostDays ? Refusal.Invalid("forward.days", "days") : null);
    }
}
