using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Inboxes;
using Ting.Server.Features.People;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Conversations;

/// <summary>A program hands in what a customer said somewhere else, and a conversation begins.</summary>
public static class StartConversation
{
    public sealed record Request
    {
        /// <summary>Key or id of the inbox.</summary>
        [Required, StringLength(60)]
        public string Inbox { get; set; } = "";

        public PersonGiven? Person { get; set; }
        public Guid? PersonId { get; set; }

        [StringLength(300)]
        public string? Subject { get; set; }

        [Required, StringLength(Message.MostCharacters, MinimumLength = 1)]
        public string Text { get; set; } = "";

        [StringLength(200)]
        public string? ExternalId { get; set; }
    }

    public sealed record PersonGiven
    {
        [StringLength(200)]
        public string? Name { get; set; }

        [MaxLength(10)]
        public List<IdentityOf> Identities { get; set; } = [];
    }

    public sealed record IdentityOf
    {
        [Required, RegularExpression("^[a-z][a-z0-9-]{0,19}$")]
        public string Kind { get; set; } = "";

        [Required, StringLength(320)]
        public string Value { get; set; } = "";
    }

    public sealed record Response(Guid Id, long Number, Guid PersonId, Guid MessageId);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/conversations", async (Request request, ClaimsPrincipal user, Handler handler, CancellationToken cancel) =>
            {
                var outcome = await handler.HandleAsync(request, user.Actor(), cancel);
                return outcome.ToHttp(started => TypedResults.Created($"/api/v1/conversations/{started.Id}", started));
            })
            .RequireAuthorization(Permission.Reply)
            .WithSummary("Start a conversation with what a customer said")
            .Produces<Response>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status404NotFound);

    public sealed class Handler(IDbContextFactory<AppDb> database, LiveFeed live, TimeProvider clock, ILogger<Handler> log)
    {
        public Task<Outcome<Response>> HandleAsync(Request request, string actor, CancellationToken cancel) =>
            Attempts.OnConflictAsync(() => TryAsync(request, actor, cancel));

        private async Task<Outcome<Response>> TryAsync(Request request, string actor, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await InboxFinder.FindAsync(db, request.Inbox, cancel) is not { } inbox)
                return Refusal.NotFound("inbox.not_found");

            if (request.ExternalId is { } externalId && await EarlierAsync(db, inbox.Id, externalId, cancel) is { } earlier)
                return earlier;

            var now = clock.GetUtcNow();
            Person? person;
            if (request.PersonId is { } personId)
            {
                person = await PersonFinder.FindAsync(db, personId, cancel);
                if (person is null)
                    return Refusal.NotFound("person.not_found");
            }
            else
            {
                // what an authorised program says of a person is taken as proven
                var identities = request.Person?.Identities.Select(it => new IdentityGiven(it.Kind, it.Value, Verified: true)).ToArray() ?? [];
                person = await PersonFinder.FindOrAddAsync(db, request.Person?.Name, inbox.Language, identities, actor, now, cancel);
            }

            var conversation = new Conversation(inbox.Id, person.Id, request.Subject, language: null, actor, now);
            conversation.Assign(null, inbox.TeamId, "system", "inbox", now);
            conversation.Stand(person.Tier, person.AccessLane || inbox.AccessLane);
            var message = Intake.Receive(db, conversation, request.Text, request.ExternalId, now, now, log);
            db.Conversations.Add(conversation);
            await db.SaveAsync(conversation, cancel);

            Intake.Announce(live, conversation);
            return new Response(conversation.Id, conversation.Number, person.Id, message.Id);
        }

        private static async Task<Response?> EarlierAsync(AppDb db, Guid inboxId, string externalId, CancellationToken cancel) =>
            await (from message in db.Messages
                   join conversation in db.Conversations on message.ConversationId equals conversation.Id
                   where message.InboxId == inboxId && message.ExternalId == externalId
                   select new Response(conversation.Id, conversation.Number, conversation.PersonId, message.Id)).FirstOrDefaultAsync(cancel);
    }
}
