using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Automation.Rules;
using Ting.Server.Features.People;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Files;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Segments;

/// <summary>Segments: seen by everybody who serves people, written by who leads the desk.</summary>
internal static class SegmentEndpoints
{
    /// <param name="Members">How many they were when they were counted last; null before that.</param>
    public sealed record Item(
        Guid Id, string Name, string Strategy, string? Colour, RuleMatch Match, IReadOnlyList<SegmentCondition> Conditions, int? Members, DateTimeOffset? CountedAt, DateTimeOffset CreatedAt, int Version)
    {
        internal static Item Of(Segment it) => new(it.Id, it.Name, it.Strategy, it.Colour, it.Match, it.ReadConditions(), it.Members, it.CountedAt, it.CreatedAt, it.Version);
    }

    public sealed record Items(IReadOnlyList<Item> Segments);

    public sealed record PreviewRequest
    {
        public RuleMatch Match { get; set; }
        public IReadOnlyList<SegmentCondition> Conditions { get; set; } = [];
    }

    /// <summary>One of a person's segments, and how to serve them.</summary>
    public sealed record OfPerson(Guid Id, string Name, string Strategy);

    public sealed record OfPersonItems(IReadOnlyList<OfPerson> Segments);

    public static void Map(IEndpointRouteBuilder api)
    {
        var segments = api.MapGroup("/segments");
        MapReading(segments);
        MapWriting(segments);

        api.MapGet("/people/{id:guid}/segments", async (Guid id, IDbContextFactory<AppDb> database, SegmentsOfPerson reading, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                if (!await db.People.AnyAsync(it => it.Id == id, cancel))
                    return Refusal.NotFound("person.not_found").ToHttp();

                return TypedResults.Ok(new OfPersonItems([.. (await reading.HandleAsync(id, cancel)).Select(it => new OfPerson(it.Id, it.Name, it.Strategy))]));
            })
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("The segments that a person belongs to now, and how to serve them")
            .Produces<OfPersonItems>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    public static void MapFiles(IEndpointRouteBuilder routes) =>
        routes.MapGet("/people/segments/{id:guid}/people.csv", FileAsync).RequireAuthorization(Permission.ExportData).ExcludeFromDescription();

    private static void MapReading(RouteGroupBuilder segments)
    {
        segments.MapGet("", async (IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                return TypedResults.Ok(new Items([.. (await db.Segments.AsNoTracking().OrderBy(it => it.Id).Take(SegmentBook.Most).ToListAsync(cancel)).Select(Item.Of)]));
            })
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("List segments");

        segments.MapGet("/{id:guid}", async (Guid id, HttpContext http, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                return await db.Segments.FindAsync([id], cancel) is { } segment ? Answer(segment, http) : Refusal.NotFound("segment.not_found").ToHttp();
            })
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("One segment")
            .Produces<Item>()
            .ProducesProblem(StatusCodes.Status404NotFound);

        segments.MapGet("/{id:guid}/people", async (Guid id, [AsParameters] PageQuery page, IDbContextFactory<AppDb> database, SegmentPeople people, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                return await db.Segments.FindAsync([id], cancel) is { } segment
                    ? (await people.ListAsync(segment.Match, segment.ReadConditions(), page, cancel)).ToHttp(TypedResults.Ok)
                    : Refusal.NotFound("segment.not_found").ToHttp();
            })
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("Who belongs to a segment now, those first seen last first; a part may be short and still have a next one")
            .Produces<SegmentPeople.Part>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);

        segments.MapGet("/{id:guid}/people.csv", FileAsync)
            .RequireAuthorization(Permission.ExportData)
            .WithSummary("Who belongs to a segment now, as a CSV file")
            .Produces<string>(StatusCodes.Status200OK, "text/csv")
            .ProducesProblem(StatusCodes.Status404NotFound);

        segments.MapPost("/preview", async (PreviewRequest request, Kept<SegmentWorld> worlds, SegmentPeople people, CancellationToken cancel) =>
                SegmentChecks.Of(request.Match, request.Conditions, await worlds.ReadAsync(cancel)) is { } refusal
                    ? refusal.ToHttp()
                    : TypedResults.Ok(await people.PreviewAsync(request.Match, SaveSegment.Request.Clean(request.Conditions), cancel)))
            .RequireAuthorization(Permission.ManageSegments)
            .WithSummary("How many people conditions hold for, up to a bound, and the first of them")
            .Produces<SegmentPeople.Preview>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
    }

    private static void MapWriting(RouteGroupBuilder segments)
    {
        segments.MapPost("", async (SaveSegment.Request request, SaveSegment.Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(null, request, null, cancel)).ToHttp(segment => TypedResults.Created($"/api/v1/segments/{segment.Id}", Item.Of(segment))))
            .RequireAuthorization(Permission.ManageSegments)
            .WithSummary("Make a segment")
            .Produces<Item>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);

        segments.MapPut("/{id:guid}", async (Guid id, SaveSegment.Request request, HttpContext http, SaveSegment.Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, request, http.Request.IfMatch(), cancel)).ToHttp(segment => Answer(segment, http)))
            .RequireAuthorization(Permission.ManageSegments)
            .WithSummary("Write a segment anew")
            .Produces<Item>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);

        segments.MapDelete("/{id:guid}", async (Guid id, SaveSegment.Handler handler, CancellationToken cancel) =>
                (await handler.RemoveAsync(id, cancel)).ToHttp(_ => TypedResults.NoContent()))
            .RequireAuthorization(Permission.ManageSegments)
            .WithSummary("Take a segment away; the people stay")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> FileAsync(Guid id, HttpContext http, IDbContextFactory<AppDb> database, SegmentPeople people, SegmentWords words)
    {
        await using var look = await database.CreateDbContextAsync(http.RequestAborted);
        if (await look.Segments.AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, http.RequestAborted) is not { } segment)
            return Refusal.NotFound("segment.not_found").ToHttp();

        return CsvFile.Answer(http, "ting-segment.csv", async csv =>
        {
            await csv.WriteRowAsync([.. words.Columns()]);
            await foreach (var part in people.AllAsync(segment.Match, segment.ReadConditions(), http.RequestAborted))
            {
                Guid[] ids = [.. part.Select(it => it.Id)];
                await using var db = await database.CreateDbContextAsync(http.RequestAborted);
                var identities = (await db.Identities.AsNoTracking().Where(it => ids.Contains(it.PersonId) && (it.Kind == "email" || it.Kind == "phone")).OrderBy(it => it.Id).ToListAsync(http.RequestAborted)).ToLookup(it => (it.PersonId, it.Kind), it => it.Value);
                foreach (var person in part)
                    await csv.WriteRowAsync(person.Id.ToString(), person.Name, person.Language, person.Tier, person.Company, string.Join("; ", identities[(person.Id, "email")]), string.Join("; ", identities[(person.Id, "phone")]));
            }
        });
    }

    private static Ok<Item> Answer(Segment segment, HttpContext http)
    {
        http.Response.Tag(segment.Version);
        return TypedResults.Ok(Item.Of(segment));
    }
}
