using AngleSharp.Html.Parser;
using Markdig;

namespace Ting.Server.Features.Fans.Magazine;

/// <summary>What a colleague wrote in Markdown, as HTML for everybody: an allow-list, so that nothing gets in unseen. No pictures, so that no letter tells when it is opened.</summary>
internal static class IssueMarkdown
{
    private static readonly HashSet<string> Elements = ["h2", "h3", "h4", "p", "a", "ul", "ol", "li", "strong", "em", "code", "pre", "br", "hr", "blockquote", "table", "thead", "tbody", "tr", "th", "td"];

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().Build();

    /// <param name="origin">Before addresses of our own, for a letter; empty on our own pages.</param>
    public static string ToHtml(string markdown, string origin = "")
    {
        using var page = new HtmlParser().ParseDocument(Markdown.ToHtml(markdown, Pipeline));
        var body = page.Body!;
        foreach (var heading in body.QuerySelectorAll("h1"))
        {
            var lower = page.CreateElement("h2"); // the title of the issue is the page's own heading
            lower.InnerHtml = heading.InnerHtml;
            heading.Replace(lower);
        }

        foreach (var element in body.QuerySelectorAll("*"))
        {
            if (!Elements.Contains(element.LocalName))
            {
                element.Remove();
                continue;
            }

            var address = element.LocalName == "a" ? AddressOf(element.GetAttribute("href"), origin) : null;
            foreach (var attribute in element.Attributes.ToArray())
                element.RemoveAttribute(attribute.Name);
            if (address is not null)
                element.SetAttribute("href", address);
            if (element.LocalName == "pre")
                element.SetAttribute("tabindex", "0"); // wide lines scroll, by keyboard too
        }

        return body.InnerHtml;
    }

    private static string? AddressOf(string? href, string origin) => href switch
    {
        null => null,
        _ when href.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || href.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) => href,
        ['/', not ('/' or '\\'), ..] or "/" => origin + href,
        _ => null,
    };
}
