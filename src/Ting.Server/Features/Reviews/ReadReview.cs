using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.People;
using Ting.Server.Features.Reviews.Engine;
using Ting.Server.Features.Reviews.Scorecards;
using Ting.Server.Features.Surveys;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Reviews;

/// <summary>One review with the conversation it is about, the scorecard it goes by, and what happened to it.</summary>
public sealed class ReadReview(IDbContextFactory<AppDb> database, Kept<Roster> roster)
{
    private const int MostMessages = 300;
    private const int MostEntries = 200;

    /// <param name="Messages">What the customer wrote and saw, oldest first.</param>
    /// <param name="CustomerScore">1 to 5; null without an answer.</param>
    public sealed record View(
        Review Review, ScorecardContent Content, Conversation Conversation, Person Person, IReadOnlyList<Message> Messages, IReadOnlyList<ReviewEntry> Entries, int? CustomerScore, Roster Roster);

    public sealed record Details(ReviewShape Review, IReadOnlyList<EntryShape> History);

    public sealed record EntryShape(ReviewEntryKind Kind, string Actor, DateTimeOffset At, string? Text, string? Criterion, CriterionVerdict? Verdict, int? Score);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/reviews/{id:guid}", async (Guid id, ClaimsPrincipal user, HttpContext http, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                if (await db.Reviews.AsNoTracking().VisibleTo(user).SingleOrDefaultAsync(it => it.Id == id, cancel) is not { } review)
                    return Refusal.NotFound("review.not_found").ToHttp();
                var entries = await EntriesAsync(db, review.Id, cancel);
                http.Response.Tag(review.Version, $"{entries.Count}");
                return TypedResults.Ok(new Details(ReviewShape.Of(review), [.. entries.Select(it => new EntryShape(it.Kind, it.Actor, it.At, it.Text, it.Criterion, it.Verdict, it.Score))]));
            })
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("One review, with its history")
            .Produces<Details>()
            .ProducesProblem(StatusCodes.Status404NotFound);

    /// <param name="number">The conversation's.</param>
    /// <returns>Null where there is none, and where it is none of the asker's business.</returns>
    public async Task<View?> HandleAsync(long number, ClaimsPrincipal user, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        if (await db.Reviews.AsNoTracking().VisibleTo(user).SingleOrDefaultAsync(it => it.Number == number, cancel) is not { } review)
            return null;

        var edition = await db.ScorecardEditions.AsNoTracking().SingleAsync(it => it.ScorecardId == review.ScorecardId && it.Number == review.Edition, cancel);
        var conversation = await db.Conversations.AsNoTracking().SingleAsync(it => it.Id == review.ConversationId, cancel);
        return new View(
            review, edition.Read(), conversation, await db.People.AsNoTracking().SingleAsync(it => it.Id == conversation.PersonId, cancel),
            await MessagesAsync(db, conversation.Id, cancel), await EntriesAsync(db, review.Id, cancel),
            await db.SatisfactionRatings.Where(it => it.ConversationId == conversation.Id).Select(it => it.Score).FirstOrDefaultAsync(cancel), await roster.ReadAsync(cancel));
    }

    internal static async Task<IReadOnlyList<Message>> MessagesAsync(AppDb db, Guid conversationId, CancellationToken cancel)
    {
        var messages = await db.Messages.AsNoTracking()
            .Where(it => it.ConversationId == conversationId && (it.Kind == MessageKind.Customer || it.Kind == MessageKind.Reply))
            .OrderByDescending(it => it.At).ThenByDescending(it => it.Id).Take(MostMessages).ToListAsync(cancel);
        messages.Reverse();
        return messages;
    }

    private static async Task<IReadOnlyList<ReviewEntry>> EntriesAsync(AppDb db, Guid reviewId, CancellationToken cancel) =>
        await db.ReviewEntries.AsNoTracking().Where(it => it.ReviewId == reviewId).OrderByDescending(it => it.Sequence).ThenByDescending(it => it.Id).Take(MostEntries).ToListAsync(cancel);
}
