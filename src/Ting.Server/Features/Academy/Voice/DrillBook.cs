using Ting.Server.Platform.Localisation;

namespace Ting.Server.Features.Academy.Voice;

/// <summary>Every voice drill in every language, and what to know about one's voice; read once.</summary>
public sealed class DrillBook
{
    private readonly Dictionary<string, IReadOnlyList<VoiceDrill>> _drills = Languages.All.ToDictionary(
        language => language.Code,
        language => (IReadOnlyList<VoiceDrill>)[.. ContentFiles.Folders("voice").Select(key => Read(key, language.Code)).OrderBy(drill => drill.Place)]);

    private readonly Dictionary<string, VoiceGuide> _guides = Languages.All.ToDictionary(language => language.Code, language => ReadGuide(language.Code));

    /// <param name="language">zh-Hans, ja or en.</param>
    public IReadOnlyList<VoiceDrill> In(string language) => _drills[language];

    public VoiceDrill? Find(string key, string language) => In(language).FirstOrDefault(drill => drill.Key == key);

    public VoiceGuide Guide(string language) => _guides[language];

    private static VoiceDrill Read(string key, string language)
    {
        var shape = ContentFiles.Read<DrillFile>($"voice.{key}.drill.yaml");
        var text = ContentFiles.Read<DrillTextFile>($"voice.{key}.{language}.yaml");
        if (shape.Lines.Count > 0 && shape.Lines.Count != text.Lines.Count)
            throw new InvalidOperationException($"The drill {key} has {shape.Lines.Count} lines, but {text.Lines.Count} in {language}.");

        var lines = text.Lines.Select((line, at) => LineOf(line, shape.Lines.ElementAtOrDefault(at)));
        return new VoiceDrill(
            key, language, shape.Place, shape.Icon, Enum.Parse<DrillKind>(shape.Kind, ignoreCase: true), shape.Rules, shape.Aims,
            text.Title, text.Summary, text.Steps, text.Manners, [.. lines]);
    }

    private static DrillLine LineOf(LineTextFile text, LineFile? shape) =>
        new(text.Text, text.Note, text.Words, text.Sound ?? (text.Words.Count > 0 ? string.Join(' ', text.Words) : text.Text), shape?.Pace, shape?.Pitch, shape?.Breath);

    private static VoiceGuide ReadGuide(string language)
    {
        var file = ContentFiles.Read<VoiceTextFile>($"voice-{language}.yaml");
        return new VoiceGuide(file.Rate[0], file.Rate[1], file.Heard[0], file.Heard[1], [.. file.Qualities.Select(it => new VoiceQuality(it.Name, it.Figures))], [.. file.Advice.Select(it => new VoiceAdvice(it.Title, it.Points))]);
    }
}

/// <summary>What is comfortable in a language, and what to know.</summary>
/// <param name="SlowestRate">Syllables a second without pauses; slower is slow.</param>
/// <param name="FastestRate">Faster is hurried.</param>
/// <param name="LeastHeard">Share of the written syllables that is heard in clear speech, at least; docs/voice.md says how exact the count is.</param>
/// <param name="Qualities">VOX-01: what makes a good service voice.</param>
/// <param name="Advice">VOX-02, VOX-11, VOX-12, VOX-15 and VOX-16.</param>
public sealed record VoiceGuide(double SlowestRate, double FastestRate, double LeastHeard, double MostHeard, IReadOnlyList<VoiceQuality> Qualities, IReadOnlyList<VoiceAdvice> Advice);

public sealed record VoiceQuality(string Name, IReadOnlyList<string> Figures);

public sealed record VoiceAdvice(string Title, IReadOnlyList<string> Points);
