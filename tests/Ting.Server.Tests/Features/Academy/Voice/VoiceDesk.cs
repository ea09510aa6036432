using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Academy.Voice;

/// <summary>Recordings handed in as programs do, and as a browser without script does.</summary>
internal static class VoiceDesk
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<JsonElement> HandInAsync(this HttpClient client, string drill, byte[] wave, HttpStatusCode expected = HttpStatusCode.Created, byte[]? customer = null, params (string Name, string Value)[] fields)
    {
        using var content = Form(wave, customer, []);
        using var response = await client.PostAsync($"/api/v1/voice/takes?drill={drill}{string.Concat(fields.Select(field => $"&{field.Name}={field.Value}"))}", content, Cancel);
        return await response.BodyAsync(expected);
    }

    /// <returns>The page's status, where it leads, and what it says.</returns>
    public static async Task<(HttpStatusCode Status, string? Location, string Html)> HandInAsync(this Browser browser, string address, byte[] wave, byte[]? customer = null, params (string Name, string Value)[] fields)
    {
        await browser.OpenAsync(address, Cancel);
        using var content = Form(wave, customer, [.. browser.Page.QuerySelectorAll("form#take input[type=hidden]").Select(field => (field.GetAttribute("name")!, field.GetAttribute("value")!)), .. fields]);
        using var response = await browser.Client.PostAsync(address, content, Cancel);
        return (response.StatusCode, response.Headers.Location?.OriginalString, WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Cancel)));
    }

    private static MultipartFormDataContent Form(byte[] wave, byte[]? customer, (string Name, string Value)[] fields)
    {
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
            content.Add(new StringContent(value), name);
        content.Add(Part(wave), "file", "take.wav");
        if (customer is not null)
            content.Add(Part(customer), "customer", "customer.wav");
        return content;
    }

    private static ByteArrayContent Part(byte[] wave)
    {
        var part = new ByteArrayContent(wave);
        part.Headers.ContentType = new MediaTypeHeaderValue("audio/wav");
        return part;
    }
}
