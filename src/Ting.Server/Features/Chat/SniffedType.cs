using System.Text;

namespace Ting.Server.Features.Chat;

/// <summary>What a file is, by its first bytes; its name only decides between kinds that begin alike.</summary>
internal static class SniffedType
{
    private const int Enough = 4096;

    public static bool IsPicture(string type) => type is "image/png" or "image/jpeg" or "image/gif" or "image/webp" or "image/avif";

    /// <returns>Null for what we do not take: programs, pages, scripts and anything unknown. The stream stands at its beginning again.</returns>
    public static async Task<string?> OfAsync(Stream content, string name, CancellationToken cancel)
    {
        var buffer = new byte[Enough];
        var length = await content.ReadAtLeastAsync(buffer, Enough, throwOnEndOfStream: false, cancel);
        content.Position = 0;
        return Of(buffer.AsSpan(0, length), Path.GetExtension(name).ToLowerInvariant());
    }

    internal static string? Of(ReadOnlySpan<byte> head, string extension)
    {
        if (head.Length > 8 && head[0] == 0x89 && head[1..].StartsWith("PNG\r\n"u8))
            return "image/png";
        if (head.Length > 3 && head[0] == 0xff && head[1] == 0xd8 && head[2] == 0xff)
            return "image/jpeg";
        if (head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8))
            return "image/gif";
        if (head.Length > 12 && head.StartsWith("RIFF"u8) && head[8..].StartsWith("WEBP"u8))
            return "image/webp";
        if (head.Length > 12 && head[4..].StartsWith("ftyp"u8))
            return Container(head[8..12]);
        if (head.StartsWith("%PDF-"u8))
            return "application/pdf";
        if (head.StartsWith("PK\x03\x04"u8))
            return Zip(extension);
        if (head.Length > 8 && head[0] == 0xd0 && head[1] == 0xcf && head[2] == 0x11 && head[3] == 0xe0)
            return extension switch { ".doc" => "application/msword", ".xls" => "application/vnd.ms-excel", ".ppt" => "application/vnd.ms-powerpoint", _ => null };
        return extension is ".txt" or ".csv" && IsText(head) ? extension == ".csv" ? "text/csv" : "text/plain" : null;
    }

    private static string? Container(ReadOnlySpan<byte> brand) => Encoding.ASCII.GetString(brand) switch
    {
        "heic" or "heix" or "mif1" or "heif" => "image/heic",
        "avif" => "image/avif",
        "qt  " => "video/quicktime",
        "isom" or "mp41" or "mp42" or "avc1" or "iso2" or "iso4" or "iso5" or "iso6" or "M4V " or "3gp4" or "3gp5" => "video/mp4",
        _ => null,
    };

    private static string? Zip(string extension) => extension switch
    {
        ".docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ".xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ".pptx" => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ".odt" => "application/vnd.oasis.opendocument.text",
        ".ods" => "application/vnd.oasis.opendocument.spreadsheet",
        ".zip" => "application/zip",
        _ => null,
    };

    // Old Chinese and Japanese files are not UTF-8, so any bytes without control characters count as text.
    private static bool IsText(ReadOnlySpan<byte> head)
    {
        foreach (var value in head)
        {
            if (value < 0x20 && value is not ((byte)'\n' or (byte)'\r' or (byte)'\t'))
                return false;
        }

        return true;
    }
}
