using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;

namespace Ting.Cli.Lines;

/// <summary>A line cannot be answered; the message says why.</summary>
internal sealed class LineException(string message) : Exception(message);

/// <summary>Answers JSON Lines with JSON Lines: one for one, in order, the id echoed; a bad line gets an error and the rest is still answered.</summary>
internal static class JsonLines
{
    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = 64 };

    /// <param name="answer">Gives the answer as a JSON object without the id.</param>
    /// <returns>0, or 1 when a line was bad.</returns>
    public static int Run(Stream input, Stream output, Func<JsonElement, byte[]> answer)
    {
        var lines = new LineReader(input);
        var written = new ArrayBufferWriter<byte>(1 << 16);
        var bad = 0;
        while (lines.Next(out var line))
        {
            if (!line.IsTooLong && line.Bytes.Span.Trim(" \t"u8).IsEmpty)
                continue;
            if (!Answer(line, written, answer))
                bad = 1;
            if (written.WrittenCount > 1 << 15 || lines.IsDry)
                Flush(written, output);
        }

        Flush(written, output);
        return bad;
    }

    private static bool Answer(InputLine line, ArrayBufferWriter<byte> written, Func<JsonElement, byte[]> answer)
    {
        try
        {
            if (line.IsTooLong)
                throw new LineException($"The line is longer than {LineReader.Longest} bytes.");
            if (!Utf8.IsValid(line.Bytes.Span))
                throw new LineException("The line is not UTF-8.");
            using var json = JsonDocument.Parse(line.Bytes, Reading);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                throw new LineException("The line is no JSON object.");
            var id = json.RootElement.TryGetProperty("id", out var given) ? given.GetRawText() : "null";
            var answered = answer(json.RootElement);
            written.Write("{\"id\":"u8);
            written.Write(System.Text.Encoding.UTF8.GetBytes(id));
            written.Write(","u8);
            written.Write(answered.AsSpan(1));
            written.Write("\n"u8);
            return true;
        }
        catch (Exception wrong) when (wrong is LineException or JsonException or InvalidOperationException)
        {
            written.Write("{\"id\":"u8);
            written.Write(LineId.Of(line.Bytes.Span, line.Tail.Span));
            written.Write(",\"error\":"u8);
            written.Write(JsonSerializer.SerializeToUtf8Bytes(wrong is JsonException ? $"The line is no JSON: {wrong.Message}" : wrong.Message, ErrorJson.Default.String));
            written.Write("}\n"u8);
            return false;
        }
    }

    private static void Flush(ArrayBufferWriter<byte> written, Stream output)
    {
        output.Write(written.WrittenSpan);
        output.Flush();
        written.ResetWrittenCount();
    }
}
