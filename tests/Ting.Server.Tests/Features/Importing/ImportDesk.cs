using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Importing;

/// <summary>Files of people handed in as programs do.</summary>
internal static class ImportDesk
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static Task<JsonElement> UploadAsync(this HttpClient client, string csv, HttpStatusCode expected = HttpStatusCode.Created) => client.UploadAsync(Encoding.UTF8.GetBytes(csv), expected);

    public static async Task<JsonElement> UploadAsync(this HttpClient client, byte[] bytes, HttpStatusCode expected = HttpStatusCode.Created)
    {
        using var content = new MultipartFormDataContent();
        var file = new ByteArrayContent(bytes);
        file.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        content.Add(file, "file", "people.csv");
        using var response = await client.PostAsync("/api/v1/imports", content, Cancel);
        return await response.BodyAsync(expected);
    }

    /// <summary>Hands it in and takes it in, as it is guessed.</summary>
    public static async Task<JsonElement> ImportAsync(this TestServer server, HttpClient client, string csv, bool replaces = false)
    {
        var id = (await client.UploadAsync(csv)).Text("id");
        if (replaces)
            await client.SendAsync(HttpMethod.Patch, $"/api/v1/imports/{id}", new { replaces }, HttpStatusCode.OK);
        await client.PostAsync($"/api/v1/imports/{id}/run", null, HttpStatusCode.OK);
        await server.RunJobsAsync(Cancel);
        return await client.ReadAsync($"/api/v1/imports/{id}");
    }

    /// <summary>new, changed, known, bad, differing.</summary>
    public static int[] Counts(this JsonElement import) =>
        [.. new[] { "new", "changed", "known", "bad", "differing" }.Select(name => import.GetProperty("counts").GetProperty(name).GetInt32())];

    public static async Task<string> RemarksAsync(this HttpClient client, JsonElement import) =>
        await client.GetStringAsync($"/api/v1/imports/{import.Text("id")}/remarks", Cancel);
}
