using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ting.Cli.Measuring;

/// <summary>What a measure answers: for people, for programs and, where it makes sense, as a picture.</summary>
/// <param name="Text">Tables and sentences.</param>
/// <param name="Json">One object.</param>
/// <param name="Svg">Null where a picture would not help.</param>
internal sealed record MeasuredAnswer(string Text, JsonObject Json, string? Svg = null)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string JsonText => Json.ToJsonString(Indented) + "\n";
}
