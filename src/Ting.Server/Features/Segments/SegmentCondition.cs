using System.Globalization;
using Ting.Measurement;
using Ting.Server.Features.Automation.Rules;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Fields;
using Ting.Server.Features.People;
using Ting.Server.Platform.Localisation;

namespace Ting.Server.Features.Segments;

/// <summary>What a condition looks at. Stored by name; never rename one.</summary>
public enum SegmentField { Tier, Language, AccessLane, FirstSeen, LastContact, OpenConversations, Label, LastScore, Rfm, ChurnRisk, Revenue, Orders, LastOrder, Fact, Own }

/// <summary>Is: one of the values is there. IsNot: none is. AtLeast and AtMost compare a number, days gone by, or a day. Known and Unknown: whether there is anything at all.</summary>
public enum SegmentOperator { Is, IsNot, AtLeast, AtMost, Known, Unknown }

/// <summary>What stands in a condition of a field.</summary>
public enum SegmentShape { Choice, Number, Days, Words, Day, Nothing }

/// <summary>One "if" of a segment.</summary>
/// <param name="Values">Words that <see cref="SegmentValues"/> knows, ids, words that are looked for, or one number.</param>
/// <param name="Key">Of a fact its attribute, of a field of the desk's own its id.</param>
public sealed record SegmentCondition(SegmentField Field, SegmentOperator Operator, IReadOnlyList<string> Values, string? Key = null)
{
    internal Guid OwnId => Guid.TryParse(Key, out var id) ? id : Guid.Empty;

    /// <summary>A whole number of things or days; 0 for what is none.</summary>
    internal int Whole => Values.Count > 0 && int.TryParse(Values[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>A number in ten-thousandths, as fields hold it.</summary>
    internal long Parts => Values.Count > 0 ? FieldReading.Number(Values[0]) ?? 0 : 0;
}

/// <summary>What may stand in a condition of each field.</summary>
internal static class SegmentValues
{
    public const string None = "none";
    public const string Today = "today";
    public const int MostWhole = 1_000_000;
    public const int MostRevenue = 1_000_000_000;
    public const int MostDays = 36_500;
    public const int MostWords = 20;
    public const int MostWordCharacters = 100;

    private static readonly SegmentOperator[] Equal = [SegmentOperator.Is, SegmentOperator.IsNot];
    private static readonly SegmentOperator[] Comparing = [SegmentOperator.AtLeast, SegmentOperator.AtMost];
    private static readonly SegmentOperator[] Knowing = [SegmentOperator.Known, SegmentOperator.Unknown];

    public static IReadOnlyList<SegmentOperator> OperatorsOf(SegmentField field, FieldEntry? own) => field switch
    {
        SegmentField.FirstSeen or SegmentField.OpenConversations or SegmentField.Orders or SegmentField.Revenue => Comparing,
        SegmentField.LastContact or SegmentField.LastScore or SegmentField.ChurnRisk or SegmentField.LastOrder => [.. Comparing, .. Knowing],
        SegmentField.Fact => [.. Equal, .. Knowing],
        SegmentField.Own => own?.Kind switch
        {
            FieldKind.Number or FieldKind.Date => [.. Comparing, .. Knowing],
            FieldKind.LongText => Knowing,
            _ => [.. Equal, .. Knowing],
        },
        _ => Equal,
    };

    public static SegmentShape ShapeOf(SegmentField field, SegmentOperator way, FieldEntry? own) => (field, way) switch
    {
        (_, SegmentOperator.Known or SegmentOperator.Unknown) => SegmentShape.Nothing,
        (SegmentField.FirstSeen or SegmentField.LastContact or SegmentField.LastOrder, _) => SegmentShape.Days,
        (SegmentField.OpenConversations or SegmentField.LastScore or SegmentField.ChurnRisk or SegmentField.Revenue or SegmentField.Orders, _) => SegmentShape.Number,
        (SegmentField.Fact, _) => SegmentShape.Words,
        (SegmentField.Own, _) => own?.Kind switch
        {
            FieldKind.Number => SegmentShape.Number,
            FieldKind.Date => SegmentShape.Day,
            FieldKind.YesNo or FieldKind.Choice or FieldKind.Choices => SegmentShape.Choice,
            _ => SegmentShape.Words,
        },
        _ => SegmentShape.Choice,
    };

    /// <summary>The values to choose from.</summary>
    public static IReadOnlyList<string> Of(SegmentField field, SegmentWorld world, FieldEntry? own) => field switch
    {
        SegmentField.Tier => [.. DescribePerson.Tiers, None],
        SegmentField.Language => [.. Languages.All.Select(it => it.Code), None],
        SegmentField.AccessLane => ["yes"],
        SegmentField.Label => [.. world.Labels.Select(it => it.Id.ToString())],
        SegmentField.Rfm => [.. Enum.GetValues<RfmSegment>().Select(it => ConversationWords.Key(it))],
        SegmentField.Own when own is { Kind: FieldKind.YesNo } => ["yes", "no"],
        SegmentField.Own when own is { IsList: true } => [.. own.Options.Select(it => it.Key)],
        _ => [],
    };

    public static bool Allows(SegmentCondition it, SegmentWorld world, FieldEntry? own)
    {
        switch (ShapeOf(it.Field, it.Operator, own))
        {
            case SegmentShape.Nothing:
                return true;
            case SegmentShape.Choice:
                return it.Values.Count > 0 && it.Values.All(Of(it.Field, world, own).Contains);
            case SegmentShape.Words:
                return it.Values.Count is > 0 and <= MostWords && it.Values.All(value => !string.IsNullOrWhiteSpace(value) && value.Length <= MostWordCharacters && !value.Any(char.IsControl));
            case SegmentShape.Day:
                return it.Values is [var day] && DayOf(day, DateOnly.FromDayNumber(700_000)) is not null;
            case SegmentShape.Number when it.Field is SegmentField.Own:
                return it.Values is [var written] && FieldReading.Number(written) is not null;
            default:
                return it.Values is [var whole] && int.TryParse(whole, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= MostOf(it.Field);
        }
    }

    private static int MostOf(SegmentField field) => field switch
    {
        SegmentField.LastScore => 5,
        SegmentField.ChurnRisk => 100,
        SegmentField.FirstSeen or SegmentField.LastContact or SegmentField.LastOrder => MostDays,
        SegmentField.Revenue => MostRevenue,
        _ => MostWhole,
    };

    /// <summary>A day as it is written, 2026-12-31, or counted from today: today, today+30, today-7.</summary>
    public static DateOnly? DayOf(string text, DateOnly today)
    {
        if (!text.StartsWith(Today, StringComparison.Ordinal))
            return FieldReading.Day(text);
        return text.Length == Today.Length ? today
            : text[Today.Length] is '+' or '-' && int.TryParse(text.AsSpan(Today.Length), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var days) && Math.Abs(days) <= MostDays ? today.AddDays(days)
            : null;
    }

    /// <summary>A word of a fact as it may be written: as it was given, in small letters, and as a sentence begins.</summary>
    public static string[] Variants(IEnumerable<string> words) =>
        [.. words.SelectMany(word => (string[])[word, word.ToLowerInvariant(), word.Length > 0 ? char.ToUpperInvariant(word[0]) + word[1..].ToLowerInvariant() : word]).Distinct()];
}

/// <summary>What segments speak of besides people themselves.</summary>
public sealed record SegmentWorld(IReadOnlyList<RuleWorld.Named> Labels, FieldBook Fields)
{
    /// <returns>Null when the condition is about no field of the desk's own, or one that is gone.</returns>
    internal FieldEntry? OwnOf(SegmentCondition condition) => condition.Field is SegmentField.Own ? Fields.Find(condition.OwnId) : null;
}
