namespace Ting.Listening;

/// <summary>The data files the library carries: UTF-8 lines, '#' starts a comment line.</summary>
internal static class KnowledgeFile
{
    public static IEnumerable<string> Lines(string name, string? language = null)
    {
        using var reader = new StreamReader(Open(name, language));
        while (reader.ReadLine() is { } line)
            if (line.Length > 0 && line[0] != '#')
                yield return line;
    }

    public static byte[] Bytes(string name)
    {
        using var stream = Open(name, null);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static Stream Open(string name, string? language)
    {
        var resource = language is null ? $"Ting.Listening.Knowledge.{name}" : $"Ting.Listening.Knowledge.{language}.{name}";
        return typeof(KnowledgeFile).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The library lacks {resource}.");
    }
}
