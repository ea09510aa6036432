using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ting.Server.Features.Demo;

/// <summary>One dialogue that can be played: who says what, and how it ends. Words in braces are filled in when it is played.</summary>
internal sealed record DemoScene
{
    public string Id { get; init; } = "";
    public string Topic { get; init; } = "other";
    public string? Title { get; init; }

    /// <summary>What the customer would answer at the end, from 1 to 5.</summary>
    public int Csat { get; init; } = 4;

    public bool Resolved { get; init; } = true;

    /// <summary>It was written for the telephone: an opening by the agent is left out.</summary>
    public bool Spoken { get; init; }

    public IReadOnlyList<DemoTurn> Turns { get; init; } = [];
}

internal sealed record DemoTurn
{
    public DemoSpeaker By { get; init; }
    public string Text { get; init; } = "";

    /// <summary>Days that pass before these words.</summary>
    public int Days { get; init; }

    /// <summary>What the writer of the scene says the customer feels here.</summary>
    public string? Emotion { get; init; }

    /// <summary>The coach's categories that these words fall under.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];
}

internal enum DemoSpeaker { Customer, Agent }

/// <summary>All scenes of one brand, with the words that fill their gaps.</summary>
internal sealed record DemoScenes(IReadOnlyList<DemoScene> All, IReadOnlyDictionary<string, IReadOnlyList<string>> Slots)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static DemoScenes Of(string brand)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"demo.{brand}.jsonl")
            ?? throw new InvalidOperationException($"The demo's scenes of {brand} are missing from the build.");
        using var reader = new StreamReader(stream);
        var slots = JsonSerializer.Deserialize<SlotLine>(reader.ReadLine()!, Json)!.Slots;
        var scenes = new List<DemoScene>();
        while (reader.ReadLine() is { } line)
            scenes.Add(WithoutOpening(JsonSerializer.Deserialize<DemoScene>(line, Json)!));

        return new(scenes, slots.ToDictionary(slot => slot.Key, slot => (IReadOnlyList<string>)slot.Value));
    }

    private static DemoScene WithoutOpening(DemoScene scene) =>
        scene with { Turns = [.. scene.Turns.SkipWhile(turn => turn.By is DemoSpeaker.Agent)] };

    private sealed record SlotLine(Dictionary<string, string[]> Slots);
}
