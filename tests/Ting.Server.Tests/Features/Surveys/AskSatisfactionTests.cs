using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Inboxes;
using Ting.Server.Features.Surveys;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Surveys;

[Trait("req", "SAT-04")]
public sealed class AskSatisfactionTests : IDisposable
{
    private readonly TestServer _server = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task After_resolving_the_customer_is_asked_in_the_language_of_the_conversation()
    {
        await _server.HasInboxAsync();
        var (id, _) = await _server.HasConversationAsync("我的包裹什么时候到？");

        await ResolveAsync(id);

        await using var db = _server.Database();
        var rating = await db.SatisfactionRatings.SingleAsync(Cancel);
        Assert.True(rating.Asked);
        Assert.InRange(rating.Predicted, 1, 5);
        var question = await db.Messages.SingleAsync(message => message.Kind == MessageKind.System, Cancel);
        Assert.Contains("满意", question.Text);
        Assert.Contains("/rate/", question.Text);
        Assert.Contains("satisfaction.predicted", await db.Events.Where(line => line.Stream == id).Select(line => line.Type).ToListAsync(Cancel));
    }

    [Fact]
    public async Task A_chat_is_asked_in_its_window_and_not_by_a_message()
    {
        await _server.HasInboxAsync(kind: "chat");
        var (id, _) = await _server.HasConversationAsync();

        await ResolveAsync(id);

        await using var db = _server.Database();
        Assert.True((await db.SatisfactionRatings.SingleAsync(Cancel)).Asked);
        Assert.False(await db.Messages.AnyAsync(message => message.Kind == MessageKind.System, Cancel));
    }

    [Fact]
    public async Task An_inbox_that_does_not_ask_still_predicts()
    {
        var inbox = await _server.HasInboxAsync();
        await using (var db = _server.Database())
        {
            (await db.Inboxes.SingleAsync(it => it.Id == inbox.Id, Cancel)).Serve(null, asksSatisfaction: false);
            await db.SaveChangesAsync(Cancel);
        }

        var (id, _) = await _server.HasConversationAsync();
        await ResolveAsync(id);

        await using var after = _server.Database();
        Assert.False((await after.SatisfactionRatings.SingleAsync(Cancel)).Asked);
        Assert.False(await after.Messages.AnyAsync(message => message.Kind == MessageKind.System, Cancel));
    }

    [Theory]
    [InlineData(6, false)]
    [InlineData(8, true)]
    public async Task The_same_person_is_left_in_peace_for_seven_days(int days, bool isAsked)
    {
        await _server.HasInboxAsync();
        var (first, _) = await _server.HasConversationAsync(email: "lin@example.test");
        await ResolveAsync(first);
        _server.Clock.Advance(TimeSpan.FromDays(days));

        var (second, _) = await _server.HasConversationAsync(email: "lin@example.test");
        await ResolveAsync(second);

        await using var db = _server.Database();
        Assert.Equal(isAsked, (await db.SatisfactionRatings.SingleAsync(rating => rating.ConversationId == second, Cancel)).Asked);
    }

    [Fact]
    public async Task Somebody_else_is_asked_all_the_same()
    {
        await _server.HasInboxAsync();
        var (first, _) = await _server.HasConversationAsync();
        await ResolveAsync(first);
        var (second, _) = await _server.HasConversationAsync();
        await ResolveAsync(second);

        await using var db = _server.Database();
        Assert.Equal(2, await db.SatisfactionRatings.CountAsync(rating => rating.Asked, Cancel));
    }

    [Fact]
    public async Task The_job_run_twice_asks_once()
    {
        await _server.HasInboxAsync();
        var (id, _) = await _server.HasConversationAsync();
        await ResolveAsync(id);
        await using (var db = _server.Database())
        {
            var sequence = await db.Events.Where(line => line.Stream == id && line.Type == "conversation.resolved").Select(line => line.Sequence).SingleAsync(Cancel);
            db.Enqueue(new AskSatisfaction(id, sequence), _server.Clock.GetUtcNow());
            await db.SaveChangesAsync(Cancel);
        }

        await _server.RunJobsAsync(Cancel);

        await using var after = _server.Database();
        Assert.Equal(1, await after.Messages.CountAsync(message => message.Kind == MessageKind.System, Cancel));
    }

    [Fact]
    public async Task A_customer_who_came_back_meanwhile_is_not_asked()
    {
        await _server.HasInboxAsync();
        var (id, _) = await _server.HasConversationAsync();
        using var client = _server.Client();
        (await client.PostAsync($"/api/v1/conversations/{id}/resolve", null, Cancel)).EnsureSuccessStatusCode();
        (await client.PostAsJsonAsync($"/api/v1/conversations/{id}/messages", new { kind = "customer", text = "等一下" }, Cancel)).EnsureSuccessStatusCode();

        await _server.RunJobsAsync(Cancel);

        await using var db = _server.Database();
        Assert.False(await db.SatisfactionRatings.AnyAsync(Cancel));
    }

    private async Task ResolveAsync(Guid id)
    {
        using var client = _server.Client();
        var response = await client.PostAsync($"/api/v1/conversations/{id}/resolve", null, Cancel);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await _server.RunJobsAsync(Cancel);
    }
}
