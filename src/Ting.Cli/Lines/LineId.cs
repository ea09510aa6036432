using System.Text.Json;
using System.Text.Unicode;

namespace Ting.Cli.Lines;

/// <summary>Finds the id of a line that is otherwise beyond repair, so that its error can be matched to it.</summary>
internal static class LineId
{
    /// <summary>The id as JSON, or "null".</summary>
    public static byte[] Of(ReadOnlySpan<byte> head, ReadOnlySpan<byte> tail) => Read(head) ?? Search(tail) ?? Search(head) ?? [.. "null"u8];

    private static byte[]? Read(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line, isFinalBlock: false, state: default);
        try
        {
            while (reader.Read())
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals("id"u8) && reader.Read())
                    return Value(line.Slice((int)reader.TokenStartIndex, (int)(reader.BytesConsumed - reader.TokenStartIndex)), reader.TokenType);
        }
        catch (JsonException)
        {
            return null; // what follows looks for it without the grammar
        }

        return null;
    }

    private static byte[]? Value(ReadOnlySpan<byte> value, JsonTokenType type) =>
        type is JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False && Utf8.IsValid(value) ? value.ToArray() : null;

    // the last one: in a line that breaks in its text, the id may stand behind it
    private static byte[]? Search(ReadOnlySpan<byte> line)
    {
        for (var at = line.LastIndexOf("\"id\""u8); at >= 0; at = line[..at].LastIndexOf("\"id\""u8))
        {
            if (at > 0 && line[at - 1] == '\\')
                continue;
            var rest = line[(at + 4)..].TrimStart(" \t"u8);
            if (rest.IsEmpty || rest[0] != ':')
                continue;
            var reader = new Utf8JsonReader(rest[1..], isFinalBlock: false, state: default);
            try
            {
                if (reader.Read() && Value(rest.Slice(1 + (int)reader.TokenStartIndex, (int)(reader.BytesConsumed - reader.TokenStartIndex)), reader.TokenType) is { } id)
                    return id;
            }
            catch (JsonException)
            {
                continue;
            }
        }

        return null;
    }
}
