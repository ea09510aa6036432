using System.Net;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Chat;

public sealed class MoodTests : IAsyncLifetime
{
    private const string Angry = "你们到底能不能解决？三天了没人回，太差了！";

    private static readonly string[] Places = ["/inbox/1", "/inbox?view=all", "/people", "/insights/rows?number=received"];

    private readonly TestServer _server = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _server.HasDeskAsync(Cancel);
        await _server.HasInboxAsync("chat", "door");
    }

    public ValueTask DisposeAsync()
    {
        _server.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Who_does_not_want_their_mood_shown_is_shown_without_it_everywhere()
    {
        using var visitor = new Visitor(_server, "door");
        await visitor.SaysAsync(Angry, new { language = "zh-Hans", mood = false });

        Assert.Empty(await MarksAsync());
    }

    [Fact]
    public async Task It_can_be_allowed_and_taken_back_at_any_time()
    {
        using var visitor = new Visitor(_server, "door");
        await visitor.SaysAsync(Angry, new { language = "zh-Hans" });
        var allowed = await MarksAsync();

        using var off = await visitor.PostAsync("mood", new { on = false });
        var hidden = await MarksAsync();
        await visitor.SaysAsync("还在吗？太慢了！");
        var still = await MarksAsync();
        using var on = await visitor.PostAsync("mood", new { on = true });

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (off.StatusCode, on.StatusCode));
        Assert.Contains("/inbox/1", allowed);
        Assert.Contains("/inbox?view=all", allowed);
        Assert.Contains("/people", allowed);
        Assert.Empty(hidden);
        Assert.Empty(still);
        Assert.Equal(allowed, await MarksAsync());
    }

    // The pages on which anything tells how somebody feels.
    private async Task<List<string>> MarksAsync()
    {
        using var browser = _server.Browser();
        var found = new List<string>();
        foreach (var place in Places)
        {
            await browser.OpenAsync(place, Cancel);
            if (browser.Page.QuerySelector("mark.ev, .q .emo-w, .msg .emo, .heart-line, svg.tl, .tbl .emo, .strip .emo") is not null)
                found.Add(place);
        }

        return found;
    }
}
