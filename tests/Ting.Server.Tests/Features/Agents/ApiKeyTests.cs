using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ting.Server.Features.Agents;
using Ting.Server.Platform.Identity;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Agents;

public sealed class ApiKeyTests : IDisposable
{
    private readonly TestServer _server = new() { RealSignIn = true };

    public void Dispose() => _server.Dispose();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_lets_in_and_is_shut_out_at_once_when_it_is_revoked()
    {
        var (id, client) = await KeyAsync(AgentRole.Administrator);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/api/v1/agents"));

        await using (var scope = _server.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<RevokeApiKey.Handler>().HandleAsync(id, Cancel);

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client, "/api/v1/agents"));
    }

    [Fact]
    public async Task The_key_itself_is_kept_nowhere()
    {
        var (id, client) = await KeyAsync(AgentRole.Manager);
        var text = client.DefaultRequestHeaders.Authorization!.Parameter!;

        await using var db = _server.Database();
        var key = await db.ApiKeys.SingleAsync(it => it.Id == id, Cancel);

        Assert.DoesNotContain(text, JsonSerializer.Serialize(key), StringComparison.Ordinal);
        Assert.True(text.Length >= 40);
    }

    [Fact]
    public async Task Its_last_use_is_noted()
    {
        var (id, client) = await KeyAsync(AgentRole.Manager);

        await StatusAsync(client, "/api/v1/agents");

        await using var db = _server.Database();
        Assert.Equal(_server.Clock.GetUtcNow(), (await db.ApiKeys.SingleAsync(it => it.Id == id, Cancel)).LastUsedAt);
    }

    [Theory]
    [InlineData("", "/api/v1/inboxes", HttpStatusCode.OK)]
    [InlineData("inboxes:read", "/api/v1/inboxes", HttpStatusCode.OK)]
    [InlineData("inboxes", "/api/v1/inboxes", HttpStatusCode.OK)]
    [InlineData("labels teams:read", "/api/v1/inboxes", HttpStatusCode.Forbidden)]
    public async Task A_limited_key_sees_only_its_resources(string scopes, string address, HttpStatusCode expected)
    {
        var (_, client) = await KeyAsync(AgentRole.Administrator, scopes);

        Assert.Equal(expected, await StatusAsync(client, address));
    }

    [Theory]
    [InlineData("labels:read", HttpStatusCode.Forbidden)]
    [InlineData("labels", HttpStatusCode.Created)]
    public async Task A_key_for_reading_changes_nothing(string scopes, HttpStatusCode expected)
    {
        var (_, client) = await KeyAsync(AgentRole.Administrator, scopes);

        using var answer = await client.PostAsJsonAsync("/api/v1/labels", new { name = "退款" }, Cancel);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData(AgentRole.Representative)]
    [InlineData(AgentRole.Manager)]
    [InlineData(AgentRole.Trainer)]
    public async Task Only_an_administrators_key_administers(AgentRole role)
    {
        var (_, client) = await KeyAsync(role);

        using var answer = await client.PostAsJsonAsync("/api/v1/inboxes", new { name = "Shop", kind = "api" }, Cancel);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal("access.forbidden", problem.GetProperty("title").GetString());
    }

    [Fact]
    public async Task A_key_opens_no_page()
    {
        var (_, client) = await KeyAsync(AgentRole.Administrator);

        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(client, "/settings/keys"));
    }

    private async Task<(Guid Id, HttpClient Client)> KeyAsync(AgentRole role, string scopes = "")
    {
        await using var scope = _server.Services.CreateAsyncScope();
        var outcome = await scope.ServiceProvider.GetRequiredService<CreateApiKey.Handler>().HandleAsync(new() { Name = "test", Role = role, Scopes = scopes }, Cancel);
        Assert.False(outcome.IsRefused(out _, out var key));
        var client = _server.Client();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key!.Key);
        return (key.Id, client);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(address, Cancel);
        return answer.StatusCode;
    }
}
