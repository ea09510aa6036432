using Ting.Server.Features.Academy.Courses;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Academy.Writing;

/// <summary>A course is taken from a file: all of it becomes the draft, or nothing does.</summary>
public static class ImportCourse
{
    /// <param name="Desk">Null when it was refused: then the problems say why.</param>
    internal sealed record Result(CourseDesk? Desk, IReadOnlyList<FileProblem> Problems);

    public sealed class Handler(WriteCourse.Handler writing)
    {
        /// <param name="key">The course whose draft it becomes; null for what its folder is called.</param>
        /// <param name="expected">The version the caller has seen; null when it does not matter.</param>
        internal async Task<Outcome<Result>> HandleAsync(string? key, IFormFile file, string actor, int? expected, CancellationToken cancel)
        {
            if (file.Length is 0 or > CourseArchive.MostBytes)
                return file.Length == 0 ? Refusal.Invalid("writing.file_empty", "file") : Refusal.TooLarge("writing.file_large") with { Field = "file" };

            List<FileProblem> problems = [];
            using var content = new MemoryStream();
            await file.CopyToAsync(content, cancel);
            content.Position = 0;
            var (folder, course) = CourseArchive.Read(content, problems);
            if (course is null || problems.Count > 0)
                return new Result(null, problems);

            var wanted = key ?? folder ?? Path.GetFileNameWithoutExtension(file.FileName.Replace('\\', '/'));
            if (key is null && await writing.FindAsync(wanted, cancel) is { IsDraft: true })
                return Refusal.Conflict("writing.draft_there") with { Field = "file" };
            return (await writing.PutAsync(wanted, course, actor, expected, cancel)).IsRefused(out var refusal, out var desk)
                ? refusal.Field == "key" ? refusal with { Field = "file" } : refusal
                : new Result(desk, []);
        }
    }
}
