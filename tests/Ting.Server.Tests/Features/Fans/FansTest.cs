using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Fans;

/// <summary>A desk whose pages for fans are open, and a mail server that keeps every letter.</summary>
public abstract class FansTest : DeskTest
{
    private protected MailCatcher Mail { get; } = new();

    public override async ValueTask InitializeAsync()
    {
        Server.Settings["Mail:Host"] = "127.0.0.1";
        Server.Settings["Mail:Port"] = Mail.Port.ToString(CultureInfo.InvariantCulture);
        Server.Settings["Mail:From"] = "ting@example.test";
        Server.Settings["Mail:Tls"] = "false";
        Server.Settings["Site:Url"] = "https://fans.example.test";
        Server.Settings["Fans:FormsPerAddressPerHour"] = "600";
        await base.InitializeAsync();
        await OpenAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        Mail.Dispose();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected async Task OpenAsync(bool magazine = true, bool community = true, bool approval = false, Guid? inbox = null) =>
        await Client.SendAsync(HttpMethod.Put, "/api/v1/fans/rules", new { magazineOpen = magazine, communityOpen = community, approval, inboxId = inbox }, HttpStatusCode.OK);

    /// <summary>The first address of our own in a letter, without the host.</summary>
    protected static string LinkIn(string letter, string path) =>
        Regex.Match(MailCatcher.Decoded(letter), $@"https://fans\.example\.test({Regex.Escape(path)}[^\s""<>]+)").Groups[1].Value;
}
