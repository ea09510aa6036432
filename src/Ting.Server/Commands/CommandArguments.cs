namespace Ting.Server.Commands;

/// <summary>The words after a verb: files, switches, values, and the settings that go on to the configuration.</summary>
internal sealed class CommandArguments
{
    private static readonly string[] Switches = ["--force", "--json"];
    private static readonly string[] Valued = ["--name", "--role"];

    private readonly HashSet<string> _switches = [];
    private readonly Dictionary<string, string> _values = [];
    private readonly List<string> _words = [];
    private readonly List<string> _settings = [];

    public CommandArguments(string[] args)
    {
        for (var i = 0; i < args.Length; i++)
        {
            var (name, value) = args[i].Split('=', 2) is [var left, var right] ? (left, right) : (args[i], null);
            if (Switches.Contains(name))
                _switches.Add(name);
            else if (Valued.Contains(name))
                _values[name] = value ?? (i + 1 < args.Length ? args[++i] : "");
            else if (!name.StartsWith("--", StringComparison.Ordinal))
                _words.Add(args[i]);
            else if (value is not null)
                _settings.Add(args[i]);
            else
                _settings.AddRange(i + 1 < args.Length ? [args[i], args[++i]] : [args[i]]);
        }
    }

    public IReadOnlyList<string> Words => _words;

    /// <summary>For the configuration: --Data:Path and its like.</summary>
    public string[] Settings => [.. _settings];

    public bool Has(string name) => _switches.Contains(name);

    public string? Value(string name) => _values.GetValueOrDefault(name);
}
