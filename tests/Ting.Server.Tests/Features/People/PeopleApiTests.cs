using System.Net;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.People;

public sealed class PeopleApiTests : IDisposable
{
    private readonly TestServer _server = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task A_person_is_added_read_changed_and_found()
    {
        using var client = _server.Client();
        var added = await client.PostAsync("/api/v1/people", new { name = "陳美玲", language = "zh-Hans", identities = new[] { new { kind = "email", value = "Mei@Example.test" } } });
        var address = $"/api/v1/people/{added.Text("id")}";
        using var read = await client.GetAsync(address, Cancel);

        var changed = await client.SendAsync(HttpMethod.Patch, address, new { company = "禾木生活" }, HttpStatusCode.OK, ("If-Match", read.Headers.ETag!.ToString()));
        var stale = await client.SendAsync(HttpMethod.Patch, address, new { company = "x" }, HttpStatusCode.PreconditionFailed, ("If-Match", read.Headers.ETag!.ToString()));

        Assert.Equal(("陳美玲", "禾木生活"), (changed.Text("name"), changed.Text("company")));
        Assert.Equal("person.changed_meanwhile", stale.Text("title"));
        Assert.Equal("mei@example.test", added.GetProperty("identities")[0].Text("value"));
        foreach (var query in (string[])["陈美玲", "陳美", "mei@example.test", "禾木"]) // simplified finds traditional
            Assert.Equal(added.Text("id"), (await client.ReadAsync($"/api/v1/people?query={Uri.EscapeDataString(query)}")).Items().Single().Text("id"));
        Assert.Empty((await client.ReadAsync("/api/v1/people?query=nobody")).Items());
    }

    [Fact]
    public async Task One_identity_belongs_to_one_person()
    {
        using var client = _server.Client();
        var identity = new { kind = "phone", value = "+86 138 0000 1111" };
        var first = await client.PostAsync("/api/v1/people", new { name = "A", identities = new[] { identity } });
        var second = await client.PostAsync("/api/v1/people", new { name = "B" });

        var twice = await client.PostAsync("/api/v1/people", new { name = "C", identities = new[] { identity } }, HttpStatusCode.Conflict);
        var taken = await client.PostAsync($"/api/v1/people/{second.Text("id")}/identities", identity, HttpStatusCode.Conflict);
        var own = await client.PostAsync($"/api/v1/people/{first.Text("id")}/identities", identity);
        await client.SendAsync(HttpMethod.Delete, $"/api/v1/people/{first.Text("id")}/identities/{own.Text("id")}", null, HttpStatusCode.NoContent);
        await client.PostAsync($"/api/v1/people/{second.Text("id")}/identities", identity);

        Assert.Equal(("identity.taken", "identity.taken"), (twice.Text("title"), taken.Text("title")));
        Assert.Equal("+8613800001111", (await client.ReadAsync($"/api/v1/people/{second.Text("id")}/identities")).Items().Single().Text("value"));
    }

    [Fact]
    public async Task Facts_are_added_decided_and_removed_and_dates_must_exist()
    {
        using var client = _server.Client();
        var address = $"/api/v1/people/{(await client.PostAsync("/api/v1/people", new { name = "A" })).Text("id")}";

        var fact = await client.PostAsync($"{address}/facts", new { attribute = "colour.like", value = "blue", source = "ear" });
        var declined = await client.SendAsync(HttpMethod.Patch, $"{address}/facts/{fact.Text("id")}", new { status = "declined" }, HttpStatusCode.OK);
        await client.SendAsync(HttpMethod.Delete, $"{address}/facts/{fact.Text("id")}", null, HttpStatusCode.NoContent);
        var date = await client.PostAsync($"{address}/dates", new { kind = "birthday", month = 2, day = 29 });
        var never = await client.PostAsync($"{address}/dates", new { kind = "birthday", year = 2025, month = 2, day = 29 }, HttpStatusCode.BadRequest);

        Assert.Equal(("accepted", "declined"), (fact.Text("status"), declined.Text("status")));
        Assert.Empty((await client.ReadAsync($"{address}/facts")).Items());
        Assert.Equal("date.no_such_day", never.Text("title"));
        Assert.Equal(date.Text("id"), (await client.ReadAsync($"{address}/dates")).Items().Single().Text("id"));
    }

    [Fact]
    public async Task People_are_listed_part_by_part()
    {
        using var client = _server.Client();
        for (var number = 0; number < 5; number++)
            await client.PostAsync("/api/v1/people", new { name = $"Person {number}" });

        var first = await client.ReadAsync("/api/v1/people?limit=3");
        var second = await client.ReadAsync($"/api/v1/people?limit=3&cursor={first.Text("nextCursor")}");
        var foreign = await client.SendAsync(HttpMethod.Get, $"/api/v1/conversations?cursor={first.Text("nextCursor")}", null, HttpStatusCode.BadRequest);

        Assert.Equal(5, first.Items().Concat(second.Items()).Select(it => it.Text("id")).Distinct().Count());
        Assert.Null(second.Text("nextCursor"));
        Assert.Equal("cursor.invalid", foreign.Text("title"));
    }
}
