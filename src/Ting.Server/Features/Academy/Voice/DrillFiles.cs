namespace Ting.Server.Features.Academy.Voice;

// The shape of the files, read by YamlDotNet, which sets properties by their names.

/// <summary>drill.yaml: what is the same in every language.</summary>
internal sealed class DrillFile
{
    public int Place { get; set; }
    public string Icon { get; set; } = "mic";
    public string Kind { get; set; } = "";
    public List<string> Rules { get; set; } = [];
    public List<string> Aims { get; set; } = [];

    /// <summary>One for each line, where more is aimed at in some than in others.</summary>
    public List<LineFile> Lines { get; set; } = [];
}

internal sealed class LineFile
{
    public int? Pace { get; set; }
    public int? Pitch { get; set; }
    public double? Breath { get; set; }
}

/// <summary>zh-Hans.yaml, ja.yaml and en.yaml.</summary>
internal sealed class DrillTextFile
{
    public string Title { get; set; } = "";
    public string Summary { get; set; } = "";
    public List<string> Steps { get; set; } = [];
    public List<string> Manners { get; set; } = [];
    public List<LineTextFile> Lines { get; set; } = [];
}

internal sealed class LineTextFile
{
    public string Text { get; set; } = "";
    public string? Note { get; set; }
    public string? Sound { get; set; }
    public List<string> Words { get; set; } = [];
}

/// <summary>voice.{language}.yaml: what to know about one's voice, and the range of a comfortable rate.</summary>
internal sealed class VoiceTextFile
{
    public List<double> Rate { get; set; } = [];

    /// <summary>How many of the written syllables are heard in clear speech, from and to.</summary>
    public List<double> Heard { get; set; } = [];

    public List<QualityFile> Qualities { get; set; } = [];
    public List<AdviceTextFile> Advice { get; set; } = [];
}

internal sealed class QualityFile
{
    public string Name { get; set; } = "";

    /// <summary>Figures that say something about it; without any, only a listener can.</summary>
    public List<string> Figures { get; set; } = [];
}

internal sealed class AdviceTextFile
{
    public string Title { get; set; } = "";
    public List<string> Points { get; set; } = [];
}
