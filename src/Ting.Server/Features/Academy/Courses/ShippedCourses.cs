using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Ting.Server.Features.Academy.Courses;

/// <summary>The courses that are part of the program. What nobody expects in one of their files is a fault of ours and is not passed over.</summary>
internal static class ShippedCourses
{
    private static readonly Dictionary<string, Lazy<Files>> All = ContentFiles.Folders("course").ToDictionary(key => key, key => new Lazy<Files>(() => Read(key)));

    private static readonly ConcurrentDictionary<string, IReadOnlyList<Course>> Built = [];

    /// <param name="Texts">Its files as <see cref="CourseFormat.Write"/> puts them, so that they can be laid beside the house's own.</param>
    /// <param name="Hash">Of them: it changes when an upgrade brings another text.</param>
    public sealed record Files(WrittenCourse Course, IReadOnlyDictionary<string, string> Texts, string Hash);

    public static Files? Find(string key) => All.GetValueOrDefault(key)?.Value;

    public static bool Has(string key) => All.ContainsKey(key);

    /// <param name="language">zh-Hans, ja or en.</param>
    public static IReadOnlyList<Course> In(string language) =>
        Built.GetOrAdd(language, static it => [.. All.Select(entry => CourseFormat.Build(entry.Key, it, entry.Value.Value.Course, edition: 0)).OrderBy(course => course.Place)]);

    /// <summary>A new one to write in: nobody else holds it.</summary>
    public static WrittenCourse Copy(IReadOnlyDictionary<string, string> files) => CourseFormat.Read(files, []) ?? throw new InvalidOperationException("What was written cannot be read again.");

    public static string HashOf(IReadOnlyDictionary<string, string> files) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', files.OrderBy(it => it.Key, StringComparer.Ordinal).Select(it => $"{it.Key}\0{it.Value}")))));

    private static Files Read(string key)
    {
        List<FileProblem> problems = [];
        var course = CourseFormat.Read(CourseFormat.Names.ToDictionary(name => name, name => ContentFiles.Text($"course.{key}.{name}")), problems);
        if (course is null || problems.Count > 0)
            throw new InvalidOperationException($"The course {key} cannot be read: {string.Join("; ", problems)}");
        if (course.Texts.FirstOrDefault(it => it.Value.Lessons.Count != course.Shape.Lessons.Count || it.Value.Exercises.Count != course.Shape.Exercises.Count()) is { Key: { } language })
            throw new InvalidOperationException($"A lesson or exercise of the course {key} has no text in {language}.");

        var texts = CourseFormat.Write(course);
        return new Files(course, texts, HashOf(texts));
    }
}
