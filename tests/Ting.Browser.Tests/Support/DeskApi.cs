using System.Text.Json;
using Microsoft.Playwright;

namespace Ting.Browser.Tests.Support;

/// <summary>What a journey needs to be there before it begins: asked of the API with the session of a page that is signed in, which sends its token along.</summary>
internal static class DeskApi
{
    public static async Task<JsonElement> CallAsync(this IPage page, string method, string path, object? body = null)
    {
        var token = await page.Locator("meta[name=csrf]").GetAttributeAsync("content");
        var answer = await page.APIRequest.FetchAsync(path, new APIRequestContextOptions { Method = method, DataObject = body, Headers = [new("RequestVerificationToken", token!)] });
        var text = await answer.TextAsync();
        Assert.True(answer.Ok, $"{method} {path}: {answer.Status} {text}");
        return JsonDocument.Parse(text.Length == 0 ? "null" : text).RootElement;
    }

    /// <summary>An inbox of this journey's own, so that no other meets its conversations.</summary>
    public static async Task<Guid> HasInboxAsync(this IPage page, string name) =>
        (await page.CallAsync("POST", "/api/v1/inboxes", new { name, kind = "api", language = "zh-Hans" })).GetProperty("id").GetGuid();

    /// <summary>A customer has written.</summary>
    public static Task<JsonElement> HearsAsync(this IPage page, Guid inbox, string name, string text, string? email = null) => page.CallAsync("POST", "/api/v1/conversations", new
    {
        inbox,
        person = new { name, identities = email is null ? [] : new[] { new { kind = "email", value = email } } },
        text,
    });

    /// <summary>A mark that no other journey has.</summary>
    public static string Mark() => Guid.CreateVersion7().ToString("N")[^6..];
}
