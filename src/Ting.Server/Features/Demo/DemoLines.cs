using System.Globalization;
using System.Text.RegularExpressions;

namespace Ting.Server.Features.Demo;

/// <summary>Fills the gaps of one scene for one performance, the same word in the same gap each time.</summary>
internal sealed partial class DemoLines(DemoScenes scenes, DemoBrand brand, string agent, Random chance)
{
    private readonly Dictionary<string, string> _filled = new()
    {
        ["agent"] = agent,
        ["order"] = brand.OrderPrefix + chance.Next(100_000, 1_000_000).ToString(CultureInfo.InvariantCulture),
    };

    public string Fill(string text)
    {
        var filled = Gap().Replace(text, gap => Word(gap.Groups[1].Value));
        return OrderNumber().Replace(filled, number => Word("number" + number.Value, () =>
            number.Groups[1].Value + string.Concat(number.Groups[2].Value.Select(_ => (char)('0' + chance.Next(10))))));
    }

    private string Word(string gap) => Word(gap, () => scenes.Slots[gap][chance.Next(scenes.Slots[gap].Count)]);

    private string Word(string gap, Func<string> choose) => _filled.TryGetValue(gap, out var word) ? word : _filled[gap] = choose();

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Gap();

    // Numbers that stand in the scenes themselves differ from one performance to the next, too.
    [GeneratedRegex(@"(HM20|HN-|HP-)(\d{4,6})")]
    private static partial Regex OrderNumber();
}
