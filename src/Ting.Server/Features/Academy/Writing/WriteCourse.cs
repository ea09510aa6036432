using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Academy.Courses;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Localisation;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Academy.Writing;

/// <summary>A course as it is being written: the draft when there is one, else what learners have.</summary>
/// <param name="Row">Null while the house has changed nothing of a shipped course.</param>
/// <param name="Problems">What is in the way of publishing it.</param>
internal sealed record CourseDesk(string Key, HouseCourse? Row, WrittenCourse Course, IReadOnlyList<FileProblem> Problems)
{
    public bool IsOwn => Row?.IsOwn is true;

    public bool IsDraft => Row?.DraftJson is not null;

    public int Version => Row?.Version ?? 0;

    /// <summary>An upgrade has brought another text of a course that the house has its own version of.</summary>
    public bool ShippedChanged => Row is { ShippedHash: { } seen } && (Row.EditionId is not null || IsDraft) && ShippedCourses.Find(Key)?.Hash is { } now && now != seen;

    /// <summary>The languages it is written in.</summary>
    public IReadOnlyList<string> Written => [.. Languages.All.Select(it => it.Code).Where(Course.Texts.ContainsKey)];
}

/// <summary>Trainers write courses in the browser: a draft that everybody who trains shares, and editions that learners have.</summary>
public static class WriteCourse
{
    /// <summary>Of all files of a course together, in characters.</summary>
    public const int MostCharacters = 1_000_000;

    /// <summary>Addresses of the academy that are no course.</summary>
    public static readonly IReadOnlySet<string> Reserved = new HashSet<string> { "voice", "field-service", "journal", "homework", "team", "listening-test", "role-plays", "plays", "pairs", "certificates", "write", "body-table", "import", "checklists" };

    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        internal async Task<CourseDesk?> FindAsync(string key, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            return await ReadAsync(db, key, cancel);
        }

        public async Task<Outcome<HouseCourse>> CreateAsync(string? key, string? title, string language, string actor, CancellationToken cancel)
        {
            var wanted = key?.Trim() ?? "";
            if (Check.Name(title, "title", CourseChecks.LongestTitle) is { } unnamed)
                return unnamed;
            var written = new WrittenCourse { Shape = new CourseFile { Place = 100, Minutes = 15, Icon = "book" } };
            written.Texts[language] = new CourseTextFile { Title = title!.Trim() };
            return await AddAsync(wanted, CourseFormat.Write(written), actor, cancel);
        }

        /// <summary>Changes the draft, which begins with what learners have when there is none.</summary>
        /// <param name="change">Answers why it cannot be, or null.</param>
        internal Task<Outcome<CourseDesk>> ChangeAsync(string key, string actor, Func<WrittenCourse, Refusal?> change, CancellationToken cancel) => ChangeAsync(key, actor, change, alongside: null, cancel);

        /// <param name="alongside">What is saved together with it.</param>
        internal Task<Outcome<CourseDesk>> ChangeAsync(string key, string actor, Func<WrittenCourse, Refusal?> change, Action<AppDb>? alongside, CancellationToken cancel) => Attempts.OnConflictAsync<Outcome<CourseDesk>>(async () =>
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await ReadAsync(db, key, cancel) is not { } desk)
                return Refusal.NotFound("course.not_found");
            if (change(desk.Course) is { } refusal)
                return refusal;
            alongside?.Invoke(db);
            return await StoreAsync(db, desk, desk.Course, actor, cancel);
        });

        /// <summary>Takes whole files as the draft, of a course that there is or of a new one of the house's own.</summary>
        /// <param name="expected">The version the caller has seen; null when it does not matter, -1 when there must be none.</param>
        internal async Task<Outcome<CourseDesk>> PutAsync(string key, WrittenCourse written, string actor, int? expected, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await ReadAsync(db, key, cancel) is not { } desk)
            {
                if (expected is > 0)
                    return Refusal.NotFound("course.not_found");
                return (await AddAsync(key, CourseFormat.Write(written), actor, cancel)).IsRefused(out var refusal, out _) ? refusal : (await FindAsync(key, cancel))!;
            }

            if (expected is { } seen && seen != desk.Version)
                return Refusal.Stale("writing.changed_meanwhile");
            try
            {
                return await StoreAsync(db, desk, written, actor, cancel);
            }
            catch (DbUpdateException error) when (Attempts.IsConflict(error))
            {
                return Refusal.Stale("writing.changed_meanwhile");
            }
        }

        /// <param name="expected">The version whose draft was looked at.</param>
        public async Task<Outcome<CourseEdition>> PublishAsync(string key, string? note, string actor, int? expected, CancellationToken cancel)
        {
            if (note?.Length > CourseEdition.LongestNote)
                return Refusal.Invalid("form.too_long", "note");
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await ReadAsync(db, key, cancel) is not { } desk)
                return Refusal.NotFound("course.not_found");
            if (desk.Row is not { Draft: { } draft } row)
                return Refusal.Conflict("writing.no_draft");
            if (expected is { } seen && seen != row.Version)
                return Refusal.Stale("writing.changed_meanwhile");
            if (desk.Problems.Count > 0)
                return Refusal.Conflict("writing.not_ready");
            if (ShippedCourses.HashOf(await LearnersHaveAsync(db, row, cancel)) == ShippedCourses.HashOf(draft))
                return Refusal.Conflict("writing.nothing_new");
            return await PublishAsync(db, row, draft, Clean(note), actor, cancel);
        }

        /// <summary>Learners get an earlier edition again, as a new one.</summary>
        /// <param name="number">0 for the shipped text; for a course of the house's own, that it is withdrawn.</param>
        public async Task<Outcome<CourseEdition>> RestoreAsync(string key, int number, string actor, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.HouseCourses.FindAsync([key], cancel) is not { } row)
                return Refusal.NotFound("course.not_found");
            if (number == row.Edition && row.LastEdition > 0)
                return Refusal.Conflict("writing.nothing_new");
            if (number == 0)
            {
                if (ShippedCourses.Find(key) is { } shipped)
                    row.Saw(shipped.Hash);
                return await PublishAsync(db, row, null, "", actor, cancel);
            }

            if (await db.CourseEditions.AsNoTracking().SingleOrDefaultAsync(it => it.Course == key && it.Number == number && it.FilesJson != null, cancel) is not { } earlier)
                return Refusal.NotFound("edition.not_found");
            if (earlier.Build().Count == 0)
                return Refusal.Conflict("writing.not_ready");
            return await PublishAsync(db, row, earlier.Texts, $"#{number}", actor, cancel);
        }

        public Task<Outcome<bool>> DiscardAsync(string key, CancellationToken cancel) => ChangeRowAsync(key, row => row.Discard(), cancel);

        /// <summary>The house keeps its own version although the shipped text is another one now.</summary>
        public Task<Outcome<bool>> KeepAsync(string key, CancellationToken cancel) => ChangeRowAsync(key, row =>
        {
            if (ShippedCourses.Find(key) is { } shipped)
                row.Saw(shipped.Hash);
        }, cancel);

        private async Task<Outcome<HouseCourse>> AddAsync(string key, IReadOnlyDictionary<string, string> files, string actor, CancellationToken cancel)
        {
            if (!CourseChecks.IsKey(key) || Reserved.Contains(key))
                return Refusal.Invalid("writing.key", "key");
            if (ShippedCourses.Has(key))
                return Refusal.Conflict("writing.key_taken") with { Field = "key" };
            if (TooLong(files))
                return Refusal.TooLarge("writing.too_long");

            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.HouseCourses.CountAsync(cancel) >= HouseCourse.Most)
                return Refusal.Conflict("writing.too_many");
            if (await db.HouseCourses.AnyAsync(it => it.Key == key, cancel))
                return Refusal.Conflict("writing.key_taken") with { Field = "key" };
            var row = db.HouseCourses.Add(new HouseCourse(key, shipped: null)).Entity;
            row.Write(files, actor, clock.GetUtcNow());
            return await db.SaveOrRefuseAsync("writing.key_taken", cancel) is { } refusal ? refusal with { Field = "key" } : row;
        }

        private Task<Outcome<bool>> ChangeRowAsync(string key, Action<HouseCourse> change, CancellationToken cancel) => Attempts.OnConflictAsync<Outcome<bool>>(async () =>
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.HouseCourses.FindAsync([key], cancel) is not { } row)
                return Refusal.NotFound("course.not_found");
            change(row);
            await db.SaveChangesAsync(cancel);
            return true;
        });

        private async Task<Outcome<CourseDesk>> StoreAsync(AppDb db, CourseDesk desk, WrittenCourse written, string actor, CancellationToken cancel)
        {
            var files = CourseFormat.Write(written);
            if (TooLong(files))
                return Refusal.TooLarge("writing.too_long");

            var row = desk.Row ?? db.HouseCourses.Add(new HouseCourse(desk.Key, ShippedCourses.Find(desk.Key)!.Hash)).Entity;
            row.Write(files, actor, clock.GetUtcNow());
            await db.SaveChangesAsync(cancel);
            return DeskOf(desk.Key, row, files)!;
        }

        private async Task<Outcome<CourseEdition>> PublishAsync(AppDb db, HouseCourse row, IReadOnlyDictionary<string, string>? files, string note, string actor, CancellationToken cancel)
        {
            var edition = db.CourseEditions.Add(new CourseEdition(row.Key, row.LastEdition + 1, files, note, actor, clock.GetUtcNow())).Entity;
            row.Publish(edition);
            return await db.SaveOrRefuseAsync("writing.changed_meanwhile", cancel) is { } refusal ? refusal with { Kind = RefusalKind.Stale } : edition;
        }

        private static async Task<CourseDesk?> ReadAsync(AppDb db, string key, CancellationToken cancel)
        {
            var row = await db.HouseCourses.FindAsync([key], cancel);
            return row is null
                ? ShippedCourses.Find(key) is { } shipped ? DeskOf(key, null, shipped.Texts) : null
                : DeskOf(key, row, row.Draft ?? await LearnersHaveAsync(db, row, cancel));
        }

        // What was withdrawn is gone on with where it was left.
        private static async Task<IReadOnlyDictionary<string, string>> LearnersHaveAsync(AppDb db, HouseCourse row, CancellationToken cancel)
        {
            var edition = row.EditionId is { } id
                ? await db.CourseEditions.AsNoTracking().SingleAsync(it => it.Id == id, cancel)
                : row.IsOwn ? await db.CourseEditions.AsNoTracking().Where(it => it.Course == row.Key && it.FilesJson != null).OrderByDescending(it => it.Number).FirstOrDefaultAsync(cancel) : null;
            return edition?.Texts ?? ShippedCourses.Find(row.Key)?.Texts ?? new Dictionary<string, string>();
        }

        private static CourseDesk? DeskOf(string key, HouseCourse? row, IReadOnlyDictionary<string, string> files)
        {
            List<FileProblem> problems = [];
            return CourseFormat.Read(files, problems) is { } written ? new CourseDesk(key, row, written, problems) : null;
        }

        private static bool TooLong(IReadOnlyDictionary<string, string> files) => files.Values.Sum(text => text.Length) > MostCharacters;

        private static string Clean(string? note) => new string([.. (note ?? "").Where(it => !char.IsControl(it))]).Trim();
    }
}
