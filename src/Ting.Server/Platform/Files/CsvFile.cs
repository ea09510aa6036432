using CsvHelper;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ting.Server.Platform.Files;

/// <summary>Files for a spreadsheet: written as they are read, and no cell can be taken for a formula.</summary>
internal static class CsvFile
{
    /// <param name="injection">None for a file that guards its cells itself, because it will be taken in again.</param>
    public static PushStreamHttpResult Answer(HttpContext http, string name, Func<CsvWriter, Task> write, CsvInjection injection = CsvInjection.Escape)
    {
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Stream(async body =>
        {
            // Spreadsheets take a file without its byte order mark for the code page of their country.
            await using var csv = CsvWriter.Create(body, new CsvWriterOptions { Injection = injection, WriteByteOrderMark = true }, leaveOpen: true);
            await write(csv);
            await csv.FlushAsync();
        }, "text/csv; charset=utf-8", name);
    }

    public static async Task WriteRowAsync(this CsvWriter csv, params object?[] cells)
    {
        foreach (var cell in cells)
        {
            if (cell is string or null)
                csv.WriteField((string?)cell); // text is guarded against formulas; numbers cannot be one
            else
                csv.WriteField(cell);
        }

        await csv.EndRecordAsync();
    }
}
