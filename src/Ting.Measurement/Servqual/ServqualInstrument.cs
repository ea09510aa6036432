namespace Ting.Measurement;

/// <summary>
/// The five dimensions of quality (Parasuraman, Zeithaml, Berry 1988). <see cref="Tangibles"/>: facilities, equipment, how people look; <see cref="Reliability"/>: promises kept, exactly and
/// on time; <see cref="Responsiveness"/>: willing and quick; <see cref="Assurance"/>: knowledge, courtesy, trust; <see cref="Empathy"/>: individual care.
/// </summary>
public enum ServqualDimension { Tangibles, Reliability, Responsiveness, Assurance, Empathy }

/// <summary>One statement of a questionnaire.</summary>
/// <param name="Dimension">What the item asks about.</param>
/// <param name="IsReversed">Worded negatively: agreement is bad, and the answer x counts as K + 1 − x.</param>
public sealed record ServqualItem(ServqualDimension Dimension, bool IsReversed);

/// <summary>
/// The items of a SERVQUAL questionnaire in their order, and the scale they are answered on. The classic one has 22 items on 7 points (Parasuraman, Zeithaml, Berry,
/// Journal of Retailing 64, 1988); short and digital forms are instruments of their own.
/// </summary>
public sealed class ServqualInstrument
{
    /// <param name="items">Each dimension that has to be shown needs at least one.</param>
    /// <param name="points">The highest answer; the lowest is 1. From 2 to 100.</param>
    /// <exception cref="ArgumentException">No items, or a scale that is none.</exception>
    public ServqualInstrument(IReadOnlyList<ServqualItem> items, int points = 7)
    {
        Require.Some(items);
        if (points is < 2 or > 100)
            throw new ArgumentException("A scale has from 2 to 100 points.", nameof(points));
        Items = [.. items];
        Points = points;
    }

    /// <summary>1988: items 10 to 13 and 18 to 22 are worded negatively.</summary>
    public static ServqualInstrument Classic { get; } = new(Layout(item => item is >= 10 and <= 13 or >= 18 and <= 22));

    /// <summary>1991: the same items, all worded positively (Parasuraman, Berry, Zeithaml, Journal of Retailing 67, 1991).</summary>
    public static ServqualInstrument Revised { get; } = new(Layout(_ => false));

    public IReadOnlyList<ServqualItem> Items { get; }

    public int Points { get; }

    /// <summary>An answer as it counts: negatively worded items turned round.</summary>
    public int Scored(int item, int answer) => Items[item].IsReversed ? Points + 1 - answer : answer;

    /// <summary>
    /// The same answer to every item, before reversal. Where some items are worded negatively it contradicts itself, unless it is the neutral one: nobody read the questions.
    /// On an instrument that is worded one way throughout it may be meant, and is not flagged.
    /// </summary>
    public bool IsStraightLine(IReadOnlyList<int> answers) =>
        Items.Any(item => item.IsReversed) && Items.Any(item => !item.IsReversed)
        && answers.All(answer => answer == answers[0]) && 2 * answers[0] != Points + 1;

    private static ServqualItem[] Layout(Func<int, bool> isReversed) =>
        [.. Enumerable.Range(1, 22).Select(item => new ServqualItem(
            item switch { <= 4 => ServqualDimension.Tangibles, <= 9 => ServqualDimension.Reliability, <= 13 => ServqualDimension.Responsiveness, <= 17 => ServqualDimension.Assurance, _ => ServqualDimension.Empathy },
            isReversed(item)))];
}
