using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Academy.Writing;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Localisation;

namespace Ting.Server.Features.Academy.Courses;

/// <summary>
/// Every course in every language as learners have it now: what was shipped, what this house has published over it, and courses of its own.
/// Asked for through <see cref="Kept{T}"/>, so that what is published is there at once, and within seconds on another server.
/// </summary>
public sealed class CourseBook
{
    // An edition never changes, so each is read once; what was replaced is forgotten when there are many.
    private const int MostRemembered = 400;
    private static readonly ConcurrentDictionary<Guid, IReadOnlyDictionary<string, Course>> Editions = [];

    private readonly Dictionary<string, Lazy<IReadOnlyList<Course>>> _courses;

    /// <summary>Only what was shipped.</summary>
    public CourseBook() : this([]) { }

    private CourseBook(IReadOnlyList<(string Key, IReadOnlyDictionary<string, Course> Texts)> house) =>
        _courses = Languages.All.ToDictionary(language => language.Code, language => new Lazy<IReadOnlyList<Course>>(() => Together(house, language.Code)));

    /// <param name="language">zh-Hans, ja or en. A course of the house's own that is not written in it comes in a language in which it is.</param>
    public IReadOnlyList<Course> In(string language) => _courses[language].Value;

    public Course? Find(string key, string language) => In(language).FirstOrDefault(course => course.Key == key);

    internal static async Task<CourseBook> ReadAsync(AppDb db, CancellationToken cancel)
    {
        var published = await db.HouseCourses.Where(it => it.EditionId != null).OrderBy(it => it.Key).Take(HouseCourse.Most).Select(it => new { it.Key, Id = it.EditionId!.Value }).ToListAsync(cancel);
        var unknown = published.Select(it => it.Id).Where(id => !Editions.ContainsKey(id)).ToList();
        if (Editions.Count + unknown.Count > MostRemembered)
        {
            Editions.Clear();
            unknown = published.ConvertAll(it => it.Id);
        }

        foreach (var id in unknown)
            Editions[id] = await db.CourseEditions.AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, cancel) is { } edition ? edition.Build() : new Dictionary<string, Course>();
        return new CourseBook([.. published.Select(it => (it.Key, Editions.GetValueOrDefault(it.Id) ?? new Dictionary<string, Course>()))]);
    }

    private static IReadOnlyList<Course> Together(IReadOnlyList<(string Key, IReadOnlyDictionary<string, Course> Texts)> house, string language)
    {
        var shipped = ShippedCourses.In(language);
        if (house.Count == 0)
            return shipped;

        var own = house.Select(it => it.Texts.GetValueOrDefault(language) ?? (ShippedCourses.Has(it.Key) ? null : Languages.All.Select(other => it.Texts.GetValueOrDefault(other.Code)).OfType<Course>().FirstOrDefault()))
            .OfType<Course>()
            .ToDictionary(course => course.Key);
        return [.. shipped.Where(course => !own.ContainsKey(course.Key)).Concat(own.Values).OrderBy(course => course.Place).ThenBy(course => course.Key, StringComparer.Ordinal)];
    }
}
