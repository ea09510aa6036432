using System.Globalization;
using System.Net.Mail;
using System.Text;

namespace Ting.Server.Features.Chat;

/// <summary>What a visitor typed, made fit to keep: nothing is lost but what no database and no screen can hold.</summary>
internal static class VisitorText
{
    public static string Clean(string? text)
    {
        var clean = new StringBuilder(text?.Length ?? 0);
        foreach (var rune in (text ?? "").ReplaceLineEndings("\n").EnumerateRunes()) // a lone surrogate becomes U+FFFD
        {
            if (Rune.GetUnicodeCategory(rune) is not UnicodeCategory.Control || rune.Value is '\n' or '\t')
                clean.Append(rune);
        }

        return clean.ToString().Trim();
    }

    /// <summary>One line of at most so many characters; null when nothing is left.</summary>
    public static string? Line(string? text, int most)
    {
        var line = string.Join(' ', Clean(text).Split(['\n', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        if (line.Length > most)
            line = line[..(char.IsHighSurrogate(line[most - 1]) ? most - 1 : most)];
        return line.Length == 0 ? null : line;
    }

    public static string? Email(string? text) =>
        Line(text, 254) is { } line && MailAddress.TryCreate(line, out var address) && address.Address == line && address.Host.Contains('.', StringComparison.Ordinal) ? line : null;

    /// <summary>The page without its query and fragment, which may name people.</summary>
    public static string? Page(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? Line(uri!.GetLeftPart(UriPartial.Path), 400) : null;
}
