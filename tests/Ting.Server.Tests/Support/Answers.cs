using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Ting.Server.Tests.Support;

/// <summary>Asking the API and reading what it says, in one line each.</summary>
internal static class Answers
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<JsonElement> ReadAsync(this HttpClient client, string address)
    {
        using var response = await client.GetAsync(address, Cancel);
        return await response.BodyAsync(HttpStatusCode.OK);
    }

    public static async Task<JsonElement> SendAsync(this HttpClient client, HttpMethod method, string address, object? body, HttpStatusCode expected, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, address);
        if (body is not null)
            request.Content = body is string json ? new StringContent(json, Encoding.UTF8, "application/json") : JsonContent.Create(body);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await client.SendAsync(request, Cancel);
        return await response.BodyAsync(expected);
    }

    public static Task<JsonElement> PostAsync(this HttpClient client, string address, object? body, HttpStatusCode expected = HttpStatusCode.Created, params (string Name, string Value)[] headers) =>
        client.SendAsync(HttpMethod.Post, address, body, expected, headers);

    public static async Task<JsonElement> BodyAsync(this HttpResponseMessage response, HttpStatusCode expected)
    {
        var text = await response.Content.ReadAsStringAsync(Cancel);
        Assert.True(response.StatusCode == expected, $"{response.RequestMessage?.Method} {response.RequestMessage?.RequestUri} answered {(int)response.StatusCode}: {text}");
        if (text.Length == 0)
            return default;
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    public static string? Text(this JsonElement element, string name) => element.GetProperty(name).GetString();

    public static IReadOnlyList<JsonElement> Items(this JsonElement page) => [.. page.GetProperty("items").EnumerateArray()];
}
