using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Ting.Listening;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Fans.Community;

/// <summary>Topics and posts for programs, and the forms of one button.</summary>
internal static class CommunityRoutes
{
    private const string List = "community-posts";

    /// <param name="Emotion">What the engine heard; null for the team.</param>
    public sealed record CommunityPostItem(
        Guid Id, Guid TopicId, string Title, Board Board, bool IsFirst, bool IsTeam, string Name, string Text, string Language, PostState State, bool IsAccepted, DateTimeOffset At, DateTimeOffset? ShownAt, Emotion? Emotion, Need? Need, Guid? ConversationId)
    {
        internal static CommunityPostItem Of(CommunityPost it, CommunityTopic topic) => new(
            it.Id, topic.Id, topic.Title, topic.Board, it.IsFirst, it.IsTeam, it.Name, it.Text, it.Language, it.State, topic.AcceptedId == it.Id, it.At, it.ShownAt, it.Emotion, it.Need, topic.ConversationId);
    }

    public sealed record HideRequest(string Reason = "");

    public sealed record AnswerRequest(string Text = "");

    public sealed record CloseRequest(bool Closes = true);

    public static void MapApi(IEndpointRouteBuilder api)
    {
        var community = api.MapGroup("/community").RequireAuthorization(Permission.ManageCommunity);
        community.MapGet("/posts", async (string? state, Guid? topic, [AsParameters] PageQuery page, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                if (Choice.Of<PostState>(state ?? "waiting") is not { } wanted || wanted is PostState.Unconfirmed)
                    return Refusal.Invalid("form.choice", "state").ToHttp();
                if (page.After(List).IsRefused(out var refusal, out var after))
                    return refusal.ToHttp();
                await using var db = await database.CreateDbContextAsync(cancel);
                var rows = topic is { } one ? db.CommunityPosts.AsNoTracking().Where(it => it.TopicId == one && it.State != PostState.Unconfirmed) : db.CommunityPosts.AsNoTracking().Where(it => it.State == wanted);
                var found = await rows.Upward(after, it => it.Id).Take(page.Size + 1).ToListAsync(cancel);
                Guid[] ids = [.. found.Select(it => it.TopicId).Distinct()];
                var topics = await db.CommunityTopics.AsNoTracking().Where(it => ids.Contains(it.Id)).ToDictionaryAsync(it => it.Id, cancel);
                return TypedResults.Ok(Page.Of(found, page.Size, List, it => Place.Of(it.Id), it => CommunityPostItem.Of(it, topics[it.TopicId])));
            })
            .WithSummary("List the posts that wait for a moderator, are shown or hidden, or all of one topic; the oldest first")
            .Produces<Page<CommunityPostItem>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);

        Describe(community.MapPost("/posts/{id:guid}/approve", (Guid id, ClaimsPrincipal user, Moderate moderate, CancellationToken cancel) => AnswerAsync(moderate.ApproveAsync(id, user, cancel))), "Let a post appear");
        Describe(community.MapPost("/posts/{id:guid}/hide", (Guid id, HideRequest request, ClaimsPrincipal user, Moderate moderate, CancellationToken cancel) => AnswerAsync(moderate.HideAsync(id, request.Reason, user, cancel))), "Hide a post, with a reason");
        Describe(community.MapPost("/posts/{id:guid}/accept", (Guid id, ClaimsPrincipal user, Moderate moderate, CancellationToken cancel) => AnswerAsync(moderate.AcceptAsync(id, user, cancel))), "Mark the answer that helped, or take the mark back");
        Describe(community.MapPost("/topics/{id:guid}/answers", (Guid id, AnswerRequest request, ClaimsPrincipal user, Moderate moderate, CancellationToken cancel) => AnswerAsync(moderate.AnswerAsync(id, request.Text, user, cancel))), "Answer a topic as the team");
        Describe(community.MapPost("/topics/{id:guid}/close", (Guid id, CloseRequest request, ClaimsPrincipal user, Moderate moderate, CancellationToken cancel) => AnswerAsync(moderate.CloseAsync(id, request.Closes, user, cancel))), "Close a topic to answers, or open it again");
        Describe(community.MapPost("/topics/{id:guid}/conversation", (Guid id, ClaimsPrincipal user, BringToDesk bring, CancellationToken cancel) => AnswerAsync(bring.HandleAsync(id, user, cancel))), "Make a topic a conversation with whoever began it")
            .RequireAuthorization(Permission.Reply);
    }

    public static void MapForms(IEndpointRouteBuilder routes)
    {
        var community = routes.MapGroup("/fans/community").RequireAuthorization(Permission.ManageCommunity).ExcludeFromDescription();
        community.MapPost("/posts/{id:guid}/approve", async (Guid id, [FromForm] string? returnUrl, HttpContext http, Moderate moderate, CancellationToken cancel) => Back(http, await moderate.ApproveAsync(id, http.User, cancel), returnUrl));
        community.MapPost("/posts/{id:guid}/hide", async (Guid id, [FromForm] string? reason, [FromForm] string? returnUrl, HttpContext http, Moderate moderate, CancellationToken cancel) => Back(http, await moderate.HideAsync(id, reason, http.User, cancel), returnUrl));
        community.MapPost("/posts/{id:guid}/accept", async (Guid id, [FromForm] string? returnUrl, HttpContext http, Moderate moderate, CancellationToken cancel) => Back(http, await moderate.AcceptAsync(id, http.User, cancel), returnUrl));
        community.MapPost("/{id:guid}/close", async (Guid id, [FromForm] string? closes, HttpContext http, Moderate moderate, CancellationToken cancel) => Back(http, await moderate.CloseAsync(id, closes != "no", http.User, cancel), $"/fans/community/{id}"));
        community.MapPost("/{id:guid}/bring", async (Guid id, HttpContext http, BringToDesk bring, CancellationToken cancel) => Back(http, await bring.HandleAsync(id, http.User, cancel), $"/fans/community/{id}")).RequireAuthorization(Permission.Reply);
    }

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder route, string summary) => route
        .WithSummary(summary)
        .Produces(StatusCodes.Status204NoContent)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<IResult> AnswerAsync<T>(Task<Outcome<T>> outcome) => (await outcome).ToHttp(_ => TypedResults.NoContent());

    private static IResult Back<T>(HttpContext http, Outcome<T> outcome, string? returnUrl)
    {
        var address = Check.LocalAddress(returnUrl, "/fans/community");
        if (outcome.IsRefused(out var refusal, out _))
        {
            if (refusal.Kind is RefusalKind.NotFound)
                return refusal.ToHttp();
            address = Microsoft.AspNetCore.WebUtilities.QueryHelpers.AddQueryString(address, "refused", refusal.Code);
        }

        http.Response.Headers.Location = address;
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }
}
