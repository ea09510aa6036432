using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ting.Server.Features.Fields;

/// <summary>What stands in a field of one person; a field that takes several of a list has a row for each.</summary>
public sealed class FieldValue
{
    private FieldValue() { }

    public FieldValue(Guid personId, Guid fieldId, int place, FieldContent content)
    {
        (PersonId, FieldId, Place) = (personId, fieldId, place);
        Hold(content);
    }

    public Guid PersonId { get; private init; }
    public Guid FieldId { get; private init; }

    /// <summary>From 0; only a field of several has more than one.</summary>
    public int Place { get; private init; }

    /// <summary>As it was written; null for numbers, dates and yes or no.</summary>
    public string? Text { get; private set; }

    /// <summary>The beginning of the text as equal ones are equal, or the key of an option: what segments look for.</summary>
    public string? Word { get; private set; }

    /// <summary>A number in ten-thousandths, the number of a day, or 1 and 0 for yes and no.</summary>
    public long? Number { get; private set; }

    public void Hold(FieldContent content) => (Text, Word, Number) = (content.Text, content.Word, content.Number);

    public FieldContent Content => new(Text, Word, Number);

    /// <summary>The same for another record of the same human.</summary>
    public FieldValue For(Guid personId) => new(personId, FieldId, Place, Content);

    internal sealed class Table : IEntityTypeConfiguration<FieldValue>
    {
        public void Configure(EntityTypeBuilder<FieldValue> builder)
        {
            builder.ToTable("field_values");
            // The only index, and no other: whoever asks about one person must not be led through everybody's values of a field.
            builder.HasKey(it => new { it.PersonId, it.FieldId, it.Place });
            builder.Ignore(it => it.Content);
            builder.Property(it => it.Word).HasMaxLength(FieldContent.MostWord);
        }
    }
}

/// <summary>One value, in the form in which it is kept.</summary>
public sealed record FieldContent(string? Text, string? Word, long? Number)
{
    public const int MostWord = 100;

    public static FieldContent OfNumber(long number) => new(null, null, number);

    public static FieldContent OfText(string text) => new(text, WordOf(text), null);

    /// <summary>Case and width do not matter when texts are compared, nor what comes after the first hundred characters.</summary>
    public static string WordOf(string text)
    {
        var plain = text.Trim().Normalize(System.Text.NormalizationForm.FormKC).ToLowerInvariant();
        if (plain.Length <= MostWord)
            return plain;
        return plain[..(char.IsHighSurrogate(plain[MostWord - 1]) ? MostWord - 1 : MostWord)];
    }
}
