using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Fields;

/// <summary>A field, ready to be asked.</summary>
public sealed record FieldEntry(
    Guid Id, string Key, FieldKind Kind, Wording Names, Wording Help, string Unit, long? Least, long? Most, bool Required, IReadOnlyList<FieldOption> Options, bool Archived)
{
    /// <summary>In the reader's language.</summary>
    public string Name => Names.In(CultureInfo.CurrentUICulture.Name);

    public bool TakesSeveral => Kind is FieldKind.Choices;

    public bool IsList => Kind is FieldKind.Choice or FieldKind.Choices;

    public FieldOption? OptionOf(string? key) => Options.FirstOrDefault(option => option.Key == key);

    internal static FieldEntry Of(CustomField it) => new(
        it.Id, it.Key, it.Kind, FieldJson.Read<Wording>(it.Names), FieldJson.Read<Wording>(it.Help), it.Unit, it.Least, it.Most, it.Required, it.ReadOptions(), it.ArchivedAt is not null);
}

/// <summary>All fields of this desk, in their order. Kept in memory: a page on which nothing is defined asks the database nothing.</summary>
public sealed class FieldBook(IReadOnlyList<FieldEntry> all)
{
    /// <summary>More than anybody can fill in.</summary>
    public const int Most = 100;

    public static FieldBook Empty { get; } = new([]);

    /// <summary>Archived ones too.</summary>
    public IReadOnlyList<FieldEntry> All => all;

    /// <summary>Those that are shown and asked for.</summary>
    public IReadOnlyList<FieldEntry> Shown { get; } = [.. all.Where(field => !field.Archived)];

    public FieldEntry? Find(Guid id) => all.FirstOrDefault(field => field.Id == id);

    public FieldEntry? Find(string key) => all.FirstOrDefault(field => field.Key == key);

    internal static async Task<FieldBook> ReadAsync(AppDb db, CancellationToken cancel) =>
        new([.. (await db.CustomFields.AsNoTracking().OrderBy(it => it.Position).ThenBy(it => it.Id).Take(Most).ToListAsync(cancel)).Select(FieldEntry.Of)]);
}
