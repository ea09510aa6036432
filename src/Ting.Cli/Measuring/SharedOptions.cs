using System.CommandLine;

namespace Ting.Cli.Measuring;

/// <summary>Options that several measures share.</summary>
internal static class SharedOptions
{
    public static Option<int> Seed() => new("--seed") { Description = "Of what is drawn at random; the same seed gives the same figures.", DefaultValueFactory = _ => 1, HelpName = "N" };

    public static Option<string> Column(string name, string fallback, string what) => new(name) { Description = what, DefaultValueFactory = _ => fallback, HelpName = "COLUMN" };

    public static Option<string[]> Columns(string what) => new("--columns") { Description = what, AllowMultipleArgumentsPerToken = true, HelpName = "COLUMN" };

    public static Option<double> Number(string name, double fallback, string what) => new(name) { Description = what, DefaultValueFactory = _ => fallback, HelpName = "X" };

    /// <summary>The columns that were named, or all that are not the name of a unit.</summary>
    public static int[] Chosen(CsvTable table, string[]? named) => named is { Length: > 0 }
        ? [.. named.SelectMany(names => names.Split(',')).Select(table.Column)]
        : [.. Enumerable.Range(0, table.Header.Count).Where(at => table.Header[at].ToUpperInvariant() is not ("ID" or "UNIT" or "RESPONDENT" or "CUSTOMER" or "CONVERSATION" or "NAME"))];
}
