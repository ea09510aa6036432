using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Organisations;
using Ting.Server.Platform.Identity;
using Ting.Server.Tests.Features.Importing;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Organisations;

public sealed class OrganisationTests : DeskTest
{
    [Fact]
    public async Task An_organisation_is_added_changed_found_and_taken_away()
    {
        var added = await AddAsync("南溪设计工作室", "nanxi.example");
        Assert.Equal(["nanxi.example"], added.GetProperty("domains").EnumerateArray().Select(it => it.GetString()));

        var changed = await Client.SendAsync(HttpMethod.Patch, $"/api/v1/organisations/{added.Text("id")}", new { tier = "gold", domains = new[] { "@NanXi.example", "nx.example" } }, HttpStatusCode.OK);
        Assert.Equal(("gold", 2), (changed.Text("tier"), changed.GetProperty("domains").GetArrayLength()));
        foreach (var words in new[] { "南溪", "nx.example" })
            Assert.Equal(added.Text("id"), (await Client.ReadAsync($"/api/v1/organisations?query={Uri.EscapeDataString(words)}")).Items().Single().Text("id"));

        await Client.SendAsync(HttpMethod.Delete, $"/api/v1/organisations/{added.Text("id")}", null, HttpStatusCode.NoContent);
        await Client.SendAsync(HttpMethod.Get, $"/api/v1/organisations/{added.Text("id")}", null, HttpStatusCode.NotFound);
        Assert.Empty((await Client.ReadAsync($"/api/v1/organisations?query={Uri.EscapeDataString("南溪")}")).Items());
    }

    [Theory]
    [InlineData("", "name", "form.required")]
    [InlineData("ＮＡＮＸＩ　studio", "name", "organisation.exists")] // width and case tell no names apart
    [InlineData("Other", "domains", "organisation.domain", "not a domain")]
    [InlineData("Other", "domains", "organisation.public_domain", "qq.com")]
    [InlineData("Other", "domains", "organisation.domain_taken", "nanxi.example")]
    public async Task What_cannot_be_is_refused(string name, string field, string code, string? domain = null)
    {
        await AddAsync("Nanxi Studio", "nanxi.example");

        var problem = await Client.PostAsync("/api/v1/organisations", new { name, domains = domain is null ? [] : new[] { domain } }, HttpStatusCode.BadRequest);

        Assert.Equal(code, problem.Text("title"));
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _));
    }

    [Fact]
    public async Task A_change_of_somebody_else_is_not_written_over()
    {
        var added = await AddAsync("Fell & Ford");

        await Client.SendAsync(HttpMethod.Patch, $"/api/v1/organisations/{added.Text("id")}", new { tier = "gold" }, HttpStatusCode.PreconditionFailed, ("If-Match", "W/\"99\""));
    }

    [Fact]
    public async Task A_long_list_comes_in_parts_and_a_strange_cursor_is_said()
    {
        for (var number = 0; number < 5; number++)
        {
            Server.Clock.Advance(TimeSpan.FromSeconds(1));
            await AddAsync($"Organisation {number}");
        }

        var first = await Client.ReadAsync("/api/v1/organisations?limit=3");
        var second = await Client.ReadAsync($"/api/v1/organisations?limit=3&cursor={first.Text("nextCursor")}");

        Assert.Equal(["Organisation 4", "Organisation 3", "Organisation 2", "Organisation 1", "Organisation 0"], first.Items().Concat(second.Items()).Select(it => it.Text("name")));
        await Client.SendAsync(HttpMethod.Get, "/api/v1/organisations?cursor=nonsense", null, HttpStatusCode.BadRequest);
        using var browser = Server.Browser();
        await browser.OpenAsync("/organisations?after=nonsense", Cancel);
        Assert.NotEmpty(browser.TextsOf("[role=alert]"));
    }

    [Fact]
    [Trait("req", "CRM-01")]
    public async Task What_is_known_of_an_organisation_stands_in_six_groups_with_its_source()
    {
        var id = (await AddAsync("青禾民宿")).Text("id");
        foreach (var group in OrganisationFact.Groups)
            await Client.PostAsync($"/api/v1/organisations/{id}/facts", new { group, value = $"{group}!", source = "ear" });
        await Client.PostAsync($"/api/v1/organisations/{id}/facts", new { group = "gossip", value = "x" }, HttpStatusCode.BadRequest);
        var member = (await Server.HasConversationAsync("你好", name: "林婉清")).PersonId;
        await Client.SendAsync(HttpMethod.Put, $"/api/v1/organisations/{id}/members/{member}", new { department = "采购部", position = "经理", isKey = true }, HttpStatusCode.OK);

        using var browser = Server.Browser("zh-Hans");
        await browser.OpenAsync($"/organisations/{id}", Cancel);

        Assert.Equal(["组织架构", "使用我们产品的部门", "在用的同类产品", "行业状况", "业务量与业绩", "竞争对手与竞争点"], browser.TextsOf(".card h4"));
        Assert.Equal(6, browser.Page.QuerySelectorAll(".facts li").Length);
        Assert.Contains("采购部 · 经理", browser.Text, StringComparison.Ordinal);
        Assert.Contains("关键人", browser.Text, StringComparison.Ordinal);
        Assert.NotEmpty(browser.TextsOf(".tv a")); // what its people wrote
    }

    [Fact]
    public async Task An_address_proposes_where_somebody_belongs()
    {
        await AddAsync("南溪设计工作室", "nanxi.example");
        var (_, person) = await Server.HasConversationAsync("你好", name: "林婉清", email: "lin@nanxi.example");
        using var browser = Server.Browser();
        await browser.OpenAsync($"/people/{person}", Cancel);
        Assert.Contains("They write from nanxi.example.", browser.Text, StringComparison.Ordinal);

        await browser.SubmitAsync("form:has(input[name=organisation][type=hidden])", Cancel);

        Assert.DoesNotContain("They write from", browser.Text, StringComparison.Ordinal);
        await using var db = Server.Database();
        Assert.Equal(person, (await db.Memberships.SingleAsync(Cancel)).PersonId);
    }

    [Fact]
    public async Task Where_somebody_belongs_is_said_by_name_and_one_that_is_new_is_added()
    {
        var (_, person) = await Server.HasConversationAsync("你好");
        using var browser = Server.Browser();
        await browser.OpenAsync($"/people/{person}", Cancel);

        await browser.SubmitAsync("form:has(#place-name)", Cancel, ("organisation", "St Anne’s School"), ("department", "Office"), ("isKey", "true"));

        Assert.Contains("St Anne’s School", browser.Text, StringComparison.Ordinal);
        Assert.Single((await Client.ReadAsync("/api/v1/organisations?query=Anne")).Items());
    }

    [Fact]
    public async Task Two_records_that_become_one_belong_to_the_places_of_both_and_back()
    {
        var (one, two) = ((await Server.HasConversationAsync("a")).PersonId, (await Server.HasConversationAsync("b")).PersonId);
        var (first, second) = (await AddAsync("First"), await AddAsync("Second"));
        await JoinAsync(first, one);
        await JoinAsync(first, two);
        await JoinAsync(second, two);

        await Client.PostAsync($"/api/v1/people/{one}/merge", new { otherId = two }, HttpStatusCode.OK);
        Assert.Equal(["First", "Second"], await PlacesAsync(one));
        await Client.PostAsync($"/api/v1/people/{one}/unmerge", null, HttpStatusCode.OK);

        Assert.Equal(["First"], await PlacesAsync(one));
        Assert.Equal(["First", "Second"], await PlacesAsync(two));
    }

    [Fact]
    public async Task Who_was_forgotten_belongs_nowhere()
    {
        var (_, person) = await Server.HasConversationAsync("你好");
        await JoinAsync(await AddAsync("First"), person);

        await Client.PostAsync($"/api/v1/people/{person}/erase", null, HttpStatusCode.NoContent);

        await using var db = Server.Database();
        Assert.False(await db.Memberships.AnyAsync(Cancel));
    }

    [Fact]
    public async Task A_company_in_a_file_of_people_becomes_an_organisation_once()
    {
        await AddAsync("南溪设计");

        await Server.ImportAsync(Client, "邮箱,公司\na@example.test,南溪设计\nb@example.test,远山咖啡\nc@example.test,远山咖啡 \n");

        await using var db = Server.Database();
        Assert.Equal(["南溪设计", "远山咖啡"], (await db.Organisations.Select(it => it.Name).ToListAsync(Cancel)).Order(StringComparer.Ordinal));
        Assert.Equal(3, await db.Memberships.CountAsync(Cancel));
    }

    [Fact]
    public async Task Who_may_not_manage_people_reads_only()
    {
        var id = (await AddAsync("First")).Text("id");
        Server.Role = AgentRole.Trainer;

        await Client.ReadAsync($"/api/v1/organisations/{id}");
        await Client.PostAsync("/api/v1/organisations", new { name = "Second" }, HttpStatusCode.Forbidden);
        await Client.SendAsync(HttpMethod.Delete, $"/api/v1/organisations/{id}", null, HttpStatusCode.Forbidden);
        using var browser = Server.Browser();
        await browser.OpenAsync("/organisations", Cancel);
        Assert.Null(browser.Page.QuerySelector("#name"));
    }

    private Task<JsonElement> AddAsync(string name, params string[] domains) => Client.PostAsync("/api/v1/organisations", new { name, domains });

    private Task<JsonElement> JoinAsync(JsonElement organisation, Guid person) =>
        Client.SendAsync(HttpMethod.Put, $"/api/v1/organisations/{organisation.Text("id")}/members/{person}", new { }, HttpStatusCode.OK);

    private async Task<IEnumerable<string>> PlacesAsync(Guid person)
    {
        await using var db = Server.Database();
        return (await PersonOrganisations.OfAsync(db, person, Cancel)).Select(it => it.Name).Order();
    }
}
