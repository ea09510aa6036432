using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.People;
using Ting.Server.Features.Reviews.Engine;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Reviews;

/// <summary>Reviews, the last resolved first: everybody's for those who review, one's own for everybody else.</summary>
public static class ListReviews
{
    private const string List = "reviews";

    public static readonly IReadOnlyList<string> Views = ["queue", "disputed", "all"];

    public sealed record FilterQuery
    {
        /// <summary>queue (waiting for a person), disputed, or all (when not given).</summary>
        public string? View { get; set; }

        /// <summary>An agent's id, or me.</summary>
        public string? Agent { get; set; }
    }

    /// <param name="PersonName">The customer's; empty when nobody knows it.</param>
    public sealed record Row(Review Review, string PersonName, string Preview, string? Language);

    /// <summary>What somebody may see: the one place that says so.</summary>
    internal static IQueryable<Review> VisibleTo(this IQueryable<Review> reviews, ClaimsPrincipal user)
    {
        if (user.May(Permission.ReviewQuality))
            return reviews;
        var own = user.AgentId() ?? Guid.Empty;
        return reviews.Where(it => it.AgentId == own);
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/reviews", async ([AsParameters] FilterQuery filter, [AsParameters] PageQuery page, ClaimsPrincipal user, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(filter, page, user, cancel)).ToHttp(found => TypedResults.Ok(new Page<ReviewShape>([.. found.Items.Select(row => ReviewShape.Of(row.Review))], found.NextCursor))))
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("List reviews, the last resolved first; without the permission to review one's own")
            .Produces<Page<ReviewShape>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);

    public sealed class Handler(IDbContextFactory<AppDb> database)
    {
        public async Task<Outcome<Page<Row>>> HandleAsync(FilterQuery filter, PageQuery page, ClaimsPrincipal user, CancellationToken cancel)
        {
            if (page.After(List).IsRefused(out var refusal, out var after))
                return refusal;
            if (filter.View is { Length: > 0 } view && !Views.Contains(view))
                return Refusal.Invalid("filter.unknown", "view");

            await using var db = await database.CreateDbContextAsync(cancel);
            var rows = db.Reviews.AsNoTracking().VisibleTo(user);
            if (filter.Agent is { Length: > 0 } agent)
            {
                Guid? agentId = agent == "me" ? user.AgentId() : Guid.TryParse(agent, out var given) ? given : null;
                if (agentId is null)
                    return Refusal.Invalid("filter.unknown", "agent");
                rows = rows.Where(it => it.AgentId == agentId);
            }

            rows = filter.View switch
            {
                "queue" => rows.Where(it => it.IsQueued),
                "disputed" => rows.Where(it => it.IsDisputed),
                _ => rows,
            };
            var part = rows.Downward(after, it => it.ResolvedAt, it => it.Id).Take(page.Size + 1);
            var found = await (from review in part
                               join conversation in db.Conversations.AsNoTracking() on review.ConversationId equals conversation.Id
                               join person in db.People.AsNoTracking() on conversation.PersonId equals person.Id
                               select new Row(review, person.Name, conversation.Subject ?? conversation.Preview, conversation.Language)).ToListAsync(cancel);
            found.Sort((one, other) => (other.Review.ResolvedAt, other.Review.Id).CompareTo((one.Review.ResolvedAt, one.Review.Id))); // a join keeps no order
            return Page.Of(found, page.Size, List, row => Place.Of(row.Review.ResolvedAt, row.Review.Id), row => row);
        }
    }
}

/// <summary>A review as the API shows it.</summary>
/// <param name="Score">What counts: a person's, or else the engine's; null when nothing could be judged.</param>
/// <param name="Engine">For each criterion the verdict, the reason, the quoted words, and how sure it is.</param>
/// <param name="Person">The same from a person; null until somebody looked.</param>
public sealed record ReviewShape(
    Guid Id, Guid ConversationId, long Number, Guid? AgentId, Guid InboxId, Guid ScorecardId, int Edition, DateTimeOffset ResolvedAt, int? Score, bool AutoFailed,
    int? EngineScore, DateTimeOffset EngineAt, RawJson Engine, Guid? ReviewerId, int? PersonScore, DateTimeOffset? PersonAt, RawJson? Person, string? Note,
    bool Queued, ReviewPick? Pick, bool Disputed, string? DisputedCriterion)
{
    internal static ReviewShape Of(Review it) => new(
        it.Id, it.ConversationId, it.Number, it.AgentId, it.InboxId, it.ScorecardId, it.Edition, it.ResolvedAt, it.Score, it.IsAutoFailed, it.EngineScore, it.EngineAt, new RawJson(it.Engine),
        it.ReviewerId, it.PersonScore, it.PersonAt, it.Person is null ? null : new RawJson(it.Person), it.Note, it.IsQueued, it.Pick, it.IsDisputed, it.DisputedCriterion);
}
