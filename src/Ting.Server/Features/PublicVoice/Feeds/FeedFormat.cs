using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using AngleSharp.Dom;

namespace Ting.Server.Features.PublicVoice.Feeds;

/// <summary>
/// RSS 2.0, Atom and JSON Feed, read from what a stranger sends: no document type is taken, no other file is opened, and of a feed without an end only the beginning is read.
/// By hand, because the framework's reader of feeds is not among the packages to be had here.
/// </summary>
internal static class FeedFormat
{
    public const int MostEntries = 200;

    private const int MostCharacters = 4 * 1024 * 1024;
    private const string Content = "http://purl.org/rss/1.0/modules/content/";
    private const string DublinCore = "http://purl.org/dc/elements/1.1/";

    private static readonly string[] Zones = ["UT", "UTC", "GMT", "Z", "EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT", "JST"];
    private static readonly string[] Offsets = ["+00:00", "+00:00", "+00:00", "+00:00", "-05:00", "-04:00", "-06:00", "-05:00", "-07:00", "-06:00", "-08:00", "-07:00", "+09:00"];

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MostCharacters,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <param name="content">All of it, as it was sent.</param>
    /// <param name="now">For what says no time, and for what says one that is still to come.</param>
    /// <returns>Null when it is none of the three.</returns>
    public static IReadOnlyList<GivenPost>? Read(ReadOnlyMemory<byte> content, DateTimeOffset now)
    {
        try
        {
            return IsJson(content.Span) ? ReadJson(content, now) : ReadXml(content, now);
        }
        catch (Exception error) when (error is XmlException or JsonException or ArgumentException or InvalidOperationException or FormatException or NotSupportedException or DomException)
        {
            return null; // broken, or made to break whoever reads it
        }
    }

    private static bool IsJson(ReadOnlySpan<byte> content)
    {
        if (content is [0xEF, 0xBB, 0xBF, ..])
            content = content[3..];
        content = content.TrimStart(" \t\r\n"u8);
        return content is [(byte)'{', ..];
    }

    private static List<GivenPost>? ReadXml(ReadOnlyMemory<byte> content, DateTimeOffset now)
    {
        using var stream = new MemoryStream(content.ToArray(), writable: false);
        using var reader = XmlReader.Create(stream, Settings);
        reader.MoveToContent();
        var isAtom = reader.LocalName == "feed";
        if (!isAtom && reader.LocalName != "rss")
            return null;

        string? language = null;
        List<GivenPost> posts = [];
        reader.Read();
        while (!reader.EOF && posts.Count < MostEntries)
        {
            if (reader.NodeType is XmlNodeType.Element && reader.LocalName == (isAtom ? "entry" : "item"))
            {
                var entry = (XElement)XNode.ReadFrom(reader); // leaves the reader behind it
                if ((isAtom ? OfAtom(entry, language, now) : OfRss(entry, language, now)) is { } post)
                    posts.Add(post);
                continue;
            }

            if (reader.NodeType is XmlNodeType.Element && !isAtom && reader is { Depth: 2, LocalName: "language" })
            {
                language = ((XElement)XNode.ReadFrom(reader)).Value;
                continue;
            }

            reader.Read();
        }

        return posts;
    }

    private static GivenPost? OfRss(XElement item, string? language, DateTimeOffset now)
    {
        var link = Value(item, "link");
        var text = PlainText.OfHtml(Value(item, "encoded", Content) ?? Value(item, "description") ?? "", PublicPost.MostText);
        return Post(Value(item, "guid"), link, PlainText.OfHtml(Value(item, "title") ?? "", PublicPost.MostText), text, Value(item, "creator", DublinCore) ?? Value(item, "author"),
            Value(item, "language", DublinCore) ?? language, TimeOf(Value(item, "pubDate") ?? Value(item, "date", DublinCore)), now);
    }

    private static GivenPost? OfAtom(XElement entry, string? language, DateTimeOffset now)
    {
        var link = Children(entry, "link").FirstOrDefault(it => (string?)it.Attribute("rel") is null or "alternate")?.Attribute("href")?.Value;
        var author = Children(entry, "author").FirstOrDefault() is { } by ? Value(by, "name") : null;
        var content = Children(entry, "content").FirstOrDefault() ?? Children(entry, "summary").FirstOrDefault();
        return Post(Value(entry, "id"), link, Words(Children(entry, "title").FirstOrDefault()), Words(content), author,
            entry.Attribute(XNamespace.Xml + "lang")?.Value ?? language, TimeOf(Value(entry, "published") ?? Value(entry, "updated")), now);
    }

    private static string Words(XElement? text) => text is null ? "" : (string?)text.Attribute("type") switch
    {
        "html" or "text/html" => PlainText.OfHtml(text.Value, PublicPost.MostText),
        "xhtml" => PlainText.OfHtml(string.Concat(text.Nodes()), PublicPost.MostText),
        _ => PlainText.Of(text.Value, PublicPost.MostText),
    };

    private static List<GivenPost>? ReadJson(ReadOnlyMemory<byte> content, DateTimeOffset now)
    {
        if (content.Span is [0xEF, 0xBB, 0xBF, ..])
            content = content[3..];
        using var document = JsonDocument.Parse(content, new JsonDocumentOptions { MaxDepth = 32 });
        if (!document.RootElement.TryGetProperty("items", out var items) || items.ValueKind is not JsonValueKind.Array)
            return null;

        var language = Text(document.RootElement, "language");
        List<GivenPost> posts = [];
        foreach (var item in items.EnumerateArray().Where(it => it.ValueKind is JsonValueKind.Object).Take(MostEntries))
        {
            var text = Text(item, "content_text") is { } plain ? PlainText.Of(plain, PublicPost.MostText)
                : PlainText.OfHtml(Text(item, "content_html") ?? Text(item, "summary") ?? "", PublicPost.MostText);
            var author = item.TryGetProperty("authors", out var authors) && authors.ValueKind is JsonValueKind.Array ? authors.EnumerateArray().FirstOrDefault() : item.TryGetProperty("author", out var one) ? one : default;
            if (Post(Text(item, "id"), Text(item, "url"), PlainText.Of(Text(item, "title") ?? "", PublicPost.MostText), text, author.ValueKind is JsonValueKind.Object ? Text(author, "name") : null,
                Text(item, "language") ?? language, TimeOf(Text(item, "date_published")), now) is { } post)
                posts.Add(post);
        }

        return posts;

        static string? Text(JsonElement of, string name) =>
            of.TryGetProperty(name, out var value) ? value.ValueKind switch { JsonValueKind.String => value.GetString(), JsonValueKind.Number => value.GetRawText(), _ => null } : null;
    }

    private static GivenPost? Post(string? id, string? link, string title, string text, string? author, string? language, DateTimeOffset? at, DateTimeOffset now)
    {
        // Short posts have no title of their own: theirs is the beginning of the text.
        var all = text.Length == 0 || title.Length == 0 || text.StartsWith(title.TrimEnd('…', '.'), StringComparison.Ordinal) ? text.Length == 0 ? title : text : PlainText.Of($"{title}\n{text}", PublicPost.MostText);
        if (all.Length == 0)
            return null;

        var key = Filled(id) ?? Filled(link) ?? all;
        return new GivenPost(
            Short(key), author is null ? null : Filled(PlainText.Of(author, PublicPost.MostAuthor)), all, LinkOf(link), LanguageOf(language),
            at is { } said && said < now ? said : now);
    }

    /// <summary>Only what a browser can open and that is a place on the web.</summary>
    public static string? LinkOf(string? link) =>
        Uri.TryCreate(link?.Trim(), UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && uri.UserInfo.Length == 0 && uri.AbsoluteUri.Length <= PublicPost.MostLink ? uri.AbsoluteUri : null;

    /// <returns>zh for zh-Hans-CN; null when it is no language.</returns>
    public static string? LanguageOf(string? language) =>
        language?.Trim().Split('-', '_')[0].ToLowerInvariant() is { Length: 2 or 3 } code && code.All(char.IsAsciiLetterLower) ? code : null;

    // What is longer than its column is known by what it comes to.
    private static string Short(string key)
    {
        var plain = PlainText.Of(key, int.MaxValue);
        return plain.Length is > 0 and <= PublicPost.MostExternalId ? plain : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
    }

    private static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static IEnumerable<XElement> Children(XElement of, string name) => of.Elements().Where(it => it.Name.LocalName == name && it.Name.Namespace == of.Name.Namespace);

    private static string? Value(XElement of, string name, string? space = null) => Filled((space is null ? of.Element(of.Name.Namespace + name) : of.Element(XName.Get(name, space)))?.Value);

    // Atom and JSON write a moment as programs do; RSS writes it as letters do, often with the name of a zone.
    private static DateTimeOffset? TimeOf(string? text)
    {
        if (text is null)
            return null;
        var zone = Array.FindIndex(Zones, name => text.EndsWith($" {name}", StringComparison.OrdinalIgnoreCase));
        var given = zone < 0 ? text : $"{text[..text.LastIndexOf(' ')]} {Offsets[zone]}";
        return DateTimeOffset.TryParse(given, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out var at) && at.Year is > 1980 and < 2200 ? at.ToUniversalTime() : null;
    }
}
