using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Agents;

[Trait("req", "TEAM-02")]
public sealed class RoleTests : DeskTest
{
    [Fact]
    public async Task A_permission_that_is_withdrawn_is_gone_with_the_next_request_and_comes_back_with_the_usual()
    {
        var (conversation, _) = await Server.HasConversationAsync();
        using var browser = Server.Browser("zh-Hans");
        await browser.OpenAsync("/settings/roles", Cancel);
        await browser.SubmitAsync("#roles", Cancel, Boxes(but: "Representative:reply"));
        Assert.Equal("/settings/roles?done=saved", browser.Led);
        Assert.Contains("不再可以：回复客户", browser.Page.QuerySelector("#role-log")!.TextContent, StringComparison.Ordinal);

        Server.Role = AgentRole.Representative;
        await Client.PostAsync($"/api/v1/conversations/{conversation}/messages", new { kind = "reply", text = "您好" }, HttpStatusCode.Forbidden);
        await Client.PostAsync($"/api/v1/conversations/{conversation}/messages", new { kind = "note", text = "备注" });
        await browser.OpenAsync("/inbox/1", Cancel);
        Assert.DoesNotContain(browser.Page.QuerySelectorAll("[name=kind][value=reply]"), _ => true);

        Server.Role = AgentRole.Specialist;
        await Client.PostAsync($"/api/v1/conversations/{conversation}/messages", new { kind = "reply", text = "您好" });

        Server.Role = AgentRole.Administrator;
        await Client.SendAsync(HttpMethod.Delete, "/api/v1/roles/representative", null, HttpStatusCode.OK);
        Server.Role = AgentRole.Representative;
        await Client.PostAsync($"/api/v1/conversations/{conversation}/messages", new { kind = "reply", text = "您好" });

        await using var db = Server.Database();
        var lines = await db.Set<LoggedEvent>().Where(it => it.StreamKind == RoleSettings.StreamKind).OrderBy(it => it.Sequence).ToListAsync(Cancel);
        Assert.Equal(["role.withdrawn", "role.granted"], lines.Select(it => it.Type));
        Assert.All(lines, it => Assert.Contains("\"permission\":\"reply\"", it.Data, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_locks_themselves_out_and_nobody_else_gets_the_keys()
    {
        string[] without = [.. Permission.Usual(AgentRole.Administrator).Where(it => it != Permission.Administer)];
        await PutAsync("administrator", without, HttpStatusCode.Conflict, "role.fixed");
        await PutAsync("manager", [.. Permission.Usual(AgentRole.Manager), Permission.Administer], HttpStatusCode.Conflict, "role.fixed");
        await PutAsync("trainer", [Permission.WriteNotes], HttpStatusCode.Conflict, "role.fixed");
        await PutAsync("trainer", [Permission.SeeConversations, Permission.Reply], HttpStatusCode.BadRequest, "role.needs");
        await PutAsync("trainer", [Permission.SeeConversations, "fly"], HttpStatusCode.BadRequest, "role.permission_unknown");
        await PutAsync("emperor", [Permission.SeeConversations], HttpStatusCode.NotFound, "role.not_found");

        Server.Role = AgentRole.Manager;
        await Client.SendAsync(HttpMethod.Put, "/api/v1/roles/manager", new { permissions = Permission.All }, HttpStatusCode.Forbidden);
        using var response = await Client.GetAsync("/settings/roles", Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task A_permission_that_is_granted_holds_for_the_api_too()
    {
        var (_, person) = await Server.HasConversationAsync();
        Server.Role = AgentRole.Trainer;
        await Client.SendAsync(HttpMethod.Get, $"/api/v1/people/{person}/export", null, HttpStatusCode.Forbidden);

        Server.Role = AgentRole.Administrator;
        await PutAsync("trainer", [.. Permission.Usual(AgentRole.Trainer), Permission.ExportData], HttpStatusCode.OK);
        Server.Role = AgentRole.Trainer;
        await Client.SendAsync(HttpMethod.Get, $"/api/v1/people/{person}/export", null, HttpStatusCode.OK);
    }

    [Fact]
    public async Task Whose_role_may_no_longer_see_the_desks_figures_sees_their_own_and_is_sent_none()
    {
        await Server.HasConversationAsync();
        Server.Role = AgentRole.Supervisor;
        Assert.Equal(1, (await Client.ReadAsync("/api/v1/reports/volume")).GetProperty("figures").GetProperty("received").GetInt32());
        using (var file = await Client.GetAsync("/insights/export.csv", Cancel))
            Assert.Equal(HttpStatusCode.OK, file.StatusCode);

        Server.Role = AgentRole.Administrator;
        await PutAsync("supervisor", [.. Permission.Usual(AgentRole.Supervisor).Where(it => it != Permission.SeeInsights)], HttpStatusCode.OK);
        await using (var db = Server.Database())
        {
            var agent = await db.Agents.SingleAsync(it => it.Id == TestServer.AgentId, Cancel);
            agent.Change(agent.Name, AgentRole.Supervisor, "en", null);
            await db.SaveChangesAsync(Cancel);
        }

        await Client.SendAsync(HttpMethod.Post, "/api/v1/scheduled-reports", new { name = "A", receivers = new[] { TestServer.AgentId } }, HttpStatusCode.BadRequest);
        Server.Role = AgentRole.Supervisor;
        Assert.Equal(0, (await Client.ReadAsync("/api/v1/reports/volume")).GetProperty("figures").GetProperty("received").GetInt32());
        using var refused = await Client.GetAsync("/insights/export.csv", Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public void What_is_fixed_holds_whatever_a_row_says_and_the_rest_is_as_the_row_says() => Prop.ForAll<int, int>((granted, withdrawn) =>
    {
        foreach (var role in Enum.GetValues<AgentRole>())
        {
            var changes = Permission.All.Index().Where(it => ((granted | withdrawn) >> it.Index & 1) == 1).ToDictionary(it => it.Item, it => (granted >> it.Index & 1) == 1);
            changes["gone-since"] = true;
            var held = RoleBook.With(role, changes);
            if (!held.Contains(Permission.SeeConversations) || held.Contains(Permission.Administer) != role is AgentRole.Administrator || held.Contains("gone-since"))
                return false;
            if (Permission.All.Any(it => RoleRules.Fixed(role, it) is null && held.Contains(it) != (changes.TryGetValue(it, out var said) ? said : role.Allows(it))))
                return false;
        }

        return true;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_permission_stands_on_the_page_once() => Assert.Equal(Permission.All.Order(), RoleRules.Groups.SelectMany(it => it.Permissions).Order());

    private static (string, string)[] Boxes(string but) =>
    [
        .. Enum.GetValues<AgentRole>().SelectMany(role => Permission.Usual(role).Select(it => ("grant", $"{role}:{it}"))).Where(it => it.Item2 != but), ("do", "save"),
    ];

    private async Task PutAsync(string role, string[] permissions, HttpStatusCode expected, string? title = null)
    {
        var body = await Client.SendAsync(HttpMethod.Put, $"/api/v1/roles/{role}", new { permissions }, expected);
        if (title is not null)
            Assert.Equal(title, body.Text("title"));
    }
}
