using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Cases;
using Ting.Server.Features.Consents;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Fans.Community;
using Ting.Server.Features.Fans.Magazine;
using Ting.Server.Features.Fields;
using Ting.Server.Features.Organisations;
using Ting.Server.Features.People;
using Ting.Server.Features.Recommendations;
using Ting.Server.Features.Policies;
using Ting.Server.Features.Recordings;
using Ting.Server.Features.Surveys;
using Ting.Server.Features.Surveys.Answers;
using Ting.Server.Features.Value;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Profiles;

/// <summary>Everything that is kept about one person, as one file, for them or for another system.</summary>
public static class ExportPerson
{
    /// <param name="Fields">What stands in the fields of this desk, by key; of archived ones too.</param>
    /// <param name="Consents">What they agreed to and what they refused, by purpose.</param>
    /// <param name="Recommendations">What agents said to recommendations about them.</param>
    /// <param name="Cases">What they were promised, and what became of it.</param>
    /// <param name="Magazine">Their subscriptions, with what they agreed to.</param>
    /// <param name="Community">What they wrote in public.</param>
    /// <param name="LeftOut">What whoever exports may not see, and is not in it; null when everything is.</param>
    /// <param name="Conversations">Written one after the other as they are read, however many they are.</param>
    public sealed record Export(
        DateTimeOffset ExportedAt, PersonShape Person, IReadOnlyList<FactShape> Facts, IReadOnlyList<DateShape> Dates, IReadOnlyList<PersonOrganisations.Place> Organisations, IReadOnlyList<RecordOrders.Shape> Orders, IReadOnlyList<SaveConsent.Item> Consents, IReadOnlyList<AnswerRecommendation.Response> Recommendations, IReadOnlyDictionary<string, object> Fields, IReadOnlyList<ListEvents.Item> Events,
        IReadOnlyList<AnswerExport> Surveys, IReadOnlyList<SubscriberLookup.Item> Magazine, IReadOnlyList<PostExport> Community, LeftOutOfExport? LeftOut, IAsyncEnumerable<CaseExport> Cases, IAsyncEnumerable<ConversationExport> Conversations);

    /// <summary>How much of the person's history the role of whoever exports does not show them.</summary>
    public sealed record LeftOutOfExport(int Conversations, int Cases);

    public sealed record CaseExport(CaseDetails Case, IReadOnlyList<ListEvents.Item> Events);

    /// <summary>What the person answered to a survey; anonymous answers belong to nobody.</summary>
    public sealed record AnswerExport(Guid SurveyId, DateTimeOffset StartedAt, DateTimeOffset? CompletedAt, string Language, RawJson Numbers, RawJson Words);

    public sealed record PostExport(Guid TopicId, string Title, bool IsFirst, string Name, string Text, PostState State, DateTimeOffset At);

    public sealed record ConversationExport(ConversationShape Conversation, IReadOnlyList<MessageShape> Messages, IReadOnlyList<ListEvents.Item> Events, RatingExport? Rating, IReadOnlyList<ReadRecordings.Whole> Recordings);

    public sealed record RatingExport(int? Score, string Reasons, string? Comment, double Predicted, DateTimeOffset AskedAt, DateTimeOffset? AnsweredAt);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/people/{id:guid}/export", async (Guid id, HttpContext http, IDbContextFactory<AppDb> database, WholeDatabase whole, Kept<FieldBook> fields, ReadCase cases, TimeProvider clock, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                if (await db.People.AsNoTracking().Include(it => it.Identities).SingleOrDefaultAsync(it => it.Id == id, cancel) is not { } person)
                    return Refusal.NotFound("person.not_found").ToHttp();

                var facts = await db.Facts.AsNoTracking().Where(it => it.PersonId == id).OrderBy(it => it.Id).ToListAsync(cancel);
                var dates = await db.ImportantDates.AsNoTracking().Where(it => it.PersonId == id).OrderBy(it => it.Id).ToListAsync(cancel);
                var orders = await db.Orders.AsNoTracking().Where(it => it.PersonId == id).OrderBy(it => it.PlacedAt).ToListAsync(cancel);
                http.Response.Headers.ContentDisposition = $"attachment; filename=\"person-{id}.json\"";
                return TypedResults.Ok(new Export(
                    clock.GetUtcNow(), PersonShape.Of(person), [.. facts.Select(FactShape.Of)], [.. dates.Select(DateShape.Of)], await PersonOrganisations.OfAsync(db, id, cancel), [.. orders.Select(RecordOrders.Shape.Of)],
                    (await SaveConsent.ReadAsync(db, id, cancel)).Consents, [.. (await db.RecommendationAnswers.AsNoTracking().Where(it => it.PersonId == id).OrderBy(it => it.Id).ToListAsync(cancel)).Select(AnswerRecommendation.Response.Of)],
                    (await PersonFields.OfAsync(db, await fields.ReadAsync(cancel), id, archived: true, cancel)).Values,
                    await EventsAsync(db, id, cancel), await AnswersAsync(db, id, cancel), [.. (await SubscriberLookup.OfPeopleAsync(db, [id], cancel)).Select(SubscriberLookup.Item.Of)], await PostsAsync(db, id, cancel), await LeftOutAsync(db, whole, id, cancel), CasesAsync(database, cases, id, clock.GetUtcNow(), cancel), ConversationsAsync(database, id, cancel)));
            })
            .RequireAuthorization(Permission.ExportData)
            .WithSummary("Everything that is kept about a person")
            .Produces<Export>()
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IReadOnlyList<AnswerExport>> AnswersAsync(AppDb db, Guid id, CancellationToken cancel) =>
        [.. (await db.SurveyResponses.AsNoTracking().Where(it => it.PersonId == id).OrderBy(it => it.Id).ToListAsync(cancel))
            .Select(it => new AnswerExport(it.SurveyId, it.StartedAt, it.CompletedAt, it.Language, new RawJson(it.Numbers), new RawJson(it.Words)))];

    private static async Task<IReadOnlyList<PostExport>> PostsAsync(AppDb db, Guid id, CancellationToken cancel)
    {
        var posts = await PostsOf.PeopleAsync(db, [id], cancel);
        Guid[] topics = [.. posts.Select(it => it.TopicId).Distinct()];
        var titles = await db.CommunityTopics.Where(it => topics.Contains(it.Id)).ToDictionaryAsync(it => it.Id, it => it.Title, cancel);
        return [.. posts.Select(it => new PostExport(it.TopicId, titles[it.TopicId], it.IsFirst, it.Name, it.Text, it.State, it.At))];
    }

    private static async Task<LeftOutOfExport?> LeftOutAsync(AppDb db, WholeDatabase whole, Guid id, CancellationToken cancel)
    {
        await using var all = await whole.CreateDbContextAsync(cancel);
        var left = new LeftOutOfExport(
            await all.Conversations.CountAsync(it => it.PersonId == id, cancel) - await db.Conversations.CountAsync(it => it.PersonId == id, cancel),
            await all.Cases.CountAsync(it => it.PersonId == id, cancel) - await db.Cases.CountAsync(it => it.PersonId == id, cancel));
        return left is { Conversations: 0, Cases: 0 } ? null : left;
    }

    private static async IAsyncEnumerable<ConversationExport> ConversationsAsync(IDbContextFactory<AppDb> database, Guid personId, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var ids = await db.Conversations.Where(it => it.PersonId == personId).OrderBy(it => it.Id).Select(it => it.Id).ToListAsync(cancel);
        var most = (await PolicyBook.ReadAsync(db, cancel)).RingSeconds;
        foreach (var id in ids)
        {
            var conversation = await db.Conversations.AsNoTracking().SingleAsync(it => it.Id == id, cancel);
            var labels = await LabelsOf.FindAsync(db, [id], cancel);
            var messages = await db.Messages.AsNoTracking().Where(it => it.ConversationId == id).OrderBy(it => it.At).ThenBy(it => it.Id).ToListAsync(cancel);
            var rating = await db.SatisfactionRatings.AsNoTracking().SingleOrDefaultAsync(it => it.ConversationId == id, cancel);
            var recordings = await db.CallRecordings.AsNoTracking().Where(it => it.ConversationId == id).OrderBy(it => it.Id).ToListAsync(cancel);
            yield return new ConversationExport(
                ConversationShape.Of(conversation, labels[id]), await MessageShape.OfAsync(db, personId, messages, cancel), await EventsAsync(db, id, cancel),
                rating is null ? null : new RatingExport(rating.Score, rating.Reasons, rating.Comment, rating.Predicted, rating.AskedAt, rating.AnsweredAt),
                [.. recordings.Select(it => ReadRecordings.Whole.Of(it, most))]);
        }
    }

    private static async IAsyncEnumerable<CaseExport> CasesAsync(IDbContextFactory<AppDb> database, ReadCase cases, Guid personId, DateTimeOffset now, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var ids = await db.Cases.Where(it => it.PersonId == personId).OrderBy(it => it.Id).Select(it => it.Id).ToListAsync(cancel);
        foreach (var id in ids)
        {
            if (await cases.ByIdAsync(id, cancel) is { } view)
                yield return new CaseExport(ReadCase.DetailsOf(view, now), await EventsAsync(db, id, cancel));
        }
    }

    private static async Task<IReadOnlyList<ListEvents.Item>> EventsAsync(AppDb db, Guid stream, CancellationToken cancel) =>
        [.. (await db.Events.AsNoTracking().Where(line => line.Stream == stream).OrderBy(line => line.Sequence).ToListAsync(cancel)).Select(ListEvents.Item.Of)];
}
