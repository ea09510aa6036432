using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Listening;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.PublicVoice;

/// <summary>Sources and posts for programs: the same rows, rules and permissions as the pages.</summary>
internal static class PublicVoiceEndpoints
{
    /// <param name="Feed">Its address; only for who may change it, for it may hold a key.</param>
    /// <param name="Problem">The code of why it could not be fetched the last time.</param>
    public sealed record PublicSourceItem(
        Guid Id, string Name, PublicSourceKind Kind, string? Feed, int IntervalMinutes, DateTimeOffset? PolledAt, DateTimeOffset? NextPollAt, int Failures, string? Problem, int? ProblemStatus, DateTimeOffset CreatedAt, int Version)
    {
        internal static PublicSourceItem Of(PublicSource it, ClaimsPrincipal user) => new(
            it.Id, it.Name, it.Kind, user.May(Permission.Administer) ? it.Feed : null, it.IntervalMinutes, it.PolledAt, it.NextPollAt, it.Failures, it.Problem, it.ProblemStatus, it.CreatedAt, it.Version);
    }

    public sealed record PublicSourceItems(IReadOnlyList<PublicSourceItem> Sources);

    /// <param name="Emotion">Null while it waits to be read, and for a language that is not read.</param>
    /// <param name="Level">From −2 to +2.</param>
    /// <param name="LookedAt">When somebody looked at it and was done with it.</param>
    public sealed record PublicPostItem(
        Guid Id, Guid SourceId, PublicSourceKind Kind, string ExternalId, string? Author, string Text, string? Link, string? Language, DateTimeOffset At, DateTimeOffset ReceivedAt, DateTimeOffset? ReadAt,
        Emotion? Emotion, int? Level, double? SentimentScore, Need? Need, string? ModelVersion, Guid? LookedBy, DateTimeOffset? LookedAt)
    {
        internal static PublicPostItem Of(PublicPost it) => new(
            it.Id, it.SourceId, it.Kind, it.ExternalId, it.Author, it.Text, it.Link, it.Language, it.At, it.ReceivedAt, it.ReadAt,
            it.Emotion, it.Level, it.SentimentScore, it.Need, it.ModelVersion, it.LookedBy, it.LookedAt);
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        MapSources(api.MapGroup("/public-sources"));
        MapPosts(api.MapGroup("/public-posts"));
        PublicVoiceFigureEndpoints.Map(api);
    }

    private static void MapSources(RouteGroupBuilder sources)
    {
        sources.MapGet("", async (ClaimsPrincipal user, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                return TypedResults.Ok(new PublicSourceItems([.. (await db.PublicSources.AsNoTracking().OrderBy(it => it.Id).Take(PublicSource.Most).ToListAsync(cancel)).Select(it => PublicSourceItem.Of(it, user))]));
            })
            .RequireAuthorization(Permission.SeeInsights)
            .WithSummary("List the sources of what is said in public");

        sources.MapPost("", async (SavePublicSource.Request request, ClaimsPrincipal user, SavePublicSource.Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(null, request, null, cancel)).ToHttp(it => TypedResults.Created($"/api/v1/public-sources/{it.Id}", PublicSourceItem.Of(it, user))))
            .RequireAuthorization(Permission.Administer)
            .WithSummary("Add a source; its feed, if it has one, is fetched at once and then at its interval")
            .Produces<PublicSourceItem>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);

        sources.MapPut("/{id:guid}", async (Guid id, SavePublicSource.Request request, HttpContext http, SavePublicSource.Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, request, http.Request.IfMatch(), cancel)).ToHttp(it => TypedResults.Ok(PublicSourceItem.Of(it, http.User))))
            .RequireAuthorization(Permission.Administer)
            .WithSummary("Change a source")
            .Produces<PublicSourceItem>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);

        sources.MapDelete("/{id:guid}", async (Guid id, SavePublicSource.Handler handler, CancellationToken cancel) => (await handler.RemoveAsync(id, cancel)).ToHttp(_ => TypedResults.NoContent()))
            .RequireAuthorization(Permission.Administer)
            .WithSummary("Remove a source with its posts")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);

        sources.MapDelete("/{id:guid}/authors", async (Guid id, SavePublicSource.Handler handler, CancellationToken cancel) => (await handler.ForgetAuthorsAsync(id, cancel)).ToHttp(_ => TypedResults.NoContent()))
            .RequireAuthorization(Permission.ErasePeople)
            .WithSummary("Erase the names of who wrote the posts of a source")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static void MapPosts(RouteGroupBuilder posts)
    {
        posts.MapGet("", async (Guid? source, string? kind, string? language, DateTimeOffset? from, DateTimeOffset? to, bool? open, [AsParameters] PageQuery page, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                if (kind is not null && Choice.Of<PublicSourceKind>(kind) is null)
                    return Refusal.Invalid("public.choice", "kind").ToHttp();
                if (page.After(PostList.Name).IsRefused(out var refusal, out var after))
                    return refusal.ToHttp();
                await using var db = await database.CreateDbContextAsync(cancel);
                var filter = new PostFilter(from?.ToUniversalTime(), to?.ToUniversalTime(), source, Choice.Of<PublicSourceKind>(kind), language, open is true);
                return TypedResults.Ok((await PostList.ReadAsync(db, filter, after, page.Size, cancel)).Select(PublicPostItem.Of));
            })
            .RequireAuthorization(Permission.SeeInsights)
            .WithSummary("List what was said in public, the newest first, with the feeling and the need that were read")
            .Produces<Page<PublicPostItem>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);

        posts.MapPost("", async (AddPost.Request request, AddPost.Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(request, cancel)).ToHttp(it => it.IsNew ? TypedResults.Created($"/api/v1/public-posts/{it.Post.Id}", PublicPostItem.Of(it.Post)) : TypedResults.Ok(PublicPostItem.Of(it.Post))))
            .RequireAuthorization(Permission.ManageSurveys)
            .WithSummary("Hand in what somebody said in public; the same external id of a source is taken in once")
            .Produces<PublicPostItem>(StatusCodes.Status201Created)
            .Produces<PublicPostItem>()
            .ProducesProblem(StatusCodes.Status400BadRequest);

        posts.MapPost("/{id:guid}/look", async (Guid id, LookAtPost.Request request, ClaimsPrincipal user, LookAtPost.Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, request.Done, user.AgentId(), cancel)).ToHttp(it => TypedResults.Ok(PublicPostItem.Of(it))))
            .RequireAuthorization(Permission.SeeInsights)
            .WithSummary("Say that a post has been looked at, or take that back")
            .Produces<PublicPostItem>()
            .ProducesProblem(StatusCodes.Status404NotFound);

        posts.MapDelete("/{id:guid}/author", async (Guid id, LookAtPost.Handler handler, CancellationToken cancel) => (await handler.ForgetAuthorAsync(id, cancel)).ToHttp(_ => TypedResults.NoContent()))
            .RequireAuthorization(Permission.ErasePeople)
            .WithSummary("Erase the name of who wrote a post")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }
}
