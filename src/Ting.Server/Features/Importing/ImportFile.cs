using CsvHelper;
using Ting.Server.Platform.Files;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Importing;

/// <summary>Reads a file of rows: its header, and then one row after the other, never all of it at once.</summary>
/// <exception cref="CsvFormatException">A row is larger than any may be: most likely a quote that never ends.</exception>
public sealed class ImportFile : IDisposable
{
    public const int MostColumns = 100;
    private const int MostRowBytes = 256 * 1024;
    private const int Beginning = 256 * 1024;

    private readonly CsvReader _reader;

    private ImportFile(Stream content, string encoding, char separator)
    {
        var text = new StreamReader(content, FileEncoding.Of(encoding), detectEncodingFromByteOrderMarks: false);
        if (text.Peek() == '\uFEFF')
            text.Read();
        _reader = CsvReader.Create(text, new CsvReaderOptions { Separator = separator, SkipEmptyLines = true, MaxRecordSize = MostRowBytes, IncludeValuesInExceptions = false });
        Headers = [.. _reader.Headers];
    }

    public IReadOnlyList<string> Headers { get; }

    public static ImportFile Read(Stream content, string encoding, char separator) => new(content, encoding, separator);

    /// <returns>Null when it is not kept any more.</returns>
    public static ImportFile? Open(FileStore files, PeopleImport import) =>
        files.Open(import.Hash) is { } content ? new ImportFile(content, import.Encoding, import.Delimiter) : null;

    /// <returns>The cells of the next row, or null at the end.</returns>
    public string[]? Next()
    {
        while (_reader.Read())
        {
            var cells = new string[_reader.FieldCount];
            var some = false;
            for (var at = 0; at < cells.Length; at++)
            {
                cells[at] = _reader.GetString(at);
                some |= cells[at].Length > 0;
            }

            if (some)
                return cells;
        }

        return null;
    }

    public void Dispose() => _reader.Dispose();

    /// <summary>What a file is, seen from its beginning and by counting its rows.</summary>
    public sealed record Look(string Encoding, char Separator, IReadOnlyList<string> Headers, int Rows);

    /// <param name="encoding">Null to find out.</param>
    public static Outcome<Look> Examine(FileStore files, string hash, string? encoding)
    {
        var beginning = new byte[Beginning];
        using (var content = files.Open(hash)!)
            beginning = beginning[..content.ReadAtLeast(beginning, beginning.Length, throwOnEndOfStream: false)];

        encoding ??= FileEncoding.Guess(beginning);
        var separator = SeparatorOf(FileEncoding.Of(encoding).GetString(beginning).TrimStart('\uFEFF'));
        try
        {
            using var file = Read(files.Open(hash)!, encoding, separator);
            if (file.Headers.Count is 0 or > MostColumns)
                return Refusal.Invalid("import.columns", "file");
            var rows = 0;
            while (file.Next() is not null)
            {
                if (++rows > PeopleImport.MostRows)
                    return Refusal.Invalid("import.too_many_rows", "file");
            }

            return rows == 0 ? Refusal.Invalid("import.no_rows", "file") : new Look(encoding, separator, file.Headers, rows);
        }
        catch (CsvFormatException)
        {
            return Refusal.Invalid("import.unreadable", "file");
        }
    }

    // Of the signs that divide cells, the one that the first line has most of.
    internal static char SeparatorOf(string text)
    {
        var quoted = false;
        Dictionary<char, int> counts = new() { [','] = 0, [';'] = 0, ['\t'] = 0 };
        foreach (var sign in text)
        {
            if (sign == '"')
                quoted = !quoted;
            else if (!quoted && sign is '\n' or '\r')
                break;
            else if (!quoted && counts.TryGetValue(sign, out var count))
                counts[sign] = count + 1;
        }

        return counts.MaxBy(it => it.Value).Key;
    }
}
