using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Automation.Rules;
using Ting.Server.Platform.Identity;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Automation;

public sealed class RuleApiTests : RuledDesk
{
    public static TheoryData<string, string> BadRules => new()
    {
        { """{"name":"","trigger":"opened","actions":[{"kind":"resolve"}]}""", "request.invalid" },
        { """{"name":" ","trigger":"opened","actions":[{"kind":"resolve"}]}""", "request.invalid" },
        { """{"name":"x","trigger":"unanswered","actions":[{"kind":"resolve"}]}""", "rule.minutes" },
        { """{"name":"x","trigger":"unanswered","minutes":0,"actions":[{"kind":"resolve"}]}""", "request.invalid" },
        { """{"name":"x","trigger":"opened","actions":[]}""", "rule.no_action" },
        { """{"name":"x","trigger":"opened","actions":[{"kind":"setPriority","value":"huge"}]}""", "rule.action_unknown" },
        { """{"name":"x","trigger":"opened","actions":[{"kind":"setPriority","value":"3"}]}""", "rule.action_unknown" },
        { """{"name":"x","trigger":"opened","actions":[{"kind":"addLabel","value":"0198c0de-0000-7000-8000-0000000000ff"}]}""", "rule.action_unknown" },
        { """{"name":"x","trigger":"opened","actions":[{"kind":"reply"}]}""", "rule.action_unknown" },
        { """{"name":"x","trigger":"opened","actions":[{"kind":"note","text":"  "}]}""", "rule.action_text" },
        { """{"name":"x","trigger":"opened","actions":[{"kind":"snooze"}]}""", "rule.minutes" },
        { """{"name":"x","trigger":"opened","actions":[{"kind":"followUp","text":"?","minutes":999999}]}""", "rule.minutes" },
        { """{"name":"x","trigger":"opened","conditions":[{"field":"emotion","operator":"is","values":[]}],"actions":[{"kind":"resolve"}]}""", "rule.condition_empty" },
        { """{"name":"x","trigger":"opened","conditions":[{"field":"emotion","operator":"is","values":["hungry"]}],"actions":[{"kind":"resolve"}]}""", "rule.condition_unknown" },
        { """{"name":"x","trigger":"opened","conditions":[{"field":"text","operator":"is","values":[" "]}],"actions":[{"kind":"resolve"}]}""", "rule.condition_unknown" },
        { """{"name":"x","trigger":"opened","conditions":[{"field":"inbox","operator":"is","values":["shop"]}],"actions":[{"kind":"resolve"}]}""", "rule.condition_unknown" },
    };

    [Theory, MemberData(nameof(BadRules))]
    public async Task A_rule_that_cannot_work_is_refused_in_words(string json, string code)
    {
        using var client = Server.Client("ja");

        foreach (var address in new[] { "/api/v1/rules", "/api/v1/rules/dry-run" })
        {
            var problem = await client.SendAsync(HttpMethod.Post, address, json, HttpStatusCode.BadRequest);
            Assert.Equal(code, problem.Text("title"));
            Assert.Matches("[ぁ-ん]", problem.Text("detail")!);
        }
    }

    [Theory]
    [InlineData("""{"name":"x","trigger":"never","actions":[{"kind":"resolve"}]}""")]
    [InlineData("""{"name":"x","trigger":99,"actions":[{"kind":"resolve"}]}""")]
    [InlineData("""{"name":"x","trigger":"opened","actions":[null]}""")]
    [InlineData("""{"name":"x","trigger":"opened","actions":null}""")]
    [InlineData("""{"name":"x","trigger":"opened","conditions":[{"field":"text","operator":"is","values":[null]}],"actions":[{"kind":"resolve"}]}""")]
    [InlineData("""{"name":"x","trigger":"opened","conditions":[{"field":"text","operator":"is"}],"actions":[{"kind":"resolve"}]}""")]
    [InlineData("""[]""")]
    public async Task Strange_json_is_refused(string json) => await Client.SendAsync(HttpMethod.Post, "/api/v1/rules", json, HttpStatusCode.BadRequest);

    [Fact]
    public async Task A_rule_is_read_as_it_was_written_and_changed_by_who_has_seen_it()
    {
        var id = await HasRuleAsync("x", "customerSilent", [If("channel", "is", "api"), If("language", "isNot", "ja")], [Do("snooze", minutes: 90), Do("assign", "nobody")], minutes: 60, on: false);

        var read = await Client.ReadAsync($"/api/v1/rules/{id}");
        Assert.Equal(("customerSilent", 60, false, "all"), (read.Text("trigger"), read.GetProperty("minutes").GetInt32(), read.GetProperty("active").GetBoolean(), read.Text("match")));
        Assert.Equal(90, read.GetProperty("actions")[0].GetProperty("minutes").GetInt32());
        Assert.Equal("ja", read.GetProperty("conditions")[1].GetProperty("values")[0].GetString());

        await Client.SendAsync(HttpMethod.Put, $"/api/v1/rules/{id}", Rule("y", "opened"), HttpStatusCode.PreconditionFailed, ("If-Match", "\"99\""));
        var changed = await Client.SendAsync(HttpMethod.Put, $"/api/v1/rules/{id}", Rule("y", "opened", minutes: 5), HttpStatusCode.OK, ("If-Match", $"\"{read.GetProperty("version").GetInt32()}\""));
        Assert.Equal(("y", JsonValueKind.Null), (changed.Text("name"), changed.GetProperty("minutes").ValueKind));

        await Client.SendAsync(HttpMethod.Delete, $"/api/v1/rules/{id}", null, HttpStatusCode.NoContent);
        foreach (var (method, address) in new[] { (HttpMethod.Get, $"/api/v1/rules/{id}"), (HttpMethod.Delete, $"/api/v1/rules/{id}"), (HttpMethod.Get, $"/api/v1/rules/{id}/dry-run") })
            await Client.SendAsync(method, address, null, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Only_administrators_write_rules_and_everybody_who_sees_conversations_sees_why()
    {
        var id = await HasRuleAsync("note", "opened", actions: [Do("note", text: "x")]);
        await Server.HasConversationAsync();
        await RunJobsAsync();

        foreach (var role in new[] { AgentRole.Representative, AgentRole.Manager, AgentRole.Supervisor })
        {
            Server.Role = role;
            using var client = Server.Client();
            foreach (var (method, address) in new[] { (HttpMethod.Get, "/api/v1/rules"), (HttpMethod.Delete, $"/api/v1/rules/{id}"), (HttpMethod.Get, $"/api/v1/rules/{id}/dry-run") })
                await client.SendAsync(method, address, null, HttpStatusCode.Forbidden);
            await client.PostAsync($"/api/v1/rules/{id}/state", new { active = false }, HttpStatusCode.Forbidden);
            await client.PostAsync("/api/v1/rules", Rule("x", "opened"), HttpStatusCode.Forbidden);
            Assert.Single((await client.ReadAsync("/api/v1/rule-runs")).Items());
        }
    }

    [Fact]
    public async Task The_log_goes_on_from_where_it_ended_and_refuses_a_strange_cursor()
    {
        await HasRuleAsync("note", "opened", actions: [Do("note", text: "x")]);
        for (var more = 0; more < 5; more++)
        {
            Server.Clock.Advance(TimeSpan.FromMinutes(1));
            await Server.HasConversationAsync();
        }

        await RunJobsAsync();
        var seen = new List<string?>();
        string? cursor = null;
        do
        {
            var page = await Client.ReadAsync($"/api/v1/rule-runs?limit=2{(cursor is null ? "" : $"&cursor={cursor}")}");
            seen.AddRange(page.Items().Select(it => it.Text("id")));
            cursor = page.Text("nextCursor");
        }
        while (cursor is not null);

        Assert.Equal(5, seen.Distinct().Count());
        await Client.SendAsync(HttpMethod.Get, "/api/v1/rule-runs?cursor=x", null, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task No_more_rules_than_anybody_can_keep_in_order()
    {
        await using (var db = Server.Database())
        {
            db.Rules.AddRange(Enumerable.Range(0, RuleBook.Most).Select(place => new Rule(place, Server.Clock.GetUtcNow())));
            await db.SaveChangesAsync(Cancel);
        }

        var problem = await Client.PostAsync("/api/v1/rules", Rule("one more", "opened"), HttpStatusCode.Conflict);

        Assert.Equal("rule.too_many_rules", problem.Text("title"));
    }
}
