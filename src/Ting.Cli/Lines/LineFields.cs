using System.Text.Json;

namespace Ting.Cli.Lines;

/// <summary>The fields that lines have in common, with a plain word about what is wrong with them.</summary>
internal static class LineFields
{
    public static string Text(JsonElement line, string name = "text")
    {
        if (!line.TryGetProperty(name, out var value))
            throw new LineException($"{name} is missing.");
        return value.ValueKind == JsonValueKind.String ? value.GetString()! : throw new LineException($"{name} is no string.");
    }

    /// <summary>zh, ja or en, also as zh-Hans and the like; null where the line leaves it open.</summary>
    public static string? Language(JsonElement line)
    {
        if (!line.TryGetProperty("lang", out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind != JsonValueKind.String)
            throw new LineException("lang is no string.");
        var language = value.GetString()!;
        var main = language.Split('-', '_')[0];
        return main.Length == 2 && (main.Equals("zh", StringComparison.OrdinalIgnoreCase) || main.Equals("ja", StringComparison.OrdinalIgnoreCase) || main.Equals("en", StringComparison.OrdinalIgnoreCase))
            ? main
            : throw new LineException($"lang \"{language}\" is unknown: zh, ja and en are known.");
    }

    /// <summary>One string or several.</summary>
    public static IReadOnlyList<string> Texts(JsonElement line, string name)
    {
        if (!line.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return [];
        return value.ValueKind switch
        {
            JsonValueKind.String => [value.GetString()!],
            JsonValueKind.Array => [.. value.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String ? item.GetString()! : throw new LineException($"{name} holds something that is no string."))],
            _ => throw new LineException($"{name} is neither a string nor a list of strings."),
        };
    }
}
