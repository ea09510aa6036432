using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.People;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;
using Ting.Server.Platform.Search;

namespace Ting.Server.Features.Chat;

/// <summary>The customer leaves an address for the answer.</summary>
public static class LeaveEmail
{
    public sealed record Request(string? Email);

    internal static void Map(IEndpointRouteBuilder widget) =>
        widget.MapPost("/email", async (ChatVisitor visitor, Request request, Handler handler, CancellationToken cancel) =>
            (await handler.HandleAsync(visitor, request, cancel)).ToNoContent());

    /// <summary>Adds an address that nobody has proven. One that somebody else has stays theirs: it is kept as the customer's words only.</summary>
    internal static async Task ClaimAsync(AppDb db, Person person, string email, DateTimeOffset now, CancellationToken cancel)
    {
        var value = Identity.Normalise("email", email);
        if (await db.Identities.AsNoTracking().FirstOrDefaultAsync(it => it.Kind == "email" && it.Value == value, cancel) is not { } taken)
        {
            db.Identities.Add(person.Add("email", value, verified: false, now));
            db.AddNumbered(new SearchDocument("person", person.Id, person.Id, value));
        }
        else if (taken.PersonId != person.Id && !await db.Facts.AnyAsync(it => it.PersonId == person.Id && it.Attribute == "email" && it.Value == value, cancel))
        {
            db.Facts.Add(new Fact(person.Id, "email", value, FactSource.Ear, value, null, 1, FactStatus.Accepted, now));
        }
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, LiveFeed live, TimeProvider clock)
    {
        public Task<Outcome<bool>> HandleAsync(ChatVisitor visitor, Request request, CancellationToken cancel) => Attempts.OnConflictAsync<Outcome<bool>>(async () =>
        {
            if (VisitorText.Email(request.Email) is not { } email)
                return Refusal.Invalid("chat.email_wrong", "email");

            await using var db = await database.CreateDbContextAsync(cancel);
            var now = clock.GetUtcNow();
            if (await db.SessionAsync(visitor, now, cancel) is not { ConversationId: { } conversationId, PersonId: { } personId } session)
                return ChatVisitor.NoConversation;

            var person = await db.People.SingleAsync(it => it.Id == personId, cancel);
            var conversation = await db.Conversations.SingleAsync(it => it.Id == conversationId, cancel);
            await ClaimAsync(db, person, email, now, cancel);
            conversation.Log("visitor.left_email", VisitorActor.Of(session), now, new { });
            await db.SaveAsync(conversation, cancel);
            Intake.Announce(live, conversation);
            return true;
        });
    }
}
