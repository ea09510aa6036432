using System.Collections.Concurrent;
using System.Reflection;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Markdig;

namespace Ting.Server.Features.Help;

/// <summary>One page of the guide, ready to be shown.</summary>
/// <param name="Html">Without the title; only what <see cref="GuidePages"/> lets through.</param>
public sealed record GuidePage(string Key, string Title, string Html);

/// <summary>The guide of docs/guide, built into the program: the same pages that stand in the source.</summary>
public sealed class GuidePages
{
    public const string First = "index";

    /// <summary>In the order of the table of contents.</summary>
    public static readonly IReadOnlyList<string> Keys =
        [First, "getting-started", "inbox", "views", "coach", "cases", "chat-widget", "insights", "moments", "service-quality", "chain", "public-voice", "surveys", "ideas", "quality", "academy", "people", "segments", "recommendations", "magazine", "import", "value", "settings-and-roles", "routing", "service-levels", "automation", "backup-and-restore", "command-line", "api"];

    private static readonly HashSet<string> Elements =
    [
        "h2", "h3", "p", "a", "ul", "ol", "li", "strong", "em", "code", "pre", "kbd", "br", "hr", "blockquote", "table", "thead", "tbody", "tr", "th", "td",
    ];

    private static readonly MarkdownPipeline Markdown = new MarkdownPipelineBuilder().UsePipeTables().Build();

    private readonly ConcurrentDictionary<(string, string), GuidePage> _pages = [];

    /// <returns>Null when there is no such page.</returns>
    public GuidePage? Find(string language, string key) =>
        Keys.Contains(key) ? _pages.GetOrAdd((language, key), it => Read(it.Item1, it.Item2)) : null;

    private static GuidePage Read(string language, string key)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"guide.{language}.{key}")
            ?? throw new InvalidOperationException($"The guide's page {key} in {language} is missing from the build.");
        using var reader = new StreamReader(stream);
        var body = new HtmlParser().ParseDocument(Markdig.Markdown.ToHtml(reader.ReadToEnd(), Markdown)).Body!;
        var title = body.QuerySelector("h1");
        title?.Remove();
        Clean(body);
        return new GuidePage(key, title?.TextContent ?? key, body.InnerHtml);
    }

    /// <summary>Lets through what a page needs: an allow-list, so that nothing new gets in unseen.</summary>
    internal static void Clean(IElement root)
    {
        foreach (var element in root.QuerySelectorAll("*"))
        {
            if (!Elements.Contains(element.LocalName))
            {
                element.Remove();
                continue;
            }

            var address = element.LocalName == "a" ? AddressOf(element.GetAttribute("href")) : null;
            foreach (var attribute in element.Attributes.ToArray())
                element.RemoveAttribute(attribute.Name);
            if (address is not null)
                element.SetAttribute("href", address);
            if (element.LocalName == "pre")
                element.SetAttribute("tabindex", "0"); // wide lines scroll, by keyboard too
        }
    }

    private static string? AddressOf(string? href) => href switch
    {
        null => null,
        _ when href.EndsWith(".md", StringComparison.Ordinal) => $"/guide/{href[..^3]}",
        _ when href.StartsWith("https://", StringComparison.Ordinal) || (href.StartsWith('/') && !href.StartsWith("//", StringComparison.Ordinal)) => href,
        _ => null,
    };
}
