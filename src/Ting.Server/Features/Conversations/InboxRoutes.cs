using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Ting.Listening;
using Ting.Server.Features.Conversations.Many;
using Ting.Server.Features.Conversations.Promises;
using Ting.Server.Features.Conversations.Scheduling;
using Ting.Server.Features.Conversations.Views;
using Ting.Server.Features.People;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Localisation;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Conversations;

/// <summary>What the inbox's pages ask for besides themselves: parts that are kept true, and forms of one button.</summary>
internal static class InboxRoutes
{
    private const string ProblemField = "problem";

    public static void MapInbox(this IEndpointRouteBuilder routes)
    {
        var desk = routes.MapGroup("/inbox").RequireAuthorization(Permission.SeeConversations).ExcludeFromDescription();
        MapParts(desk);
        MapChanges(desk);
        MapWriting(desk);
        UploadFile.Map(desk);
        ScheduledRoutes.Map(desk);
        ManyRoutes.Map(desk);
        ViewEndpoints.MapForms(desk);

        routes.MapPromises();

        var facts = routes.MapGroup("/facts").RequireAuthorization(Permission.ManagePeople).ExcludeFromDescription();
        facts.MapPost("/{id:guid}", async (Guid id, [FromForm] bool accept, [FromForm] string? returnUrl, ClaimsPrincipal user, DecideFact.Handler handler, CancellationToken cancel) =>
            Back(await handler.HandleAsync(id, accept, user, cancel), returnUrl));
    }

    private static void MapParts(RouteGroupBuilder desk)
    {
        desk.MapGet("/list", (HttpContext http, long? at) => (IResult)new RazorComponentResult<InboxList>(new { Address = InboxAddress.Of(http.Request.Query), Current = at }));
        desk.MapGet("/count", () => (IResult)new RazorComponentResult<InboxCount>());
        desk.MapGet("/{number:long}/parts", (HttpContext http, long number) => (IResult)new RazorComponentResult<ConversationParts>(new { Number = number, Address = InboxAddress.Of(http.Request.Query) }));
        desk.MapGet("/{number:long}/macros", (long number, IDbContextFactory<AppDb> database, CancellationToken cancel) => PartAsync<MacroMenu>(database, number, cancel));
        desk.MapGet("/{number:long}/colleagues", (long number, IDbContextFactory<AppDb> database, CancellationToken cancel) => PartAsync<ColleagueMenu>(database, number, cancel)).RequireAuthorization(Permission.Assign);
        desk.MapGet("/{number:long}/viewers", (long number, IDbContextFactory<AppDb> database, CancellationToken cancel) => PartAsync<ConversationViewers>(database, number, cancel));
    }

    // Of a conversation that the agent does not see there is no part either.
    private static async Task<IResult> PartAsync<T>(IDbContextFactory<AppDb> database, long number, CancellationToken cancel) where T : Microsoft.AspNetCore.Components.IComponent =>
        await FindAsync(database, number, cancel) is null ? Results.NotFound() : new RazorComponentResult<T>(new { Number = number });

    private static void MapChanges(RouteGroupBuilder desk)
    {
        desk.MapPost("/{number:long}/assign", async (long number, [FromForm] string? to, [FromForm] string? returnUrl, ClaimsPrincipal user, IDbContextFactory<AppDb> database, AssignConversation.Handler handler, CancellationToken cancel) =>
        {
            if (await FindAsync(database, number, cancel) is not { } it)
                return Results.NotFound();

            // agent:ID gives it to somebody and leaves the team; team:ID to a group, where it waits for somebody
            var request = to?.Split(':') switch
            {
                ["agent", var id] when Guid.TryParse(id, out var agent) => new AssignConversation.Request { AssigneeId = agent, TeamId = it.TeamId },
                ["team", var id] when Guid.TryParse(id, out var team) => new AssignConversation.Request { TeamId = team },
                _ => new AssignConversation.Request { TeamId = it.TeamId },
            };
            var outcome = await handler.HandleAsync(it.Id, user, request, cancel);
            return !outcome.IsRefused(out _, out _) && await FindAsync(database, number, cancel) is null
                ? new SeeOther("/inbox") // given to those whose conversations this agent does not see
                : Back(outcome, returnUrl);
        }).RequireAuthorization(Permission.Assign);

        desk.MapPost("/{number:long}/take-over", async (long number, [FromForm] string? returnUrl, ClaimsPrincipal user, IDbContextFactory<AppDb> database, TakeOverConversation.Handler handler, CancellationToken cancel) =>
            await FindAsync(database, number, cancel) is { } it ? Back(await handler.HandleAsync(it.Id, user, cancel), returnUrl) : Results.NotFound()).RequireAuthorization(Permission.Assign, Permission.SeeInsights);

        desk.MapPost("/{number:long}/resolve", async (long number, [FromForm] string? returnUrl, ClaimsPrincipal user, IDbContextFactory<AppDb> database, ResolveConversation.Handler handler, CancellationToken cancel) =>
            await FindAsync(database, number, cancel) is { } it ? Back(await handler.HandleAsync(it.Id, user, cancel), returnUrl) : Results.NotFound()).RequireAuthorization(Permission.Reply);

        desk.MapPost("/{number:long}/reopen", async (long number, [FromForm] string? returnUrl, ClaimsPrincipal user, IDbContextFactory<AppDb> database, ReopenConversation.Handler handler, CancellationToken cancel) =>
            await FindAsync(database, number, cancel) is { } it ? Back(await handler.HandleAsync(it.Id, user, cancel), returnUrl) : Results.NotFound()).RequireAuthorization(Permission.Reply);

        desk.MapPost("/{number:long}/snooze", async (
                long number, [FromForm] string? until, [FromForm] string? custom, [FromForm] string? returnUrl, ClaimsPrincipal user,
                IDbContextFactory<AppDb> database, SnoozeConversation.Handler handler, DateFormats dates, TimeProvider clock, CancellationToken cancel) =>
        {
            if (await FindAsync(database, number, cancel) is not { } it)
                return Results.NotFound();

            return SnoozeTimes.Of(until, custom, clock.GetUtcNow(), dates.Zone) is { } moment
                ? Back(await handler.HandleAsync(it.Id, user, moment, cancel), returnUrl)
                : Back<bool>(Refusal.Invalid("conversation.snooze_in_the_past", "until"), returnUrl);
        }).RequireAuthorization(Permission.Reply);

        desk.MapPost("/{number:long}/tag", async (long number, HttpContext http, IDbContextFactory<AppDb> database, TagConversation.Handler handler, CancellationToken cancel) =>
        {
            if (await FindAsync(database, number, cancel) is not { } it)
                return Results.NotFound();

            var form = http.Request.Form;
            Guid[]? labels = form.ContainsKey("tagging") ? [.. form["labels"].Select(id => Guid.TryParse(id, out var label) ? label : Guid.Empty)] : null;
            return Back(await handler.HandleAsync(it.Id, http.User, new(Choice.Of<Priority>(form["priority"]), labels), cancel), form["returnUrl"]);
        }).RequireAuthorization(Permission.WriteNotes).WithMetadata(new RequireAntiforgeryTokenAttribute());

        desk.MapPost("/readings/{id:guid}", async (Guid id, [FromForm] string? emotion, [FromForm] string? returnUrl, ClaimsPrincipal user, CorrectReading.Handler handler, CancellationToken cancel) =>
            Choice.Of<Emotion>(emotion) is { } word
                ? Back(await handler.HandleAsync(id, word, user, cancel), returnUrl)
                : Back<bool>(Refusal.Invalid("reading.unknown_emotion", "emotion"), returnUrl)).RequireAuthorization(Permission.WriteNotes);
    }

    private static void MapWriting(RouteGroupBuilder desk)
    {
        desk.MapPut("/{number:long}/draft", async (long number, SaveDraft.Request request, ClaimsPrincipal user, SaveDraft.Handler handler, CancellationToken cancel) =>
            (await handler.HandleAsync(number, user.RequiredAgentId(), request, cancel)).ToHttp(_ => TypedResults.NoContent()));

        desk.MapPost("/{number:long}/coach", async (long number, CoachDraft.Request request, CoachDraft.Handler handler, CancellationToken cancel) =>
            (await handler.HandleAsync(number, request.Text, Languages.Current.Code, cancel)).ToHttp(coaching => TypedResults.Text(ListeningJson.Write(coaching), "application/json")));

        desk.MapPost("/{number:long}/seen", async (long number, MarkSeen.Handler handler, CancellationToken cancel) =>
            (await handler.HandleAsync(number, cancel)).ToHttp(_ => TypedResults.NoContent()));

        desk.MapPost("/{number:long}/presence", async (long number, PresenceGiven given, ClaimsPrincipal user, IDbContextFactory<AppDb> database, Presence presence, LiveFeed live, CancellationToken cancel) =>
        {
            if (await FindAsync(database, number, cancel) is not { } it)
                return Results.NotFound();

            if (given.Kind is "reply") // the customer's window is told; a note among colleagues is nobody else's business
                live.Publish(new Notice($"visitor:{it.Id}", "typing", JsonSerializer.Serialize(new { name = user.FindFirstValue(ClaimTypes.Name), on = true })));
            if (given.Leaves)
                presence.Gone(it.Id, user.RequiredAgentId());
            else
                presence.Here(it.Id, user.RequiredAgentId(), user.FindFirstValue(ClaimTypes.Name) ?? "", given.Typing || given.Kind is not null);
            return Results.NoContent();
        });
    }

    /// <param name="Kind">reply or note: the reply box says what is being written.</param>
    internal sealed record PresenceGiven(bool Typing = false, bool Leaves = false, string? Kind = null);

    /// <summary>Sends the browser back to where the form stood; a refusal goes with it.</summary>
    internal static IResult Back<T>(Outcome<T> outcome, string? returnUrl)
    {
        var address = Platform.Forms.Check.LocalAddress(returnUrl, "/inbox");
        return new SeeOther(outcome.IsRefused(out var refusal, out _) ? QueryHelpers.AddQueryString(address, ProblemField, refusal.Code) : address);
    }

    private static async Task<Conversation?> FindAsync(IDbContextFactory<AppDb> database, long number, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        return await db.Conversations.AsNoTracking().FirstOrDefaultAsync(it => it.Number == number, cancel);
    }

    private sealed class SeeOther(string address) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = address;
            return Task.CompletedTask;
        }
    }
}
