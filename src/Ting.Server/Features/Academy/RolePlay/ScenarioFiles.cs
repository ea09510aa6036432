namespace Ting.Server.Features.Academy.RolePlay;

// The shape of the files, read by YamlDotNet, which sets properties by their names.

/// <summary>scenario.yaml: the graph, the same in every language.</summary>
internal sealed class ScenarioFile
{
    public int Place { get; set; }
    public int Mood { get; set; }
    public int Patience { get; set; }
    public List<string> Rules { get; set; } = [];
    public string Start { get; set; } = "";

    /// <summary>Looked at before those of the state.</summary>
    public List<ReactionFile> First { get; set; } = [];

    public Dictionary<string, List<ReactionFile>> States { get; set; } = [];

    /// <summary>Looked at when nothing else fits.</summary>
    public List<ReactionFile> Last { get; set; } = [];
}

internal sealed class ReactionFile
{
    public List<string> When { get; set; } = [];
    public string Say { get; set; } = "";
    public int Mood { get; set; }
    public string? To { get; set; }
    public bool Reveals { get; set; }
    public bool Ends { get; set; }
}

/// <summary>zh-Hans.yaml, ja.yaml and en.yaml: the person, and everything they may say.</summary>
internal sealed class ScenarioTextFile
{
    public string Title { get; set; } = "";
    public string Situation { get; set; } = "";
    public PersonaFile Persona { get; set; } = new();
    public string Opening { get; set; } = "";
    public Dictionary<string, List<string>> Lines { get; set; } = [];
    public Dictionary<string, AdviceFile> Advice { get; set; } = [];
}

internal sealed class PersonaFile
{
    public string Name { get; set; } = "";
    public string About { get; set; } = "";
    public string Personality { get; set; } = "";
    public string Need { get; set; } = "";
    public string Hidden { get; set; } = "";
}

internal sealed class AdviceFile
{
    public string Hint { get; set; } = "";
    public string Better { get; set; } = "";
}
