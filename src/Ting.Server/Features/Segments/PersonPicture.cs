using Ting.Measurement;
using Ting.Server.Features.Automation.Rules;
using Ting.Server.Features.Fields;

namespace Ting.Server.Features.Segments;

/// <summary>What segments look at, of one person at one moment.</summary>
public sealed record PersonPicture
{
    public required DateTimeOffset At { get; init; }
    public string? Tier { get; init; }
    public string? Language { get; init; }
    public bool AccessLane { get; init; }
    public required DateTimeOffset FirstSeen { get; init; }
    public DateTimeOffset? LastContact { get; init; }
    public int Open { get; init; }
    public IReadOnlyCollection<Guid> Labels { get; init; } = [];

    /// <summary>What they answered last, from 1 to 5.</summary>
    public int? LastScore { get; init; }

    public RfmSegment? Rfm { get; init; }

    /// <summary>The chance that they still buy.</summary>
    public double? Alive { get; init; }

    /// <summary>In hundredths, over the period that value is counted for.</summary>
    public long? Revenue { get; init; }

    public int Orders { get; init; }
    public DateTimeOffset? LastOrder { get; init; }

    /// <summary>Those that were agreed to.</summary>
    public IReadOnlyList<(string Attribute, string Value)> Facts { get; init; } = [];

    public ILookup<Guid, FieldContent> Fields { get; init; } = Array.Empty<FieldContent>().ToLookup(_ => Guid.Empty);
}

/// <summary>Whether somebody belongs to a segment. Pure: asks nothing of a database or a clock. <see cref="SegmentQuery"/> says the same to a database.</summary>
internal static class SegmentJudge
{
    public static bool Holds(SegmentEntry segment, PersonPicture person) => Holds(segment.Match, segment.Conditions, person);

    public static bool Holds(RuleMatch match, IReadOnlyList<SegmentCondition> conditions, PersonPicture person) =>
        match is RuleMatch.All || conditions.Count == 0 ? conditions.All(it => Holds(it, person)) : conditions.Any(it => Holds(it, person));

    private static bool Holds(SegmentCondition it, PersonPicture person) => it.Field switch
    {
        SegmentField.Tier => Chosen(it, person.Tier ?? SegmentValues.None),
        SegmentField.Language => Chosen(it, person.Language ?? SegmentValues.None),
        SegmentField.AccessLane => Met(it, person.AccessLane),
        SegmentField.FirstSeen => Gone(it, person.FirstSeen, person.At),
        SegmentField.LastContact => Gone(it, person.LastContact, person.At),
        SegmentField.LastOrder => Gone(it, person.LastOrder, person.At),
        SegmentField.OpenConversations => Compared(it, person.Open, it.Whole),
        SegmentField.Orders => Compared(it, person.Orders, it.Whole),
        SegmentField.LastScore => Compared(it, person.LastScore, it.Whole),
        SegmentField.Revenue => Compared(it, person.Revenue ?? 0, it.Whole * 100L),
        SegmentField.Rfm => Chosen(it, person.Rfm is { } rfm ? Conversations.ConversationWords.Key(rfm) : ""),
        SegmentField.ChurnRisk => it.Operator switch
        {
            SegmentOperator.AtLeast => person.Alive <= AliveAt(it.Whole),
            SegmentOperator.AtMost => person.Alive >= AliveAt(it.Whole),
            _ => Known(it, person.Alive is not null),
        },
        SegmentField.Label => Met(it, it.Values.Any(value => person.Labels.Contains(Guid.Parse(value)))),
        SegmentField.Fact => it.Operator is SegmentOperator.Known or SegmentOperator.Unknown
            ? Known(it, person.Facts.Any(fact => fact.Attribute == it.Key))
            : Met(it, person.Facts.Any(fact => fact.Attribute == it.Key && SegmentValues.Variants(it.Values).Any(word => fact.Value.Contains(word, StringComparison.Ordinal)))),
        SegmentField.Own => HoldsOwn(it, [.. person.Fields[it.OwnId]], DateOnly.FromDateTime(person.At.UtcDateTime)),
        _ => throw new ArgumentOutOfRangeException(nameof(it), it.Field, null),
    };

    /// <summary>The chance to stay that belongs to a risk in percent.</summary>
    public static double AliveAt(int percent) => 1 - (percent / 100.0);

    /// <summary>What a condition compares numbers of a field with: the number itself, or the day's.</summary>
    public static long BoundOf(SegmentCondition it, DateOnly today) =>
        it.Values is [var value] && FieldReading.Number(value) is null && SegmentValues.DayOf(value, today) is { } day ? day.DayNumber : it.Parts;

    private static bool HoldsOwn(SegmentCondition it, IReadOnlyList<FieldContent> values, DateOnly today) => it.Operator switch
    {
        SegmentOperator.Known or SegmentOperator.Unknown => Known(it, values.Count > 0),
        SegmentOperator.AtLeast => values.Any(value => value.Number >= BoundOf(it, today)),
        SegmentOperator.AtMost => values.Any(value => value.Number <= BoundOf(it, today)),
        _ => Met(it, values.Any(value => value.Word is { } word ? WordsOf(it).Contains(word) : value.Number is { } number && NumbersOf(it).Contains(number))),
    };

    /// <summary>As fields hold texts and options.</summary>
    public static string[] WordsOf(SegmentCondition it) => [.. it.Values.Select(FieldContent.WordOf)];

    /// <summary>As fields hold yes and no.</summary>
    public static long[] NumbersOf(SegmentCondition it) => [.. it.Values.Where(value => value is "yes" or "no").Select(value => value is "yes" ? 1L : 0L)];

    private static bool Chosen(SegmentCondition it, string held) => Met(it, it.Values.Contains(held));

    private static bool Met(SegmentCondition it, bool there) => there == it.Operator is SegmentOperator.Is;

    private static bool Known(SegmentCondition it, bool known) => known == it.Operator is SegmentOperator.Known;

    private static bool Compared(SegmentCondition it, long? held, long asked) => it.Operator switch
    {
        SegmentOperator.AtLeast => held >= asked,
        SegmentOperator.AtMost => held <= asked,
        _ => Known(it, held is not null),
    };

    // At least ninety days ago: the moment lies at or before that moment.
    private static bool Gone(SegmentCondition it, DateTimeOffset? held, DateTimeOffset at) => it.Operator switch
    {
        SegmentOperator.AtLeast => held <= at.AddDays(-it.Whole),
        SegmentOperator.AtMost => held >= at.AddDays(-it.Whole),
        _ => Known(it, held is not null),
    };
}
