using Ting.Server.Platform.Live;

namespace Ting.Server.Tests.Platform.Live;

public sealed class LiveFeedTests
{
    private readonly LiveFeed _feed = new();

    [Fact]
    public void A_screen_hears_which_of_its_topics_changed_after_it_was_drawn()
    {
        _feed.Publish("inbox");
        var drawn = _feed.Position;
        _feed.Publish("conversation:1");
        _feed.Publish("conversation:2");

        Assert.Equal(["conversation:1"], _feed.ChangedSince(drawn, ["inbox", "conversation:1"]));
        Assert.Empty(_feed.ChangedSince(_feed.Position, ["inbox", "conversation:1"]));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("another-7")]
    [InlineData("0199c0de00007000800000000000000a-3")]
    public void A_position_that_says_nothing_here_makes_everything_new(string? position) =>
        Assert.Equal(["inbox", "conversation:1"], _feed.ChangedSince(position, ["inbox", "conversation:1"]));

    [Fact]
    public void What_is_forgotten_counts_as_changed()
    {
        var drawn = _feed.Position;
        for (var number = 0; number < 10_000; number++)
            _feed.Publish($"conversation:{number}");

        Assert.Equal(["inbox"], _feed.ChangedSince(drawn, ["inbox"]));
        Assert.Empty(_feed.ChangedSince(_feed.Position, ["inbox"]));
    }

    [Fact]
    public async Task A_listener_hears_what_is_said_between_its_call_and_its_first_question()
    {
        using var leaving = new CancellationTokenSource();
        var heard = _feed.ListenAsync(["inbox"], leaving.Token).GetAsyncEnumerator(leaving.Token);
        _feed.Publish("inbox");

        Assert.True(await heard.MoveNextAsync());
        Assert.Equal("inbox", heard.Current.Topic);

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await heard.MoveNextAsync());
        Assert.False(_feed.IsHeard("inbox"));
    }
}
