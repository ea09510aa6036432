using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Ting.Server.Platform.Identity;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Architecture;

public sealed class AccessTests
{
    // Who is not signed in gets a sign-in page, a way to set up, the looks of both, and nothing else.
    private static readonly string[] OpenToTheWorld =
    [
        "/error", "/not-found", "/preferences/language", "/preferences/theme", "/setup", "/sign-in", "/status/{Code:int}",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Only_the_listed_routes_are_open_to_the_world()
    {
        using var server = new TestServer();

        var open = Routes(server)
            .Where(route => route.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            .Select(route => "/" + route.RoutePattern.RawText!.TrimStart('/'))
            .Where(route => !route.StartsWith("/build/", StringComparison.Ordinal) && !route.Contains('.')) // files: scripts, styles, icons
            .Distinct();

        Assert.Empty(open.Except(OpenToTheWorld));
    }

    [Fact]
    public async Task A_stranger_gets_in_nowhere_under_the_api()
    {
        using var server = new TestServer { SignedIn = false };
        using var client = server.Client();

        foreach (var route in Routes(server).Where(route => route.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal)))
        {
            var method = route.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods[0];
            using var request = new HttpRequestMessage(new HttpMethod(method), AddressOf(route));
            using var response = await client.SendAsync(request, Cancel);

            Assert.True(response.StatusCode is HttpStatusCode.Unauthorized, $"{method} {route.RoutePattern.RawText} answered {response.StatusCode}");
        }
    }

    [Fact]
    public async Task Whoever_only_supervises_cannot_forget_a_person_or_answer_a_customer()
    {
        using var server = new TestServer { Role = AgentRole.Supervisor };
        await server.HasInboxAsync();
        using var client = server.Client("ja");

        using var erased = await client.DeleteAsync($"/api/v1/people/{Guid.CreateVersion7()}", Cancel);
        using var started = await client.PostAsync("/api/v1/conversations", new StringContent("""{"inbox":"shop","text":"hello"}""", null, "application/json"), Cancel);

        Assert.Equal(HttpStatusCode.Forbidden, erased.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, started.StatusCode);
    }

    private static IEnumerable<RouteEndpoint> Routes(TestServer server) => server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    private static string AddressOf(RouteEndpoint route) =>
        string.Join('/', route.RoutePattern.RawText!.Split('/').Select(part => part.StartsWith('{') ? Guid.CreateVersion7().ToString() : part));
}
