using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Platform.Api;

public sealed class ProblemTests : IDisposable
{
    private readonly TestServer _server = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _server.Dispose();

    [Theory]
    [InlineData("zh-CN", "收件箱")]
    [InlineData("ja", "受信")]
    [InlineData("en-GB", "inbox")]
    [InlineData("fr", "inbox")]
    public async Task A_refusal_says_why_in_the_callers_language(string language, string word)
    {
        using var client = _server.Client(language);

        var problem = await client.PostAsync("/api/v1/conversations", new { inbox = "nowhere", text = "hello" }, HttpStatusCode.NotFound);

        Assert.Equal("inbox.not_found", problem.Text("title"));
        Assert.Contains(word, problem.Text("detail"), StringComparison.Ordinal);
        Assert.Equal(404, problem.GetProperty("status").GetInt32());
    }

    [Theory]
    [InlineData("""{"inbox":"shop"}""", "request.invalid", "text")]
    [InlineData("""{"inbox":"shop","text":"   "}""", "request.invalid", "text")]
    [InlineData("""{"inbox":"shop","text":null}""", "request.invalid", "text")]
    [InlineData("""{"inbox":"shop","text":5}""", "request.invalid", "text")]
    [InlineData("""{"inbox":"shop","text":"hi","personId":"no id"}""", "request.invalid", "personId")]
    [InlineData("""{"inbox":"shop","text":"hi","person":{"identities":[null]}}""", "request.invalid", "person.identities[0]")]
    [InlineData("""{"inbox":"shop","text":"hi","person":{"identities":[{"kind":"E-Mail","value":"x"}]}}""", "request.invalid", "person.identities[0].kind")]
    [InlineData("""{"inbox":"shop","text":"hi\u0000there"}""", "text.nul", "text")]
    [InlineData("""{"inbox":"shop","text":"hi\ud83dthere"}""", "text.half_character", "text")]
    public async Task A_field_at_fault_is_named_with_a_sentence(string body, string title, string field)
    {
        using var client = _server.Client("ja");

        var problem = await client.PostAsync("/api/v1/conversations", body, HttpStatusCode.BadRequest);

        Assert.Equal(title, problem.Text("title"));
        var sentence = problem.GetProperty("errors").GetProperty(field)[0].GetString()!;
        Assert.Contains(sentence, letter => letter > '\u3000'); // in Japanese, not a code
    }

    [Theory]
    [InlineData("{", "request.not_readable")]
    [InlineData("", "request.no_body")]
    [InlineData("null", "request.no_body")]
    [InlineData("[]", "request.not_readable")]
    [InlineData("\"text\"", "request.not_readable")]
    [InlineData("{\"inbox\":\"shop\",\"text\":\"a\nb\"}", "request.not_readable")]
    public async Task What_is_no_request_at_all_is_refused(string body, string title)
    {
        using var client = _server.Client();

        var problem = await client.PostAsync("/api/v1/conversations", body, HttpStatusCode.BadRequest);

        Assert.Equal(title, problem.Text("title"));
        Assert.NotEmpty(problem.Text("detail")!);
    }

    [Theory]
    [InlineData("GET", "/api/v1/nothing", 404, "request.no_such_address")]
    [InlineData("GET", "/api/v1/conversations/no-id", 404, "request.no_such_address")]
    [InlineData("PUT", "/api/v1/conversations", 405, "request.method_not_allowed")]
    [InlineData("GET", "/api/v1/conversations?limit=0", 400, "request.invalid")]
    [InlineData("GET", "/api/v1/conversations?limit=201", 400, "request.invalid")]
    [InlineData("GET", "/api/v1/conversations?limit=many", 400, "request.invalid")]
    [InlineData("GET", "/api/v1/conversations?cursor=abc", 400, "cursor.invalid")]
    [InlineData("GET", "/api/v1/conversations?status=unknown", 400, "filter.unknown")]
    [InlineData("GET", "/api/v1/conversations?inbox=%00", 400, "text.nul")]
    [InlineData("GET", "/api/v1/people?cursor=%F0%9F", 400, "cursor.invalid")]
    [InlineData("GET", "/api/v1/changes?after=x", 400, "request.invalid")]
    [InlineData("GET", "/api/v1/search?q=a&type=everything", 400, "search.type_unknown")]
    public async Task A_wrong_address_is_refused_with_a_code(string method, string address, int status, string title)
    {
        using var client = _server.Client();

        var problem = await client.SendAsync(new HttpMethod(method), address, null, (HttpStatusCode)status);

        Assert.Equal(title, problem.Text("title"));
        Assert.NotEmpty(problem.Text("detail")!);
    }

    [Fact]
    public async Task A_body_beyond_one_megabyte_and_one_that_is_no_json_are_refused()
    {
        using var client = _server.Client();
        using var plain = new StringContent("hello", Encoding.UTF8, "text/plain");

        var large = await client.PostAsync("/api/v1/conversations", $$"""{"inbox":"shop","text":"{{new string('聽', 500_000)}}"}""", HttpStatusCode.RequestEntityTooLarge);
        using var response = await client.PostAsync("/api/v1/conversations", plain, Cancel);

        Assert.Equal("request.too_large", large.Text("title"));
        Assert.Equal("request.not_json", (await response.BodyAsync(HttpStatusCode.UnsupportedMediaType)).Text("title"));
    }

    [Fact]
    public async Task The_request_id_is_said_back_or_given()
    {
        using var client = _server.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/nothing");
        request.Headers.Add("X-Request-Id", "order-7");

        using var named = await client.SendAsync(request, Cancel);
        using var unnamed = await client.GetAsync("/api/v1/conversations", Cancel);

        Assert.Equal(["order-7"], named.Headers.GetValues("X-Request-Id"));
        Assert.Equal("order-7", (await named.BodyAsync(HttpStatusCode.NotFound)).Text("requestId"));
        Assert.NotEmpty(unnamed.Headers.GetValues("X-Request-Id").Single());
    }

    [Fact]
    public async Task No_bad_body_makes_any_address_fail()
    {
        await _server.HasInboxAsync();
        var (conversation, person) = await _server.HasConversationAsync();
        using var client = _server.Client();
        string[] bodies =
        [
            "", "{", "[]", "null", "true", "7", "\"x\"", "{}", "[{}]", """{"text":null}""", """{"text":5,"inbox":[],"kind":"nothing"}""",
            """{"text":"\u0000","name":"\u0000","q":"\u0000"}""", """{"text":"\ud800"}""", """{"name":"\udc00"}""",
            """{"kind":"customer","text":{}}""", """{"kind":7,"text":"x"}""", """{"otherId":"x"}""", """{"until":"yesterday"}""", """{"until":"0001-01-01T00:00:00Z"}""",
            """{"turns":[null]}""", """{"turns":[{"speaker":"nobody","text":"x"}]}""", """{"text":"x","lang":"klingon"}""", """{"text":"x","context":[null]}""",
            """{"identities":[null]}""", """{"identities":[{"kind":"email"}]}""", """{"kind":"birthday","month":2,"day":31}""", """{"kind":"birthday","month":-1,"day":99999999999}""",
            """{"attribute":"a b","value":"x"}""", """{"attribute":"colour","value":"x","confidence":1e400}""", """{"assigneeId":"0198c0de-0000-7000-8000-00000000ffff"}""",
            $$"""{"text":"{{new string('x', 30_000)}}","inbox":"shop","name":"{{new string('n', 3000)}}"}""",
            string.Concat(Enumerable.Repeat("""{"a":""", 200)),
        ];
        var routes = _server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.RoutePattern.RawText!.StartsWith("/api/v1/", StringComparison.Ordinal))
            .SelectMany(route => route.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Where(method => method is "POST" or "PATCH").Select(method => (Method: method, Path: route.RoutePattern.RawText!)))
            .Where(route => !route.Path.EndsWith("/erase", StringComparison.Ordinal) && !route.Path.EndsWith("/unmerge", StringComparison.Ordinal))
            .ToArray();

        Assert.True(routes.Length > 15);
        foreach (var (method, path) in routes)
        {
            foreach (var body in bodies)
            {
                var address = path.Replace("{id:guid}", (path.Contains("/people/", StringComparison.Ordinal) ? person : conversation).ToString(), StringComparison.Ordinal);
                address = string.Join('/', address.Split('/').Select(part => part.StartsWith('{') ? Guid.CreateVersion7().ToString() : part));
                using var request = new HttpRequestMessage(new HttpMethod(method), address) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
                using var response = await client.SendAsync(request, Cancel);

                Assert.True((int)response.StatusCode < 500, $"{method} {path} answered {(int)response.StatusCode} to {body[..Math.Min(body.Length, 80)]}");
                if ((int)response.StatusCode >= 400)
                {
                    Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
                    using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancel));
                    Assert.False(string.IsNullOrEmpty(problem.RootElement.Text("title")));
                    Assert.True(problem.RootElement.TryGetProperty("detail", out _), $"{method} {path}: {problem.RootElement.Text("title")} has no sentence");
                }
            }
        }
    }
}
