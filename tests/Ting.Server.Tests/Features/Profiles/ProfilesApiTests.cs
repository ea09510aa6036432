using System.Net;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.People;
using Ting.Server.Platform.Data;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Profiles;

public sealed class ProfilesApiTests : IDisposable
{
    private readonly TestServer _server = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task Two_records_become_one_and_two_again()
    {
        await _server.HasInboxAsync();
        var (_, survivor) = await _server.HasConversationAsync("第一次", name: "", email: "a@example.test");
        var (moved, other) = await _server.HasConversationAsync("第二次", name: "林婉清", email: "b@example.test");
        using var client = _server.Client();

        var merged = await client.PostAsync($"/api/v1/people/{survivor}/merge", new { otherId = other }, HttpStatusCode.OK);
        var conversations = await client.ReadAsync($"/api/v1/conversations?personId={survivor}");
        var gone = await client.ReadAsync($"/api/v1/people/{other}");
        // whoever still knows the old id reaches the same human
        var started = await client.PostAsync("/api/v1/conversations", new { inbox = "shop", personId = other, text = "第三次" });

        Assert.Equal(("林婉清", 2), (merged.Text("name"), merged.GetProperty("identities").GetArrayLength()));
        Assert.Equal(2, conversations.Items().Count);
        Assert.Equal(survivor.ToString(), gone.Text("mergedIntoId"));
        Assert.Equal(survivor.ToString(), started.Text("personId"));

        var back = await client.PostAsync($"/api/v1/people/{survivor}/unmerge", null, HttpStatusCode.OK);
        var none = await client.PostAsync($"/api/v1/people/{survivor}/unmerge", null, HttpStatusCode.Conflict);

        Assert.Equal((other.ToString(), "林婉清", 1), (back.Text("id"), back.Text("name"), back.GetProperty("identities").GetArrayLength()));
        Assert.Equal("", (await client.ReadAsync($"/api/v1/people/{survivor}")).Text("name"));
        Assert.Equal(moved, (await client.ReadAsync($"/api/v1/conversations?personId={other}")).Items().Single().GetProperty("id").GetGuid());
        Assert.Equal("merge.none", none.Text("title"));
    }

    [Theory]
    [InlineData("DELETE", "")]
    [InlineData("POST", "/erase")]
    public async Task A_forgotten_person_leaves_no_words_behind(string method, string verb)
    {
        await _server.HasInboxAsync();
        var (id, person) = await _server.HasConversationAsync("我叫林婉清，我要退款，我喜欢蓝色", email: "lin@example.test");
        using var client = _server.Client();
        await client.PostAsync($"/api/v1/conversations/{id}/messages", new { kind = "reply", text = "林女士您好，我马上为您处理退款。" });
        await client.SendAsync(HttpMethod.Patch, $"/api/v1/conversations/{id}", new { subject = "林婉清退款" }, HttpStatusCode.OK);
        await client.PostAsync($"/api/v1/people/{person}/facts", new { attribute = "colour.like", value = "蓝色" });

        await client.SendAsync(new HttpMethod(method), $"/api/v1/people/{person}{verb}", null, HttpStatusCode.NoContent);
        await _server.RunJobsAsync(Cancel);

        Assert.Empty((await client.ReadAsync("/api/v1/search?q=%E9%80%80%E6%AC%BE")).Items());
        Assert.Empty((await client.ReadAsync("/api/v1/people?query=lin@example.test")).Items());
        Assert.Equal("", (await client.ReadAsync($"/api/v1/people/{person}")).Text("name"));
        Assert.All((await client.ReadAsync($"/api/v1/conversations/{id}/messages")).Items(), it => Assert.Equal("", it.Text("text")));
        await using var db = _server.Database();
        Assert.Empty(await db.Readings.ToListAsync(Cancel));
        Assert.Empty(await db.Facts.ToListAsync(Cancel));
        Assert.Empty(await db.Identities.ToListAsync(Cancel));
        Assert.DoesNotContain("林", string.Concat(await db.Events.Select(line => line.Data).ToListAsync(Cancel)), StringComparison.Ordinal);
        Assert.Contains("person.erased", await db.Events.Where(line => line.Stream == person).Select(line => line.Type).ToListAsync(Cancel));
    }

    [Fact]
    public async Task Everything_about_a_person_fits_in_one_file_and_one_timeline()
    {
        await _server.HasInboxAsync();
        var (id, person) = await _server.HasConversationAsync("我要退款", email: "lin@example.test");
        using var client = _server.Client();
        await client.PostAsync($"/api/v1/conversations/{id}/resolve", null, HttpStatusCode.OK);

        var export = await client.ReadAsync($"/api/v1/people/{person}/export");
        var timeline = await client.ReadAsync($"/api/v1/people/{person}/timeline?limit=2");
        var rest = await client.ReadAsync($"/api/v1/people/{person}/timeline?cursor={timeline.Text("nextCursor")}");

        Assert.Equal("林婉清", export.GetProperty("person").Text("name"));
        Assert.Equal("我要退款", export.GetProperty("conversations")[0].GetProperty("messages")[0].Text("text"));
        Assert.Equal("conversation.resolved", timeline.Items()[0].Text("type"));
        Assert.Equal(1, timeline.Items()[0].GetProperty("conversationNumber").GetInt64());
        Assert.Contains(rest.Items(), it => it.Text("type") == "person.added");
    }

    [Fact]
    public async Task Nobody_is_merged_with_themselves_or_with_a_stranger()
    {
        using var client = _server.Client();
        var person = (await client.PostAsync("/api/v1/people", new { name = "A" })).Text("id");

        var same = await client.PostAsync($"/api/v1/people/{person}/merge", new { otherId = person }, HttpStatusCode.BadRequest);
        var stranger = await client.PostAsync($"/api/v1/people/{person}/merge", new { otherId = Guid.CreateVersion7() }, HttpStatusCode.NotFound);

        Assert.Equal(("merge.same", "person.not_found"), (same.Text("title"), stranger.Text("title")));
    }
}
