using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;

namespace Ting.Server.Platform.Mail;

/// <param name="Id">The same letter sent twice carries the same one.</param>
/// <param name="Files">Beside the words: name, kind and content.</param>
public sealed record Letter(string Id, string To, string Name, string Subject, string Text, string Html, IReadOnlyList<(string Name, string Kind, byte[] Content)> Files)
{
    /// <summary>In whose name it is sent; null for our own.</summary>
    public string? From { get; init; }

    /// <summary>An address that takes the reader off the list by one call (RFC 8058), which mail programs show as a button; null for a letter to one person.</summary>
    public string? Unsubscribe { get; init; }
}

/// <summary>
/// Sends letters by the mail server of the settings <c>Mail:Host</c>, <c>Mail:Port</c>, <c>Mail:From</c>, <c>Mail:User</c>, <c>Mail:Password</c> and <c>Mail:Tls</c> (STARTTLS; on unless it is set to false).
/// The framework's own client: MailKit is not to be had here.
/// </summary>
public sealed class MailSender(IConfiguration configuration)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public bool IsConfigured => !string.IsNullOrWhiteSpace(configuration["Mail:Host"]) && MailAddress.TryCreate(configuration["Mail:From"], out _);

    /// <exception cref="SmtpException">The server is away or did not take it.</exception>
    public async Task SendAsync(Letter letter, CancellationToken cancel)
    {
        using var message = new MailMessage(new MailAddress(configuration["Mail:From"]!, letter.From ?? "Ting 聽", Encoding.UTF8), new MailAddress(letter.To, letter.Name, Encoding.UTF8));
        message.Subject = letter.Subject.ReplaceLineEndings(" ");
        message.SubjectEncoding = message.BodyEncoding = Encoding.UTF8;
        message.Headers.Add("Message-ID", $"<{letter.Id}@{message.From!.Host}>");
        message.Headers.Add("Auto-Submitted", "auto-generated");
        if (letter.Unsubscribe is { } unsubscribe)
        {
            message.Headers.Add("List-Unsubscribe", $"<{unsubscribe}>");
            message.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
            message.Headers.Add("Precedence", "bulk");
        }

        message.Body = letter.Text;
        message.AlternateViews.Add(AlternateView.CreateAlternateViewFromString(letter.Html, Encoding.UTF8, MediaTypeNames.Text.Html));
        foreach (var (name, kind, content) in letter.Files)
            message.Attachments.Add(new Attachment(new MemoryStream(content), name, kind));

        using var client = new SmtpClient(configuration["Mail:Host"], int.TryParse(configuration["Mail:Port"], NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : 587);
        client.EnableSsl = !string.Equals(configuration["Mail:Tls"], "false", StringComparison.OrdinalIgnoreCase);
        if (configuration["Mail:User"] is { Length: > 0 } user)
            client.Credentials = new NetworkCredential(user, configuration["Mail:Password"]);

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        await client.SendMailAsync(message, limit.Token);
    }
}
