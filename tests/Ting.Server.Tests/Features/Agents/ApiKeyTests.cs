using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Data;
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
            await scope.ServiceProvider.GetRequiredService<RevokeApiKey.Handler>().HandleAsync(id, "agent:x", Cancel);

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

    [Fact, Trait("req", "TEAM-02")]
    public async Task A_key_of_a_team_sees_what_stands_with_that_team_and_nothing_else()
    {
        var (_, whole) = await KeyAsync(AgentRole.Administrator);
        await _server.HasInboxAsync();
        var (ours, theirs) = (await WriteAsync(whole, "Die Lampe flackert"), await WriteAsync(whole, "Die Lampe ist dunkel"));
        var team = new Team("售后", _server.Clock.GetUtcNow());
        await using (var db = _server.Database())
        {
            db.Teams.Add(team);
            await db.SaveChangesAsync(Cancel);
            var conversation = await db.Conversations.SingleAsync(it => it.Id == ours, Cancel);
            conversation.Assign(null, team.Id, "system", "by-hand", _server.Clock.GetUtcNow());
            await db.SaveAsync(conversation, Cancel);
        }

        await _server.RunJobsAsync(Cancel);
        var (_, limited) = await KeyAsync(AgentRole.Administrator, team: team.Id);

        Assert.Equal(new HashSet<Guid> { ours, theirs }, (await ListedAsync(whole, "/api/v1/conversations")).ToHashSet());
        Assert.Equal([ours], await ListedAsync(limited, "/api/v1/conversations"));
        Assert.Equal([ours], await ListedAsync(limited, "/api/v1/search?q=Lampe&type=conversations"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(limited, $"/api/v1/conversations/{ours}"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(limited, $"/api/v1/conversations/{theirs}"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(limited, $"/api/v1/conversations/{theirs}/messages"));
        var changes = await limited.ReadAsync("/api/v1/changes?after=0");
        Assert.DoesNotContain(changes.Items(), it => it.GetProperty("stream").GetProperty("id").GetGuid() == theirs);
        Assert.Contains(changes.Items(), it => it.GetProperty("stream").GetProperty("id").GetGuid() == ours);
        using var answer = await limited.PostAsJsonAsync($"/api/v1/conversations/{theirs}/messages", new { kind = "note", text = "x" }, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task A_key_of_a_team_that_there_is_not_is_refused()
    {
        await using var scope = _server.Services.CreateAsyncScope();
        var outcome = await scope.ServiceProvider.GetRequiredService<CreateApiKey.Handler>().HandleAsync(new() { Name = "test", TeamId = Guid.CreateVersion7() }, "agent:x", Cancel);

        Assert.True(outcome.IsRefused(out var refusal, out _));
        Assert.Equal("team.not_found", refusal!.Code);
    }

    [Fact, Trait("req", "TEAM-02")]
    public async Task Who_let_a_program_in_and_who_shut_it_out_stands_in_the_log_without_the_key()
    {
        var (id, client) = await KeyAsync(AgentRole.Manager, "people:read");
        await using (var scope = _server.Services.CreateAsyncScope())
        {
            var revoking = scope.ServiceProvider.GetRequiredService<RevokeApiKey.Handler>();
            await revoking.HandleAsync(id, "agent:y", Cancel);
            await revoking.HandleAsync(id, "agent:z", Cancel); // shut out already: nothing happens
        }

        await using var db = _server.Database();
        var lines = await db.Events.Where(it => it.Stream == id).OrderBy(it => it.Sequence).ToListAsync(Cancel);

        Assert.Equal([("key.created", "agent:x"), ("key.revoked", "agent:y")], lines.Select(it => (it.Type, it.Actor)));
        Assert.All(lines, it => Assert.Contains("people:read", it.Data, StringComparison.Ordinal));
        Assert.All(lines, it => Assert.DoesNotContain(client.DefaultRequestHeaders.Authorization!.Parameter!, it.Data, StringComparison.Ordinal));
    }

    private static async Task<Guid> WriteAsync(HttpClient client, string text) =>
        (await client.PostAsync("/api/v1/conversations", new { inbox = "shop", person = new { name = "Ruth", identities = new[] { new { kind = "email", value = "ruth@example.com" } } }, text })).GetProperty("id").GetGuid();

    private static async Task<List<Guid>> ListedAsync(HttpClient client, string address) => [.. (await client.ReadAsync(address)).Items().Select(it => it.GetProperty("id").GetGuid())];

    private async Task<(Guid Id, HttpClient Client)> KeyAsync(AgentRole role, string scopes = "", Guid? team = null)
    {
        await using var scope = _server.Services.CreateAsyncScope();
        var outcome = await scope.ServiceProvider.GetRequiredService<CreateApiKey.Handler>().HandleAsync(new() { Name = "test", Role = role, Scopes = scopes, TeamId = team }, "agent:x", Cancel);
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
