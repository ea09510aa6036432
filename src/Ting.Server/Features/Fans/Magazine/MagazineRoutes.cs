using System.Globalization;
using System.Text;
using System.Xml;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Settings;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Links;
using Ting.Server.Platform.Localisation;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Fans.Magazine;

/// <summary>What is no page: the feed, the one click that mail programs make, and forms of one button.</summary>
internal static class MagazineRoutes
{
    private const int MostEntries = 30;
    private const string Atom = "http://www.w3.org/2005/Atom";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/magazine/feed", FeedAsync).AllowAnonymous().ExcludeFromDescription();

        // RFC 8058: whoever calls has no cookie and no page.
        routes.MapPost("/magazine/leave/{token}/now", async (string token, LeaveMagazine leaving, CancellationToken cancel) =>
                await leaving.HandleAsync(token, cancel) ? Results.Ok() : Results.NotFound())
            .AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        routes.MapGet("/magazine/leave/{token}/now", (string token) => Results.Redirect($"/magazine/leave/{Uri.EscapeDataString(token)}")).AllowAnonymous().ExcludeFromDescription();

        var staff = routes.MapGroup("/fans/magazine/{id:guid}").RequireAuthorization(Permission.ManageCommunity).ExcludeFromDescription();
        staff.MapPost("/publish", async (Guid id, HttpContext http, SaveIssue.Handler handler, CancellationToken cancel) => Back(http, id, await handler.PublishAsync(id, cancel), "published"));
        staff.MapPost("/withdraw", async (Guid id, HttpContext http, SaveIssue.Handler handler, CancellationToken cancel) => Back(http, id, await handler.WithdrawAsync(id, cancel), "withdrawn"));
        staff.MapPost("/send", async (Guid id, HttpContext http, SendIssue.Ask handler, CancellationToken cancel) => Back(http, id, await handler.BeginAsync(id, cancel), "sending"));
        staff.MapPost("/stop", async (Guid id, HttpContext http, SendIssue.Ask handler, CancellationToken cancel) => Back(http, id, await handler.StopAsync(id, cancel), "stopped"));
        routes.MapPost("/fans/subscribers/{id:guid}/erase", async (Guid id, HttpContext http, SubscriberLookup lookup, CancellationToken cancel) =>
        {
            await lookup.EraseAsync(id, cancel);
            return To(http, "/fans/subscribers?done=erased");
        }).RequireAuthorization(Permission.ErasePeople).ExcludeFromDescription();
    }

    private static IResult Back(HttpContext http, Guid id, Outcome<MagazineIssue> outcome, string done) =>
        outcome.IsRefused(out var refusal, out _) ? refusal.Kind is RefusalKind.NotFound ? refusal.ToHttp() : To(http, $"/fans/magazine/{id}?refused={refusal.Code}") : To(http, $"/fans/magazine/{id}?done={done}");

    private static IResult To(HttpContext http, string address)
    {
        http.Response.Headers.Location = address;
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }

    private static async Task<IResult> FeedAsync([FromQuery] string? lang, HttpContext http, IDbContextFactory<AppDb> database, CurrentWorkspace workspace, SiteAddress site, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        if (!(await FanRules.ReadAsync(db, cancel)).MagazineOpen)
            return Results.NotFound();

        var language = Languages.Closest(lang) ?? Languages.Current.Code;
        var issues = await db.MagazineIssues.AsNoTracking().Where(it => it.State == IssueState.Published).OrderByDescending(it => it.PublishedAt).ThenByDescending(it => it.Id).Take(MostEntries).ToListAsync(cancel);
        var (brand, origin) = ((await workspace.FindAsync(cancel))?.Name ?? "Ting 聽", site.IsKnown ? site.Of("") : $"{http.Request.Scheme}://{http.Request.Host}");
        http.Response.Headers.CacheControl = "public, max-age=300";
        return Results.Bytes(Write(issues, language, brand, origin), "application/atom+xml; charset=utf-8");
    }

    private static byte[] Write(IReadOnlyList<MagazineIssue> issues, string language, string brand, string origin)
    {
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false), CheckCharacters = true }))
        {
            var home = $"{origin}/magazine?lang={language}";
            xml.WriteStartElement("feed", Atom);
            xml.WriteAttributeString("xml", "lang", null, language);
            xml.WriteElementString("title", Atom, brand);
            xml.WriteElementString("id", Atom, home);
            Link(xml, "alternate", "text/html", home);
            Link(xml, "self", "application/atom+xml", $"{origin}/magazine/feed?lang={language}");
            xml.WriteElementString("updated", Atom, Moment(issues.Count == 0 ? DateTimeOffset.UnixEpoch : issues.Max(it => it.ChangedAt)));
            xml.WriteStartElement("author", Atom);
            xml.WriteElementString("name", Atom, brand);
            xml.WriteEndElement();
            foreach (var issue in issues)
                Entry(xml, issue, language, origin);
            xml.WriteEndElement();
        }

        return stream.ToArray();
    }

    private static void Entry(XmlWriter xml, MagazineIssue issue, string wanted, string origin)
    {
        var (language, words) = issue.In(wanted);
        xml.WriteStartElement("entry", Atom);
        xml.WriteAttributeString("xml", "lang", null, language);
        xml.WriteElementString("title", Atom, Plain(words.Title));
        xml.WriteElementString("id", Atom, $"urn:uuid:{issue.Id}");
        Link(xml, "alternate", "text/html", string.Create(CultureInfo.InvariantCulture, $"{origin}/magazine/{issue.Number}?lang={language}"));
        xml.WriteElementString("published", Atom, Moment(issue.PublishedAt!.Value));
        xml.WriteElementString("updated", Atom, Moment(issue.ChangedAt > issue.PublishedAt ? issue.ChangedAt : issue.PublishedAt.Value));
        if (words.Summary.Length > 0)
            xml.WriteElementString("summary", Atom, Plain(words.Summary));
        xml.WriteStartElement("content", Atom);
        xml.WriteAttributeString("type", "html");
        xml.WriteString(Plain(IssueMarkdown.ToHtml(words.Body, origin)));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Link(XmlWriter xml, string relation, string type, string address)
    {
        xml.WriteStartElement("link", Atom);
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("type", type);
        xml.WriteAttributeString("href", address);
        xml.WriteEndElement();
    }

    // What XML cannot hold.
    private static string Plain(string text) => string.Concat(text.EnumerateRunes().Where(it => it.Value is '\t' or '\n' or '\r' or >= 0x20 and not (0xFFFE or 0xFFFF)).Select(it => it.ToString()));

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
