using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Academy.Courses;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Academy.Writing;

/// <summary>What trainers find to write in, and what was published when.</summary>
public sealed class ReadHouseCourses(IDbContextFactory<AppDb> database, Kept<CourseBook> books)
{
    private const string ListName = "editions";

    /// <param name="Edition">What learners have; 0 for the shipped text, or nothing.</param>
    /// <param name="ShippedChanged">An upgrade brought another text than the one that the house looked at.</param>
    public sealed record Entry(string Key, string Title, string Icon, bool IsOwn, int Edition, bool IsDraft, string? DraftBy, DateTimeOffset? DraftAt, bool ShippedChanged);

    public sealed record EditionItem(int Number, string Note, string By, DateTimeOffset At, bool IsShipped)
    {
        internal static EditionItem Of(CourseEdition it) => new(it.Number, it.Note, it.By, it.At, it.FilesJson is null);
    }

    /// <param name="language">zh-Hans, ja or en: of the titles.</param>
    public async Task<IReadOnlyList<Entry>> ListAsync(string language, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var rows = await db.HouseCourses.OrderBy(it => it.Key).Take(HouseCourse.Most)
            .Select(it => new { it.Key, it.Edition, IsDraft = it.DraftJson != null, it.DraftBy, it.DraftAt, it.ShippedHash, Unread = it.ShippedHash == null && it.EditionId == null ? it.DraftJson : null })
            .ToListAsync(cancel);
        var book = await books.ReadAsync(cancel);
        var house = rows.ToDictionary(it => it.Key);
        var known = book.In(language).Select(course => (course.Key, course.Title, course.Icon))
            .Concat(rows.Where(row => row.ShippedHash is null && book.Find(row.Key, language) is null).Select(row => (row.Key, Title: TitleOf(row.Unread, language) ?? row.Key, Icon: "book")));
        return
        [
            .. known.Select(course => house.GetValueOrDefault(course.Key) is { } row
                ? new Entry(course.Key, course.Title, course.Icon, row.ShippedHash is null, row.Edition, row.IsDraft, row.DraftBy, row.DraftAt,
                    row.ShippedHash is { } seen && (row.Edition > 0 || row.IsDraft) && ShippedCourses.Find(row.Key) is { } shipped && shipped.Hash != seen)
                : new Entry(course.Key, course.Title, course.Icon, IsOwn: false, Edition: 0, IsDraft: false, null, null, ShippedChanged: false)),
        ];
    }

    /// <summary>The newest first.</summary>
    internal async Task<Outcome<Page<EditionItem>>> EditionsAsync(string key, PageQuery page, CancellationToken cancel)
    {
        if (page.After(ListName).IsRefused(out var refusal, out var after))
            return refusal;
        await using var db = await database.CreateDbContextAsync(cancel);
        if (!ShippedCourses.Has(key) && !await db.HouseCourses.AnyAsync(it => it.Key == key, cancel))
            return Refusal.NotFound("course.not_found");
        var last = after.IsStart ? int.MaxValue : (int)after.Number;
        var found = await db.CourseEditions.Where(it => it.Course == key && it.Number < last).OrderByDescending(it => it.Number).Take(page.Size + 1)
            .Select(it => new EditionItem(it.Number, it.Note, it.By, it.At, it.FilesJson == null)).ToListAsync(cancel);
        return Page.Of(found, page.Size, ListName, it => Place.Of(it.Number), it => it);
    }

    /// <param name="number">0 for the shipped text, -1 for the draft.</param>
    /// <returns>Null when there is none.</returns>
    public async Task<IReadOnlyDictionary<string, string>?> FilesAsync(string key, int number, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        if (number == 0)
            return ShippedCourses.Find(key)?.Texts;
        if (number < 0)
            return (await db.HouseCourses.FindAsync([key], cancel))?.Draft;
        return await db.CourseEditions.AsNoTracking().SingleOrDefaultAsync(it => it.Course == key && it.Number == number, cancel) is { } edition
            ? edition.FilesJson is null ? ShippedCourses.Find(key)?.Texts : edition.Texts
            : null;
    }

    /// <summary>The text that an attempt answered.</summary>
    public async Task<Course?> AnsweredAsync(string key, string language, int edition, CancellationToken cancel)
    {
        var book = await books.ReadAsync(cancel);
        if (book.Find(key, language) is { } now && now.Edition == edition && now.Language == language)
            return now;
        if (edition == 0)
            return ShippedCourses.Has(key) ? ShippedCourses.In(language).FirstOrDefault(course => course.Key == key) : null;
        await using var db = await database.CreateDbContextAsync(cancel);
        return (await db.CourseEditions.AsNoTracking().SingleOrDefaultAsync(it => it.Course == key && it.Number == edition, cancel))?.Build().GetValueOrDefault(language);
    }

    private static string? TitleOf(string? draft, string language) =>
        draft is not null && CourseFormat.Read(Files.Read(draft), []) is { } written ? (written.Texts.GetValueOrDefault(language) ?? written.Texts.Values.First()).Title : null;
}
