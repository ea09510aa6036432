using Ting.Measurement;

namespace Ting.Server.Features.Surveys.Questionnaires;

/// <summary>A SERVQUAL questionnaire as the library counts it: the pairs and ratings that stand in the sections of the five dimensions.</summary>
/// <param name="Items">In the order of the instrument.</param>
/// <param name="HasExpectations">Pairs ask for both; single ratings for the perception alone (SERVPERF).</param>
/// <param name="Weights">The item that shares out a hundred points; null when there is none.</param>
internal sealed record ServqualLayout(ServqualInstrument Instrument, IReadOnlyList<Item> Items, bool HasExpectations, Item? Weights)
{
    /// <summary>Also what TRAP-11 is about: the seeds name two of the five differently; these are the names everywhere.</summary>
    public static string KeyOf(ServqualDimension dimension) => dimension.ToString().ToLowerInvariant();

    public static ServqualDimension? DimensionOf(string sectionKey) =>
        Enum.GetValues<ServqualDimension>().Where(dimension => KeyOf(dimension) == sectionKey).Select(dimension => (ServqualDimension?)dimension).FirstOrDefault();

    /// <returns>Null when it has no items in any dimension, or mixes pairs with single ratings.</returns>
    public static ServqualLayout? Of(Questionnaire it)
    {
        var counted = it.Sections
            .Where(section => DimensionOf(section.Key) is not null)
            .SelectMany(section => section.Items.Where(item => item.Kind is ItemKind.Pair or ItemKind.Rating && item.ShownIf is null).Select(item => (Item: item, Dimension: DimensionOf(section.Key)!.Value)))
            .ToList();
        if (counted.Count == 0 || counted.Select(one => one.Item.Kind).Distinct().Count() > 1)
            return null;

        return new ServqualLayout(
            new ServqualInstrument([.. counted.Select(one => new ServqualItem(one.Dimension, one.Item.IsReversed))], it.Scale.To),
            [.. counted.Select(one => one.Item)],
            counted[0].Item.Kind is ItemKind.Pair,
            it.Items.FirstOrDefault(item => item.Kind is ItemKind.Weights));
    }
}
