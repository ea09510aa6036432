using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Fields;

/// <summary>Makes a field, changes it, puts it elsewhere in the order, archives it and brings it back. Its key and kind stay what they are: values hang on them.</summary>
public static partial class SaveField
{
    public const int MostOptions = 100;

    /// <summary>With those that are no longer offered.</summary>
    private const int MostKept = 200;
    public const int MostName = 60;
    public const int MostHelp = 300;

    public sealed record Request
    {
        /// <summary>Small letters, digits, - and _; made of the English name when not given. Counts only when the field is new.</summary>
        public string? Key { get; set; }

        /// <summary>Counts only when the field is new.</summary>
        public FieldKind Kind { get; set; }

        /// <summary>What it is called; one language is enough.</summary>
        public Wording Names { get; set; } = Wording.None;

        public Wording? Help { get; set; }
        public bool Required { get; set; }

        /// <summary>Of a number.</summary>
        public string? Unit { get; set; }

        /// <summary>The smallest number that may stand in it.</summary>
        public decimal? Least { get; set; }

        public decimal? Most { get; set; }

        /// <summary>Of a list, in its order. One that is left out is retired when the field had it: who has it keeps it.</summary>
        public IReadOnlyList<OptionInput> Options { get; set; } = [];
    }

    /// <param name="Key">Made when it is not given.</param>
    public sealed record OptionInput(string? Key, Wording? Name, bool Retired = false);

    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        /// <param name="id">Null for a new one.</param>
        /// <param name="expected">The version the caller has seen; null when it does not matter.</param>
        public async Task<Outcome<CustomField>> HandleAsync(Guid? id, Request request, string actor, int? expected, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var known = id is null ? null : await db.CustomFields.FindAsync([id.Value], cancel);
            if (id is not null && known is null)
                return Refusal.NotFound("field.not_found");
            if (known is not null && expected is { } seen && seen != known.Version)
                return Refusal.Stale("field.changed_meanwhile");
            if (Wrong(request, known?.Kind ?? request.Kind) is { } refusal)
                return refusal;
            if (known is null && await db.CustomFields.CountAsync(cancel) >= FieldBook.Most)
                return Refusal.Conflict("field.too_many");

            var key = known?.Key ?? (string.IsNullOrWhiteSpace(request.Key) ? await FreeKeyAsync(db, request.Names, cancel) : request.Key.Trim());
            if (!KeyForm.IsMatch(key))
                return Refusal.Invalid("field.key", "key");

            var now = clock.GetUtcNow();
            var field = known ?? db.CustomFields.Add(new CustomField(key, request.Kind, await LastAsync(db, cancel) + 1, now)).Entity;
            field.Describe(request.Names.Tidy(), (request.Help ?? Wording.None).Tidy(), request.Required);
            field.Measure(request.Unit?.Trim() ?? "", field.Kind is FieldKind.Number ? PartsOf(request.Least) : null, field.Kind is FieldKind.Number ? PartsOf(request.Most) : null);
            var options = field.Kind is FieldKind.Choice or FieldKind.Choices ? Listed(request.Options, field.ReadOptions()) : [];
            if (options.Count > MostKept)
                return Refusal.Invalid("field.too_many_options", "options");
            field.Offer(options);
            db.Append(field.Log(known is null ? "field.added" : "field.changed", actor, now));
            return await SaveAsync(db, field, cancel);
        }

        public async Task<Outcome<CustomField>> ArchiveAsync(Guid id, bool archived, string actor, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.CustomFields.FindAsync([id], cancel) is not { } field)
                return Refusal.NotFound("field.not_found");
            if (archived == field.ArchivedAt is not null)
                return field;

            var now = clock.GetUtcNow();
            field.Archive(archived, now);
            db.Append(field.Log(archived ? "field.archived" : "field.restored", actor, now));
            return await SaveAsync(db, field, cancel);
        }

        /// <summary>Changes places with the shown field before it or after it.</summary>
        public async Task<Outcome<CustomField>> MoveAsync(Guid id, bool up, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var all = await db.CustomFields.OrderBy(it => it.ArchivedAt != null).ThenBy(it => it.Position).ThenBy(it => it.Id).Take(FieldBook.Most).ToListAsync(cancel);
            var at = all.FindIndex(it => it.Id == id);
            if (at < 0)
                return Refusal.NotFound("field.not_found");

            var to = at + (up ? -1 : 1);
            if (to < 0 || to >= all.Count || all[to].ArchivedAt is not null || all[at].ArchivedAt is not null)
                return all[at];

            (all[at], all[to]) = (all[to], all[at]);
            for (var place = 0; place < all.Count; place++)
            {
                if (all[place].Position != place)
                    all[place].MoveTo(place);
            }

            return await SaveAsync(db, all[to], cancel);
        }

        private static Refusal? Wrong(Request request, FieldKind kind)
        {
            if (!Enum.IsDefined(kind))
                return Refusal.Invalid("form.choice", "kind");
            if (request.Names is not { } names || string.IsNullOrWhiteSpace(names.Zh + names.Ja + names.En))
                return Refusal.Invalid("form.required", "names");
            if (!Fits(names, MostName))
                return Refusal.Invalid("form.too_long", "names");
            if (!Fits(request.Help ?? Wording.None, MostHelp))
                return Refusal.Invalid("form.too_long", "help");
            if (request.Unit is { Length: > 20 })
                return Refusal.Invalid("form.too_long", "unit");
            if (request.Unit?.Any(char.IsControl) is true)
                return Refusal.Invalid("form.unreadable", "unit");
            if (kind is FieldKind.Number && (Unreadable(request.Least) || Unreadable(request.Most) || request.Least > request.Most))
                return Refusal.Invalid("field.limits", "least");
            if (kind is not (FieldKind.Choice or FieldKind.Choices))
                return null;
            if (request.Options is null || !request.Options.Any(it => it is { Retired: false }))
                return Refusal.Invalid("field.no_options", "options");
            if (request.Options.Count > MostOptions)
                return Refusal.Invalid("field.too_many_options", "options");
            if (request.Options.Any(it => it?.Name is not { } name || string.IsNullOrWhiteSpace(name.Zh + name.Ja + name.En)))
                return Refusal.Invalid("form.required", "options");
            if (request.Options.Any(it => !Fits(it.Name!, MostName) || (it.Key is { Length: > 0 } key && !KeyForm.IsMatch(key))))
                return Refusal.Invalid("field.key", "options");
            return request.Options.Where(it => it.Key is { Length: > 0 }).GroupBy(it => it.Key).Any(same => same.Count() > 1) ? Refusal.Invalid("field.option_twice", "options") : null;
        }

        private static bool Fits(Wording wording, int most) =>
            ((string?[])[wording.Zh, wording.Ja, wording.En]).All(it => it is not null && it.Length <= most && !it.Any(char.IsControl));

        private static bool Unreadable(decimal? number) => number is { } given && FieldReading.Number(given.ToString(System.Globalization.CultureInfo.InvariantCulture)) is null;

        private static long? PartsOf(decimal? number) => number is { } given ? (long)(given * FieldReading.Parts) : null;

        // What was there and is not named any more is retired, behind the others: values are kept under its key.
        private static List<FieldOption> Listed(IReadOnlyList<OptionInput> options, IReadOnlyList<FieldOption> before)
        {
            var taken = options.Select(it => it.Key).OfType<string>().Concat(before.Select(it => it.Key)).ToHashSet();
            var listed = options.Select(it => new FieldOption(it.Key is { Length: > 0 } key ? key : Free(SlugOf(it.Name!), "option", taken), it.Name!.Tidy(), it.Retired)).ToList();
            listed.AddRange(before.Where(old => listed.All(it => it.Key != old.Key)).Select(old => old with { Retired = true }));
            return listed;
        }

        private static async Task<string> FreeKeyAsync(AppDb db, Wording names, CancellationToken cancel) =>
            Free(SlugOf(names), "field", [.. await db.CustomFields.Select(it => it.Key).ToListAsync(cancel)]);

        private static string Free(string slug, string otherwise, HashSet<string> taken)
        {
            var key = slug.Length > 0 ? slug : $"{otherwise}-1";
            for (var number = 2; !taken.Add(key); number++)
                key = $"{(slug.Length > 0 ? slug : otherwise)}-{number}";
            return key;
        }

        private static string SlugOf(Wording names)
        {
            var words = new string([.. names.En.ToLowerInvariant().Select(it => char.IsAsciiLetterOrDigit(it) ? it : '-')]);
            var slug = string.Join('-', words.Split('-', StringSplitOptions.RemoveEmptyEntries));
            return slug is [>= 'a' and <= 'z', ..] ? slug[..Math.Min(slug.Length, 30)].TrimEnd('-') : "";
        }

        private static async Task<int> LastAsync(AppDb db, CancellationToken cancel) => await db.CustomFields.MaxAsync(it => (int?)it.Position, cancel) ?? -1;

        private static async Task<Outcome<CustomField>> SaveAsync(AppDb db, CustomField field, CancellationToken cancel)
        {
            try
            {
                await db.SaveChangesAsync(cancel);
                return field;
            }
            catch (DbUpdateConcurrencyException)
            {
                return Refusal.Stale("field.changed_meanwhile");
            }
            catch (DbUpdateException error) when (Attempts.IsConflict(error))
            {
                return Refusal.Conflict("field.key_taken") with { Field = "key" };
            }
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9_-]{0,39}$", RegexOptions.CultureInvariant)]
    private static partial Regex KeyForm { get; }
}
