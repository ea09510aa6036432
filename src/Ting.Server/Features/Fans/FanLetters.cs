using System.Net;
using System.Net.Mail;
using Ting.Server.Platform.Links;
using Ting.Server.Platform.Mail;

namespace Ting.Server.Features.Fans;

/// <summary>Letters to people outside, who are known by their address only. Links in them come from the settings and never from a request, whose host name anybody can choose.</summary>
public sealed class FanLetters(MailSender mail, SiteAddress site)
{
    public bool CanWrite => mail.IsConfigured && site.IsKnown;

    public string AddressOf(string path) => site.Of(path);

    public Task SendAsync(Letter letter, CancellationToken cancel) => mail.SendAsync(letter, cancel);

    /// <summary>A letter to confirm something. Where there is no such mailbox nobody will confirm, and what was asked for is forgotten in time.</summary>
    public async Task SendToConfirmAsync(Letter letter, CancellationToken cancel)
    {
        try
        {
            await SendAsync(letter, cancel);
        }
        catch (SmtpFailedRecipientException)
        {
        }
    }

    /// <summary>A few lines and one link.</summary>
    public static Letter Short(string id, string to, string brand, string subject, IReadOnlyList<string> before, (string Words, string Address)? link, IReadOnlyList<string> after)
    {
        var text = string.Join("\n\n", [.. before, .. link is { } go ? [$"{go.Words}\n{go.Address}"] : Array.Empty<string>(), .. after]);
        var html = string.Concat(before.Select(Paragraph)) + (link is { } there ? $"<p><a href=\"{Encoded(there.Address)}\">{Encoded(there.Words)}</a></p>" : "") + string.Concat(after.Select(Paragraph));
        return new Letter(id, to, "", subject, text, html, []) { From = brand };
    }

    internal static string Encoded(string words) => WebUtility.HtmlEncode(words);

    private static string Paragraph(string words) => $"<p>{Encoded(words)}</p>";
}
