using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Academy;
using Ting.Server.Features.Academy.Courses;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Academy.Writing;

/// <summary>Courses for programs: drafts, editions, and files that go out and come in.</summary>
[Trait("req", "ACAD-01")]
public sealed class CourseFileTests : DeskTest
{
    private const string Draft = "/api/v1/courses/counter/draft";

    [Fact]
    public async Task A_draft_is_put_published_read_and_given_back()
    {
        using var put = await PutAsync(CourseFormatTests.Files(), null);
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        var tag = put.Headers.ETag!;
        Assert.Equal(HttpStatusCode.NotFound, (await Client.GetAsync("/api/v1/courses/counter", Cancel)).StatusCode);
        using var stale = await PutAsync(CourseFormatTests.Files(), "\"99\"");
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.StatusCode);

        using var published = await Client.PostAsJsonAsync("/api/v1/courses/counter/editions", new { note = "First" }, Cancel);
        Assert.Equal(HttpStatusCode.Created, published.StatusCode);
        Assert.Equal("At the counter", (await Client.GetFromJsonAsync<JsonElement>("/api/v1/courses/counter", Cancel)).GetProperty("title").GetString());
        using var again = await Client.PostAsJsonAsync("/api/v1/courses/counter/editions", new { note = "Again" }, Cancel);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);

        using var second = await PutAsync(CourseFormatTests.Files(english: CourseFormatTests.English.Replace("At the counter", "At the desk", StringComparison.Ordinal)), null);
        Assert.NotEqual(tag, second.Headers.ETag);
        await Client.PostAsJsonAsync("/api/v1/courses/counter/editions", new { note = "Second" }, Cancel);
        var editions = await Client.GetFromJsonAsync<JsonElement>("/api/v1/courses/counter/editions?limit=1", Cancel);
        Assert.Equal(2, editions.GetProperty("items")[0].GetProperty("number").GetInt32());
        var rest = await Client.GetFromJsonAsync<JsonElement>($"/api/v1/courses/counter/editions?limit=1&cursor={editions.GetProperty("nextCursor").GetString()}", Cancel);
        Assert.Equal("First", rest.GetProperty("items")[0].GetProperty("note").GetString());
        Assert.Contains("At the counter", (await Client.GetFromJsonAsync<JsonElement>("/api/v1/courses/counter/editions/1", Cancel)).GetProperty("files").GetProperty("en.md").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Created, (await Client.PostAsync("/api/v1/courses/counter/editions/1/restore", null, Cancel)).StatusCode);
        Assert.Equal("At the counter", (await Client.GetFromJsonAsync<JsonElement>("/api/v1/courses/counter", Cancel)).GetProperty("title").GetString());
    }

    [Fact]
    public async Task Files_that_are_wrong_are_refused_with_their_lines_and_a_draft_that_is_not_whole_is_not_published()
    {
        using var broken = await PutAsync(CourseFormatTests.Files(shape: CourseFormatTests.Shape.Replace("place: 100", "palce: 100", StringComparison.Ordinal)), null);
        Assert.Equal(HttpStatusCode.BadRequest, broken.StatusCode);
        Assert.Contains("palce", (await broken.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("errors").GetProperty("course.yaml:1")[0].GetString(), StringComparison.Ordinal);

        using var unfinished = await PutAsync(CourseFormatTests.Files(english: CourseFormatTests.English.Replace(", right: true", "", StringComparison.Ordinal)), null);
        var problem = Assert.Single((await unfinished.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("problems").EnumerateArray());
        Assert.Equal("right.one", problem.GetProperty("code").GetString());
        using var refused = await Client.PostAsJsonAsync("/api/v1/courses/counter/editions", new { }, Cancel);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);

        using var own = await Client.PutAsJsonAsync("/api/v1/courses/homework/draft", new { files = CourseFormatTests.Files() }, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, own.StatusCode);
        using var nothing = await Client.PutAsJsonAsync(Draft, new { }, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, nothing.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await Client.DeleteAsync(Draft, Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_course_goes_out_as_a_file_and_comes_in_elsewhere_as_it_was()
    {
        var shipped = await Client.GetByteArrayAsync("/api/v1/courses/listening/files", Cancel);
        Assert.Equal(shipped, await Client.GetByteArrayAsync("/academy/write/listening/files?edition=0", Cancel)); // the same course, the same file

        using var elsewhere = new TestServer();
        await elsewhere.HasDeskAsync(Cancel);
        using var client = elsewhere.Client();
        using var taken = await client.PostAsync("/api/v1/courses/import?key=our-listening", FileOf(shipped), Cancel);
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        await client.PostAsJsonAsync("/api/v1/courses/our-listening/editions", new { }, Cancel);
        var course = await client.GetFromJsonAsync<JsonElement>("/api/v1/courses/our-listening", Cancel);
        Assert.Equal((await Client.GetFromJsonAsync<JsonElement>("/api/v1/courses/listening", Cancel)).GetProperty("lessons").GetRawText(), course.GetProperty("lessons").GetRawText());
    }

    [Fact]
    public async Task Of_a_file_with_one_mistake_nothing_comes_in()
    {
        var files = ShippedCourses.Find("listening")!.Texts.ToDictionary();
        files["ja.md"] = files["ja.md"].Replace("exercises:", "exercizes:", StringComparison.Ordinal);
        using var browser = Server.Browser();
        await browser.OpenAsync("/academy/write", Cancel);

        using var form = new MultipartFormDataContent();
        foreach (var hidden in browser.Page.QuerySelectorAll("#import input[type=hidden]"))
            form.Add(new StringContent(hidden.GetAttribute("value")!), hidden.GetAttribute("name")!);
        using var content = new ByteArrayContent(Zip("ours", files));
        form.Add(content, "file", "ours.zip");
        using var answer = await browser.Client.PostAsync("/academy/write", form, Cancel);

        var page = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("ja.md", page, StringComparison.Ordinal);
        Assert.Contains("exercizes", page, StringComparison.Ordinal);
        await using var db = Server.Database();
        Assert.Empty(await db.HouseCourses.ToListAsync(Cancel));
    }

    [Theory]
    [InlineData("not a zip")]
    [InlineData("")]
    public async Task What_is_no_archive_is_said(string content)
    {
        using var answer = await Client.PostAsync("/api/v1/courses/import", FileOf(Encoding.UTF8.GetBytes(content)), Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task An_archive_that_is_more_than_it_says_is_not_unpacked()
    {
        using var large = await Client.PostAsync("/api/v1/courses/import", FileOf(Zip("ours", new() { ["course.yaml"] = new string(' ', 20_000_000) })), Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, large.StatusCode);
        using var many = await Client.PostAsync("/api/v1/courses/import", FileOf(Zip("ours", Enumerable.Range(0, 30).ToDictionary(it => $"{it}.md", _ => "x"))), Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, many.StatusCode);
        using var bytes = await Client.PostAsync("/api/v1/courses/import", FileOf(ZipBytes("course.yaml", [0xff, 0xfe, 0x41])), Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, bytes.StatusCode);
    }

    private async Task<HttpResponseMessage> PutAsync(Dictionary<string, string> files, string? version)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, Draft) { Content = JsonContent.Create(new { files }) };
        if (version is not null)
            request.Headers.IfMatch.Add(new EntityTagHeaderValue(version));
        return await Client.SendAsync(request, Cancel);
    }

    private static MultipartFormDataContent FileOf(byte[] content) => new() { { new ByteArrayContent(content), "file", "ours.zip" } };

    private static byte[] Zip(string folder, Dictionary<string, string> files)
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                using var stream = zip.CreateEntry($"{folder}/{name}").Open();
                stream.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return buffer.ToArray();
    }

    private static byte[] ZipBytes(string name, byte[] content)
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var stream = zip.CreateEntry(name).Open();
            stream.Write(content);
        }

        return buffer.ToArray();
    }
}
