using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.People;
using Ting.Server.Features.Segments;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Files;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Audiences;

/// <summary>Surveys to the people of a view or a segment, and those people as a list.</summary>
internal static class AudienceEndpoints
{
    /// <param name="People">How many are in the audience, 2,000 at most.</param>
    /// <param name="More">There are more than are asked at once.</param>
    /// <param name="Asked">How many would be asked now.</param>
    /// <param name="First">The first of those who would be asked.</param>
    public sealed record Preview(string Audience, string Name, int People, bool More, int Asked, PreviewRound.Reasons LeftOut, IReadOnlyList<PreviewRound.Row> First);

    /// <param name="LeftOut">Those who may not be asked, and those whom we cannot reach.</param>
    /// <param name="FinishedAt">Null while somebody is still to be asked.</param>
    public sealed record Round(Guid Id, Guid SurveyId, string Audience, string Name, string Actor, int People, int Asked, int LeftOut, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt)
    {
        internal static Round Of(AskRound it) => new(it.Id, it.SurveyId, it.Audience, it.Name, it.Actor, it.People, it.Asked, it.LeftOut, it.StartedAt, it.FinishedAt);
    }

    /// <param name="Count">How many people; 2,000 at most.</param>
    /// <param name="People">The first of them.</param>
    public sealed record PeopleOfView(int Count, bool More, IReadOnlyList<PreviewRound.Row> People);

    public static void Map(IEndpointRouteBuilder api)
    {
        MapRounds(api);

        api.MapGet("/views/{id:guid}/people", async (Guid id, ClaimsPrincipal user, FindAudience audiences, PreviewRound previews, CancellationToken cancel) =>
                (await audiences.HandleAsync(new(AudienceKind.View, id), user.AgentId(), cancel)).IsRefused(out var refusal, out var audience)
                    ? refusal.ToHttp()
                    : TypedResults.Ok(new PeopleOfView(audience.People.Count, audience.More, await previews.RowsAsync(audience.People.Take(PreviewRound.First).Select(it => it.PersonId), cancel))))
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("How many people the conversations of a view are with, and the first of them")
            .Produces<PeopleOfView>()
            .ProducesProblem(StatusCodes.Status404NotFound);

        api.MapGet("/views/{id:guid}/people.csv", FileAsync)
            .RequireAuthorization(Permission.ExportData)
            .WithSummary("The people of the conversations in a view, as a CSV file; 2,000 at most")
            .Produces<string>(StatusCodes.Status200OK, "text/csv")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    public static void MapFiles(IEndpointRouteBuilder routes) =>
        routes.MapGet("/inbox/views/{id:guid}/people.csv", FileAsync).RequireAuthorization(Permission.ExportData).ExcludeFromDescription();

    private static void MapRounds(IEndpointRouteBuilder api)
    {
        api.MapGet("/surveys/{id:guid}/audience", async (Guid id, string of, ClaimsPrincipal user, PreviewRound previews, CancellationToken cancel) =>
            {
                if (AudienceKey.Read(of) is not { } key)
                    return Refusal.Invalid("form.choice", "of").ToHttp();
                if ((await previews.HandleAsync(id, key, user.AgentId(), cancel)).IsRefused(out var refusal, out var view))
                    return refusal.ToHttp();
                return TypedResults.Ok(new Preview(key.ToString(), view.Audience.Name, view.Audience.People.Count, view.Audience.More, view.Asked.Count, view.LeftOut, await previews.RowsAsync(view.FirstIds, cancel)));
            })
            .RequireAuthorization(Permission.ManageSurveys, Permission.Reply)
            .WithSummary("Who would be asked if the survey went out to a view (view:ID) or a segment (segment:ID) now; nothing is sent")
            .Produces<Preview>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

        api.MapPost("/surveys/{id:guid}/rounds", async (Guid id, StartRound.Request request, ClaimsPrincipal user, StartRound.Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, request, user, cancel)).ToHttp(round => TypedResults.Created($"/api/v1/surveys/{id}/rounds", Round.Of(round))))
            .RequireAuthorization(Permission.ManageSurveys, Permission.Reply)
            .WithSummary("Ask everybody of a view or a segment who may be asked, each in their newest conversation")
            .Produces<Round>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

        api.MapGet("/surveys/{id:guid}/rounds", async (Guid id, [AsParameters] PageQuery page, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                const string list = "rounds";
                if (page.After(list).IsRefused(out var refusal, out var after))
                    return refusal.ToHttp();

                await using var db = await database.CreateDbContextAsync(cancel);
                if (!await db.Surveys.AnyAsync(it => it.Id == id, cancel))
                    return Refusal.NotFound("survey.not_there").ToHttp();
                var found = await db.AskRounds.AsNoTracking().Where(it => it.SurveyId == id).Downward(after, it => it.StartedAt, it => it.Id).Take(page.Size + 1).ToListAsync(cancel);
                return TypedResults.Ok(Page.Of(found, page.Size, list, it => Place.Of(it.StartedAt, it.Id), Round.Of));
            })
            .RequireAuthorization(Permission.ManageSurveys)
            .WithSummary("To which audiences a survey went out, the last first")
            .Produces<Page<Round>>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> FileAsync(Guid id, HttpContext http, ClaimsPrincipal user, FindAudience audiences, IDbContextFactory<AppDb> database, SegmentWords words)
    {
        if ((await audiences.HandleAsync(new(AudienceKind.View, id), user.AgentId(), http.RequestAborted)).IsRefused(out var refusal, out var audience))
            return refusal.ToHttp();

        return CsvFile.Answer(http, "ting-view.csv", async csv =>
        {
            await csv.WriteRowAsync([.. words.Columns()]);
            foreach (var some in audience.People.Select(it => it.PersonId).Chunk(500))
            {
                await using var db = await database.CreateDbContextAsync(http.RequestAborted);
                var people = await db.People.AsNoTracking().Where(it => some.Contains(it.Id)).ToDictionaryAsync(it => it.Id, http.RequestAborted);
                var identities = (await db.Identities.AsNoTracking().Where(it => some.Contains(it.PersonId) && (it.Kind == "email" || it.Kind == "phone")).OrderBy(it => it.Id).ToListAsync(http.RequestAborted)).ToLookup(it => (it.PersonId, it.Kind), it => it.Value);
                foreach (var person in some.Where(people.ContainsKey).Select(id => people[id]))
                    await csv.WriteRowAsync(person.Id.ToString(), person.Name, person.Language, person.Tier, person.Company, string.Join("; ", identities[(person.Id, "email")]), string.Join("; ", identities[(person.Id, "phone")]));
            }
        });
    }
}
