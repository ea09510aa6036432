using System.Net;
using System.Text.RegularExpressions;

namespace Ting.Server.Tests.Support;

/// <summary>Opens pages and submits their forms as a browser without script does: cookies, hidden fields, redirects followed by hand.</summary>
public sealed partial class FormClient(HttpClient client) : IDisposable
{
    public string Page { get; private set; } = "";
    public HttpStatusCode Status { get; private set; }
    public string? Location { get; private set; }

    public void Dispose() => client.Dispose();

    public async Task<string> OpenAsync(string address)
    {
        using var answer = await client.GetAsync(address, TestContext.Current.CancellationToken);
        return await TakeAsync(answer);
    }

    /// <param name="form">The name of one of the page's forms, or the address that it posts to.</param>
    public async Task<string> SubmitAsync(string address, string form, params (string Name, string Value)[] fields)
    {
        if (Page.Length == 0 || !Page.Contains(form, StringComparison.Ordinal))
            await OpenAsync(address);

        var html = Forms().Matches(Page).Select(match => match.Value).First(it => it.Contains($"value=\"{form}\"", StringComparison.Ordinal) || it.Contains($"action=\"{form}\"", StringComparison.Ordinal));
        var posted = Hidden().Matches(html).ToDictionary(field => field.Groups["name"].Value, field => WebUtility.HtmlDecode(field.Groups["value"].Value));
        foreach (var (name, value) in fields)
            posted[name] = value;

        return await PostAsync(address, [.. posted.Select(field => (field.Key, field.Value))]);
    }

    public async Task<string> PostAsync(string address, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var answer = await client.PostAsync(address, form, TestContext.Current.CancellationToken);
        return await TakeAsync(answer);
    }

    /// <summary>What stands in the element of this id.</summary>
    public string TextOf(string id) => WebUtility.HtmlDecode(Regex.Match(Page, $"id=\"{id}\"[^>]*>(?<text>[^<]*)<").Groups["text"].Value);

    private async Task<string> TakeAsync(HttpResponseMessage answer)
    {
        (Status, Location) = (answer.StatusCode, answer.Headers.Location?.OriginalString);
        return Page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]*)" value="(?<value>[^"]*)""")]
    private static partial Regex Hidden();
}
