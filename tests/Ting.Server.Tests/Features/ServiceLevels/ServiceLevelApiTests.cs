using System.Net;
using Ting.Server.Tests.Features.Conversations.DueTimes;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.ServiceLevels;

public sealed class ServiceLevelApiTests : DeskTest
{
    [Fact]
    public async Task A_level_is_made_changed_and_taken_back()
    {
        var made = await Server.HasLevelAsync(new { name = "所有客户", targets = TimedDesk.Targets(first: 30, resolution: 480) });
        Assert.Equal(("inbox", 75, true), (made.Text("hours"), made.GetProperty("warnAt").GetInt32(), made.GetProperty("warnsAssignee").GetBoolean()));
        var address = $"/api/v1/service-levels/{made.Text("id")}";

        var changed = await Client.SendAsync(HttpMethod.Patch, address, new { hours = "always", warnAt = 0 }, HttpStatusCode.OK);
        Assert.Equal(("always", 0, 2), (changed.Text("hours"), changed.GetProperty("warnAt").GetInt32(), changed.GetProperty("targets").GetArrayLength()));
        await Client.SendAsync(HttpMethod.Patch, address, new { name = "x" }, HttpStatusCode.PreconditionFailed, ("If-Match", "\"1\""));

        await Client.SendAsync(HttpMethod.Delete, address, null, HttpStatusCode.NoContent);
        await Client.SendAsync(HttpMethod.Get, address, null, HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("""{"name":" "}""", "form.required")]
    [InlineData("""{"name":"x","tier":"platinum"}""", "form.choice")]
    [InlineData("""{"name":"x","hours":"calendar"}""", "service_level.which_calendar")]
    [InlineData("""{"name":"x","inboxId":"0198c0de-0000-7000-8000-00000000000a"}""", "inbox.not_found")]
    [InlineData("""{"name":"x","warnAt":99}""", "service_level.warn_at")]
    [InlineData("""{"name":"x","warned":["0198c0de-0000-7000-8000-00000000000a"]}""", "agent.not_found")]
    [InlineData("""{"name":"x","targets":[{"priority":"normal","target":"firstReply","minutes":0}]}""", "service_level.targets")]
    [InlineData("""{"name":"x","targets":[{"priority":"normal","target":"firstReply","minutes":5},{"priority":"normal","target":"firstReply","minutes":6}]}""", "service_level.targets")]
    public async Task What_makes_no_sense_is_refused(string body, string code) =>
        Assert.Equal(code, (await Client.PostAsync("/api/v1/service-levels", body, HttpStatusCode.BadRequest)).Text("title"));

    [Fact]
    public async Task There_is_one_for_each_kind_of_conversation()
    {
        await Server.HasLevelAsync(new { name = "钻石", tier = "diamond" });

        Assert.Equal("service_level.exists", (await Client.PostAsync("/api/v1/service-levels", new { name = "diamonds", tier = "diamond" }, HttpStatusCode.Conflict)).Text("title"));
        await Server.HasLevelAsync(new { name = "gold", tier = "gold" });
    }
}
