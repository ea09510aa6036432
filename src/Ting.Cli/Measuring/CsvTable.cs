using System.Globalization;
using System.Text;
using CsvHelper;

namespace Ting.Cli.Measuring;

/// <summary>A CSV file with a header. What is wrong in it is said with its row, as a spreadsheet counts them, and its column.</summary>
internal sealed class CsvTable
{
    private static readonly string[] Nothing = ["", ".", "NA", "N/A", "null"];
    private readonly string _name;
    private readonly List<(int Number, string[] Cells)> _rows = [];

    private CsvTable(string name, string[] header)
    {
        _name = name;
        Header = header;
    }

    public IReadOnlyList<string> Header { get; }

    public int Count => _rows.Count;

    /// <param name="path">A file, or - for what comes in on stdin. UTF-8; cells separated by commas, semicolons or tabs.</param>
    public static CsvTable Read(string path)
    {
        var name = path == "-" ? "stdin" : Path.GetFileName(path);
        if (path != "-" && !File.Exists(path))
            throw new CommandException($"{path}: there is no such file.");
        using var input = path == "-" ? Console.OpenStandardInput() : File.OpenRead(path);
        return Read(input, name);
    }

    public static CsvTable Read(Stream input, string name)
    {
        string text;
        try
        {
            using var reader = new StreamReader(input, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
            text = reader.ReadToEnd();
        }
        catch (DecoderFallbackException)
        {
            throw new CommandException($"{name}: the file is not UTF-8.");
        }

        // the header is read as a row like the others, and empty lines too, so that rows are numbered as a spreadsheet does
        var options = new CsvReaderOptions { HasHeader = false, SkipEmptyLines = false, TrimWhitespace = true, MalformedData = CsvMalformedDataHandling.Throw };
        try
        {
            using var reader = CsvReader.FromText(text, options);
            if (!reader.Read())
                throw new CommandException($"{name}: there is nothing in it; the first row names the columns.");
            return Read(reader, name);
        }
        catch (CsvFormatException wrong)
        {
            throw new CommandException($"{name}, row {wrong.RecordNumber}: a quotation mark stands where none may, or is never closed; inside a quoted cell it is doubled.");
        }
    }

    private static CsvTable Read(CsvReader reader, string name)
    {
        var table = new CsvTable(name, Cells(reader));
        if (table.Header.GroupBy(column => column, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new CommandException($"{name}: column \"{twice.Key}\" is there twice.");
        while (reader.Read())
        {
            var cells = Cells(reader);
            if (cells.All(cell => cell.Length == 0))
                continue;
            if (cells.Length != table.Header.Count)
                throw new CommandException($"{name}, row {reader.RowNumber}: {cells.Length} cells, but the header has {table.Header.Count}.");
            table._rows.Add(((int)reader.RowNumber, cells));
        }

        return table._rows.Count > 0 ? table : throw new CommandException($"{name}: there are no rows below the header.");
    }

    private static string[] Cells(CsvReader reader) => [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)];

    /// <summary>The place of a column, whatever its case.</summary>
    public int Column(string column) => Find(column) ?? throw new CommandException($"{_name}: there is no column \"{column}\"; there are {string.Join(", ", Header)}.");

    public int? Find(string column)
    {
        for (var at = 0; at < Header.Count; at++)
            if (string.Equals(Header[at], column, StringComparison.OrdinalIgnoreCase))
                return at;
        return null;
    }

    public string Text(int row, int column) =>
        _rows[row].Cells[column] is { Length: > 0 } text ? text : throw Wrong(row, column, "there is nothing in the cell.");

    public bool IsEmpty(int row, int column) => Nothing.Contains(_rows[row].Cells[column], StringComparer.OrdinalIgnoreCase);

    public double Number(int row, int column, double least = double.MinValue, double most = double.MaxValue)
    {
        var cell = _rows[row].Cells[column];
        if (!double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
            throw Wrong(row, column, $"\"{cell}\" is no number.");
        return number >= least && number <= most ? number : throw Wrong(row, column, $"{cell} has to be {Range(least, most)}.");
    }

    public double? NumberOrNone(int row, int column) => IsEmpty(row, column) ? null : Number(row, column);

    public int Whole(int row, int column, int least, int most)
    {
        var cell = _rows[row].Cells[column];
        return int.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Wrong(row, column, $"\"{cell}\" is no whole number {(most == int.MaxValue ? $"of {least} or more" : $"from {least} to {most}")}.");
    }

    public DateOnly Day(int row, int column)
    {
        var cell = _rows[row].Cells[column];
        return DateOnly.TryParseExact(cell.Length > 10 && cell[10] is 'T' or ' ' ? cell[..10] : cell, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw Wrong(row, column, $"\"{cell}\" is no day such as 2026-11-22.");
    }

    public CommandException Wrong(int row, int column, string what) => new($"{_name}, row {_rows[row].Number}, column {Header[column]}: {what}");

    private static string Range(double least, double most) => (least, most) switch
    {
        (_, double.MaxValue) => string.Create(CultureInfo.InvariantCulture, $"{least} or more"),
        (double.MinValue, _) => string.Create(CultureInfo.InvariantCulture, $"{most} or less"),
        _ => string.Create(CultureInfo.InvariantCulture, $"from {least} to {most}"),
    };
}
