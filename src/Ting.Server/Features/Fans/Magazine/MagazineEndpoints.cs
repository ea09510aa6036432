using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Fans.Magazine;

/// <summary>Issues and readers for programs: the same rows, rules and permissions as the pages.</summary>
internal static class MagazineEndpoints
{
    private const string List = "magazine-issues";

    /// <param name="Texts">By language.</param>
    /// <param name="Recipients">How many were to get it when sending began.</param>
    /// <param name="Unsubscribed">How many left by the link in it.</param>
    public sealed record MagazineIssueItem(
        Guid Id, int Number, IReadOnlyDictionary<string, IssueWords> Texts, IssueState State, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt, DateTimeOffset? PublishedAt,
        IssueSending Sending, DateTimeOffset? SendBegunAt, DateTimeOffset? SentAt, int Recipients, int Sent, int Failed, int Unsubscribed, string? Problem, int Version)
    {
        internal static MagazineIssueItem Of(MagazineIssue it) => new(
            it.Id, it.Number, it.ReadWords(), it.State, it.CreatedAt, it.ChangedAt, it.PublishedAt, it.Sending, it.SendBegunAt, it.SentAt, it.Recipients, it.Sent, it.Failed, it.Unsubscribed, it.Problem, it.Version);
    }

    public sealed record FindSubscriber
    {
        [Required, StringLength(Subscriber.MostEmail)]
        public string Email { get; set; } = "";
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        var issues = api.MapGroup("/magazine/issues").RequireAuthorization(Permission.ManageCommunity);
        issues.MapGet("", async ([AsParameters] PageQuery page, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                if (page.After(List).IsRefused(out var refusal, out var after))
                    return refusal.ToHttp();
                await using var db = await database.CreateDbContextAsync(cancel);
                var found = await db.MagazineIssues.AsNoTracking().Downward(after, it => it.Id).Take(page.Size + 1).ToListAsync(cancel);
                return TypedResults.Ok(Page.Of(found, page.Size, List, it => Place.Of(it.Id), MagazineIssueItem.Of));
            })
            .WithSummary("List the issues of the magazine, the newest first")
            .Produces<Page<MagazineIssueItem>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);

        issues.MapPost("", async (SaveIssue.Request request, SaveIssue.Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(null, request, null, cancel)).ToHttp(it => TypedResults.Created($"/api/v1/magazine/issues/{it.Id}", MagazineIssueItem.Of(it))))
            .WithSummary("Write an issue, as a draft")
            .Produces<MagazineIssueItem>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest);

        issues.MapPut("/{id:guid}", async (Guid id, SaveIssue.Request request, HttpContext http, SaveIssue.Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, request, http.Request.IfMatch(), cancel)).ToHttp(it => TypedResults.Ok(MagazineIssueItem.Of(it))))
            .WithSummary("Write an issue anew")
            .Produces<MagazineIssueItem>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);

        issues.MapDelete("/{id:guid}", async (Guid id, SaveIssue.Handler handler, CancellationToken cancel) => (await handler.RemoveAsync(id, cancel)).ToHttp(_ => TypedResults.NoContent()))
            .WithSummary("Remove a draft that nobody was sent")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

        Step(issues, "publish", "Publish an issue", async (id, http, cancel) => await http.RequestServices.GetRequiredService<SaveIssue.Handler>().PublishAsync(id, cancel));
        Step(issues, "withdraw", "Make an issue a draft again", async (id, http, cancel) => await http.RequestServices.GetRequiredService<SaveIssue.Handler>().WithdrawAsync(id, cancel));
        Step(issues, "send", "Send a published issue to everybody who has confirmed, or go on sending; nobody gets it twice", async (id, http, cancel) => await http.RequestServices.GetRequiredService<SendIssue.Ask>().BeginAsync(id, cancel));
        Step(issues, "stop", "Stop sending", async (id, http, cancel) => await http.RequestServices.GetRequiredService<SendIssue.Ask>().StopAsync(id, cancel));

        MapSubscribers(api.MapGroup("/magazine/subscribers"));
    }

    private static void Step(RouteGroupBuilder issues, string verb, string summary, Func<Guid, HttpContext, CancellationToken, Task<Outcome<MagazineIssue>>> step) =>
        issues.MapPost($"/{{id:guid}}/{verb}", async (Guid id, HttpContext http, CancellationToken cancel) => (await step(id, http, cancel)).ToHttp(it => TypedResults.Ok(MagazineIssueItem.Of(it))))
            .WithSummary(summary)
            .Produces<MagazineIssueItem>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

    private static void MapSubscribers(RouteGroupBuilder subscribers)
    {
        subscribers.MapGet("/counts", async (IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                return TypedResults.Ok(await SubscriberLookup.CountAsync(db, cancel));
            })
            .RequireAuthorization(Permission.ManageCommunity)
            .WithSummary("How many read the magazine");

        subscribers.MapPost("/find", async (FindSubscriber request, SubscriberLookup lookup, CancellationToken cancel) =>
                await lookup.FindAsync(request.Email, cancel) is { } found ? TypedResults.Ok(found) : Refusal.NotFound("magazine.no_subscriber").ToHttp())
            .RequireAuthorization(Permission.ExportData)
            .WithSummary("Everything that is kept of one reader, found by the address")
            .Produces<SubscriberLookup.Item>()
            .ProducesProblem(StatusCodes.Status404NotFound);

        subscribers.MapDelete("/{id:guid}", async (Guid id, SubscriberLookup lookup, CancellationToken cancel) =>
                await lookup.EraseAsync(id, cancel) ? TypedResults.NoContent() : Refusal.NotFound("magazine.no_subscriber").ToHttp())
            .RequireAuthorization(Permission.ErasePeople)
            .WithSummary("Erase one reader")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }
}
