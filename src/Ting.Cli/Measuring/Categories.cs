using System.Globalization;

namespace Ting.Cli.Measuring;

/// <summary>The words that graders use, in their order: as told, else by number, else by alphabet.</summary>
internal sealed class Categories
{
    private readonly Dictionary<string, int> _numbers;

    private Categories(IReadOnlyList<string> names)
    {
        Names = names;
        _numbers = names.Select((name, at) => (name, at)).ToDictionary(it => it.name, it => it.at, StringComparer.Ordinal);
    }

    public IReadOnlyList<string> Names { get; }

    public static Categories Of(CsvTable table, int[] columns, string? order)
    {
        if (order is not null)
        {
            string[] told = order.Split(',', StringSplitOptions.TrimEntries);
            return told.Distinct(StringComparer.Ordinal).Count() == told.Length ? new Categories(told) : throw new CommandException("--order: a category is there twice.");
        }

        List<string> names = [.. columns.SelectMany(column => Enumerable.Range(0, table.Count).Where(row => !table.IsEmpty(row, column)).Select(row => table.Text(row, column))).Distinct(StringComparer.Ordinal)];
        var isNumeric = names.All(name => double.TryParse(name, NumberStyles.Float, CultureInfo.InvariantCulture, out _));
        return new Categories(isNumeric ? [.. names.OrderBy(name => double.Parse(name, CultureInfo.InvariantCulture))] : [.. names.Order(StringComparer.Ordinal)]);
    }

    /// <summary>Null where nothing was graded.</summary>
    public int? Number(CsvTable table, int row, int column) => table.IsEmpty(row, column) ? null
        : _numbers.TryGetValue(table.Text(row, column), out var number) ? number
        : throw table.Wrong(row, column, $"\"{table.Text(row, column)}\" is none of {string.Join(", ", Names)}.");
}
