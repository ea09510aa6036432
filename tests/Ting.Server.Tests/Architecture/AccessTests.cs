using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Ting.Server.Platform.Identity;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Architecture;

public sealed class AccessTests
{
    /// <summary>Beginnings of the addresses that need no sign-in. A new one is a decision.</summary>
    private static readonly string[] OpenToTheWorld =
    [
        "/build", "/community", "/demo/", "/error", "/forward/", "/health", "/magazine", "/mark.svg", "/not-found", "/openapi", "/preferences", "/rate/", "/s/", "/setup", "/sign-in", "/sign-out", "/status/", "/ui", "/widget", "/_framework",
    ];

    [Fact]
    public void Only_the_listed_routes_are_open_to_the_world()
    {
        using var server = new TestServer { RealSignIn = true };

        var open = Routes(server)
            .Where(route => route.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            .Select(AddressOf)
            .Where(address => !IsOpen(address) && !Path.HasExtension(address)) // files of wwwroot
            .Distinct();

        Assert.Empty(open);
    }

    [Fact]
    public async Task A_stranger_gets_in_nowhere_else()
    {
        using var server = new TestServer { RealSignIn = true };
        using var client = server.Client();
        var closed = Routes(server).Where(route => route.Metadata.GetMetadata<IAllowAnonymous>() is null).ToList();
        Assert.True(closed.Count > 20);

        foreach (var route in closed)
        {
            var method = route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is [var first, ..] ? first : "GET";
            using var request = new HttpRequestMessage(new HttpMethod(method), AddressOf(route));
            using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

            var kept = answer.StatusCode is HttpStatusCode.Unauthorized
                || (answer.StatusCode is HttpStatusCode.Redirect && answer.Headers.Location!.OriginalString.Contains("/sign-in", StringComparison.Ordinal));
            Assert.True(kept, $"{method} {AddressOf(route)} answered {(int)answer.StatusCode}");
        }
    }

    [Theory]
    [InlineData("en", "Please sign in first.")]
    [InlineData("ja", "先にサインインしてください。")]
    [InlineData("zh-Hans", "请先登录。")]
    public async Task A_program_is_told_why_in_its_language(string language, string sentence)
    {
        using var server = new TestServer { RealSignIn = true };
        using var client = server.Client(language);

        using var answer = await client.GetAsync("/api/v1/agents", TestContext.Current.CancellationToken);

        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains(sentence, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("req", "TEAM-02")]
    public void Every_role_may_something_and_only_administrators_administer()
    {
        Assert.All(Enum.GetValues<AgentRole>(), role => Assert.True(role.Allows(Permission.SeeConversations)));
        Assert.Equal([AgentRole.Administrator], Enum.GetValues<AgentRole>().Where(role => role.Allows(Permission.Administer)));
        Assert.False(AgentRole.Trainer.Allows(Permission.Reply));
        Assert.True(AgentRole.Manager.Allows(Permission.ExportData));
        Assert.False(AgentRole.Representative.Allows(Permission.ExportData));
    }

    private static IEnumerable<RouteEndpoint> Routes(TestServer server) =>
        server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    private static string AddressOf(RouteEndpoint route)
    {
        var values = route.RoutePattern.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.ParameterPolicies.Any(policy => policy.Content == "guid") ? Guid.Empty.ToString() : "1");
        var segments = route.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternSeparatorPart separator => separator.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter => values[parameter.Name],
            _ => "",
        })));
        return "/" + string.Join('/', segments);
    }

    private static bool IsOpen(string address) => Array.Exists(OpenToTheWorld, open => address.StartsWith(open, StringComparison.Ordinal));
}
