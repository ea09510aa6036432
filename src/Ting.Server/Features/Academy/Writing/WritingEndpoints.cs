using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Ting.Server.Features.Academy.Courses;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Academy.Writing;

/// <summary>Courses as those write them who train: drafts, editions and files. The same rules as on the pages.</summary>
internal static class WritingEndpoints
{
    /// <param name="Files">course.yaml, zh-Hans.md, ja.md and en.md, by name; of the texts one is enough.</param>
    public sealed record PutRequest(IReadOnlyDictionary<string, string>? Files);

    /// <param name="Note">What changed, for whoever looks at the editions.</param>
    public sealed record PublishRequest(string? Note);

    /// <param name="Edition">What learners have; 0 for the shipped text, or nothing.</param>
    /// <param name="IsDraft">The files are being written; false when they are what learners have.</param>
    /// <param name="Problems">What is in the way of publishing.</param>
    public sealed record Draft(string Key, bool IsOwn, bool IsDraft, int Edition, bool ShippedChanged, int Version, IReadOnlyDictionary<string, string> Files, IReadOnlyList<FileProblem> Problems)
    {
        internal static Draft Of(CourseDesk it) => new(it.Key, it.IsOwn, it.IsDraft, it.Row?.Edition ?? 0, it.ShippedChanged, it.Version, CourseFormat.Write(it.Course), it.Problems);
    }

    public sealed record Edition(int Number, string Note, string By, DateTimeOffset At, bool IsShipped)
    {
        internal static Edition Of(CourseEdition it) => new(it.Number, it.Note, it.By, it.At, it.FilesJson is null);
    }

    public sealed record EditionFiles(int Number, IReadOnlyDictionary<string, string> Files);

    public static void Map(IEndpointRouteBuilder api)
    {
        var courses = api.MapGroup("/courses").RequireAuthorization(Permission.Train);

        courses.MapGet("/{key}/draft", async (string key, HttpContext http, WriteCourse.Handler handler, CancellationToken cancel) =>
                await handler.FindAsync(key, cancel) is { } desk ? Answer(desk, http) : Refusal.NotFound("course.not_found").ToHttp())
            .WithSummary("A course as it is being written, as files; what learners have when nobody writes")
            .Produces<Draft>()
            .ProducesProblem(StatusCodes.Status404NotFound);

        courses.MapPut("/{key}/draft", async (string key, PutRequest request, ClaimsPrincipal user, HttpContext http, WriteCourse.Handler handler, IStringLocalizer<WritingText> text, CancellationToken cancel) =>
            {
                if (request.Files is null || request.Files.Values.Any(it => it is null))
                    return Refusal.Invalid("form.required", "files").ToHttp();
                if (request.Files.Values.Sum(it => (long)it.Length) > WriteCourse.MostCharacters)
                    return Refusal.TooLarge("writing.too_long").ToHttp();
                List<FileProblem> problems = [];
                var written = CourseFormat.Read(request.Files.ToDictionary(it => it.Key, it => it.Value.ReplaceLineEndings("\n")), problems);
                return written is null
                    ? Refused(problems, text)
                    : (await handler.PutAsync(key, written, user.Actor(), http.Request.IfMatch(), cancel)).ToHttp(desk => Answer(desk, http));
            })
            .WithSummary("Write a course's files; a key that is not there yet becomes a course of the house's own. Learners get it when it is published")
            .Produces<Draft>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge);

        courses.MapDelete("/{key}/draft", async (string key, WriteCourse.Handler handler, CancellationToken cancel) => (await handler.DiscardAsync(key, cancel)).ToHttp(_ => TypedResults.NoContent()))
            .WithSummary("Throw a draft away; what learners have stays")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);

        courses.MapPost("/{key}/editions", async (string key, PublishRequest request, ClaimsPrincipal user, HttpContext http, WriteCourse.Handler handler, CancellationToken cancel) =>
                (await handler.PublishAsync(key, request.Note, user.Actor(), http.Request.IfMatch(), cancel)).ToHttp(it => TypedResults.Created($"{ApiSetup.Root}/courses/{key}/editions/{it.Number}", Edition.Of(it))))
            .WithSummary("Publish the draft: learners have it from then on")
            .Produces<Edition>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);

        courses.MapGet("/{key}/editions", async (string key, [AsParameters] PageQuery page, ReadHouseCourses reading, CancellationToken cancel) =>
                (await reading.EditionsAsync(key, page, cancel)).ToHttp(part => TypedResults.Ok(part.Select(it => new Edition(it.Number, it.Note, it.By, it.At, it.IsShipped)))))
            .WithSummary("What was published of a course, the newest first")
            .Produces<Page<Edition>>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);

        courses.MapGet("/{key}/editions/{number:int}", async (string key, int number, ReadHouseCourses reading, CancellationToken cancel) =>
                number >= 0 && await reading.FilesAsync(key, number, cancel) is { } files ? TypedResults.Ok(new EditionFiles(number, files)) : Refusal.NotFound("edition.not_found").ToHttp())
            .WithSummary("The files of an edition; 0 for the shipped text")
            .Produces<EditionFiles>()
            .ProducesProblem(StatusCodes.Status404NotFound);

        courses.MapPost("/{key}/editions/{number:int}/restore", async (string key, int number, ClaimsPrincipal user, WriteCourse.Handler handler, CancellationToken cancel) =>
                (await handler.RestoreAsync(key, number, user.Actor(), cancel)).ToHttp(it => TypedResults.Created($"{ApiSetup.Root}/courses/{key}/editions/{it.Number}", Edition.Of(it))))
            .WithSummary("Learners get an earlier edition again; 0 for the shipped text, or to withdraw a course of the house's own")
            .Produces<Edition>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);

        courses.MapGet("/{key}/files", async (string key, int? edition, ReadHouseCourses reading, WriteCourse.Handler handler, CancellationToken cancel) => await ArchiveAsync(key, edition, reading, handler, cancel))
            .WithSummary("A course as a ZIP of its files: what is being written, or an edition; 0 for the shipped text")
            .Produces(StatusCodes.Status200OK, contentType: "application/zip")
            .ProducesProblem(StatusCodes.Status404NotFound);

        courses.MapPost("/import", async ([FromForm] IFormFile file, string? key, ClaimsPrincipal user, HttpContext http, ImportCourse.Handler handler, IStringLocalizer<WritingText> text, CancellationToken cancel) =>
            {
                if ((await handler.HandleAsync(key, file, user.Actor(), http.Request.IfMatch(), cancel)).IsRefused(out var refusal, out var result))
                    return refusal.ToHttp();
                return result.Desk is { } desk ? Answer(desk, http) : Refused(result.Problems, text);
            })
            .DisableAntiforgery()
            .WithMetadata(new RequestSizeLimitAttribute(CourseArchive.MostBytes + 100_000))
            .WithSummary("Take a course from a ZIP as a draft, all of it or nothing; without a key its folder's name is its key")
            .Produces<Draft>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge);
    }

    /// <summary>What the pages lead to.</summary>
    public static void MapFiles(IEndpointRouteBuilder routes) =>
        routes.MapGet($"{WritingAddress.Home}/{{key}}/files", async (string key, int? edition, ReadHouseCourses reading, WriteCourse.Handler handler, CancellationToken cancel) => await ArchiveAsync(key, edition, reading, handler, cancel))
            .RequireAuthorization(Permission.Train)
            .ExcludeFromDescription();

    private static async Task<IResult> ArchiveAsync(string key, int? edition, ReadHouseCourses reading, WriteCourse.Handler handler, CancellationToken cancel)
    {
        var files = edition is >= 0 and var number ? await reading.FilesAsync(key, number, cancel) : await handler.FindAsync(key, cancel) is { } desk ? CourseFormat.Write(desk.Course) : null;
        return files is null ? Refusal.NotFound("edition.not_found").ToHttp() : TypedResults.File(CourseArchive.Write(key, files), "application/zip", $"{key}.zip");
    }

    private static IResult Answer(CourseDesk desk, HttpContext http)
    {
        http.Response.Tag(desk.Version);
        return TypedResults.Ok(Draft.Of(desk));
    }

    // Each under its file and line.
    private static IResult Refused(IReadOnlyList<FileProblem> problems, IStringLocalizer<WritingText> text) => TypedResults.Problem(new HttpValidationProblemDetails(
        problems.GroupBy(it => $"{it.File}:{it.Line}").ToDictionary(it => it.Key, it => it.Select(text.Of).ToArray()))
    {
        Title = "writing.files",
        Status = StatusCodes.Status400BadRequest,
    });
}
