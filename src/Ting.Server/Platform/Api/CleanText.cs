using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ting.Server.Platform.Api;

/// <summary>Every text that comes in: no NUL, which PostgreSQL cannot keep, and no half of a surrogate pair, which is no character.</summary>
internal sealed class CleanText : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is not JsonTokenType.String)
            throw new JsonException();

        string text;
        try
        {
            text = reader.GetString()!;
        }
        catch (InvalidOperationException error)
        {
            throw new TextRefused("text.half_character", error);
        }

        return text.Contains('\0') ? throw new TextRefused("text.nul") : text;
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    // Dictionaries have texts as keys.
    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString()!;

    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WritePropertyName(value);
}

/// <summary>The message is the code of the refusal; the path is filled in by the reader.</summary>
internal sealed class TextRefused(string code, Exception? inner = null) : JsonException(code, inner)
{
    public string Code { get; } = code;
}
