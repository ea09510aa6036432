using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Ting.Server.Tests.Support;

/// <summary>What a browser without script does: opens pages, fills forms in, sends them, follows where they lead.</summary>
internal sealed class Browser(HttpClient client) : IDisposable
{
    private string _at = "/";

    public IHtmlDocument Page { get; private set; } = null!;
    public HttpStatusCode Status { get; private set; }

    /// <summary>Where the last form led to, before it was followed.</summary>
    public string? Led { get; private set; }

    public string Text => Page.Body!.TextContent;

    public HttpClient Client => client;

    public async Task<IHtmlDocument> OpenAsync(string address, CancellationToken cancel)
    {
        using var response = await client.GetAsync(address, cancel);
        _at = address;
        return await ShowAsync(response, cancel);
    }

    /// <param name="form">A selector of the form.</param>
    /// <param name="fields">Written over what the page has filled in.</param>
    public async Task<IHtmlDocument> SubmitAsync(string form, CancellationToken cancel, params (string Name, string Value)[] fields)
    {
        var element = Page.QuerySelector<IHtmlFormElement>(form) ?? throw new InvalidOperationException($"There is no {form} on {_at}.");
        var filled = element.QuerySelectorAll<IHtmlInputElement>("input[type=hidden]").Select(input => (input.Name!, input.Value))
            .Where(it => fields.All(field => field.Name != it.Item1))
            .Concat(fields)
            .Select(field => KeyValuePair.Create(field.Item1, field.Item2));
        using var content = new FormUrlEncodedContent(filled);
        using var response = await client.PostAsync(element.GetAttribute("action") ?? _at, content, cancel);
        Led = response.Headers.Location?.ToString();
        if (Led is null)
            return await ShowAsync(response, cancel);

        return await OpenAsync(Led, cancel);
    }

    /// <summary>The token that scripts of the page send along.</summary>
    public string Token => Page.QuerySelector("meta[name=csrf]")!.GetAttribute("content")!;

    public IReadOnlyList<string> TextsOf(string selector) => [.. Page.QuerySelectorAll(selector).Select(element => element.TextContent.Trim())];

    public void Dispose() => client.Dispose();

    private async Task<IHtmlDocument> ShowAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        Status = response.StatusCode;
        if (Status is HttpStatusCode.InternalServerError)
            throw new InvalidOperationException($"{_at} broke.");
        Page = new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync(cancel));
        return Page;
    }
}
