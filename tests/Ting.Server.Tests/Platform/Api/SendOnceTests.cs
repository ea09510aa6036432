using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Identity;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Platform.Api;

public sealed class SendOnceTests : IDisposable
{
    private static readonly object Hello = new { inbox = "shop", text = "hello" };

    private readonly TestServer _server = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task The_same_request_sent_again_gets_the_first_answer()
    {
        await _server.HasInboxAsync();
        using var client = _server.Client();

        var first = await client.PostAsync("/api/v1/conversations", Hello, HttpStatusCode.Created, ("Idempotency-Key", "k-1"));
        var again = await client.PostAsync("/api/v1/conversations", Hello, HttpStatusCode.Created, ("Idempotency-Key", "k-1"));

        Assert.Equal(first.GetRawText(), again.GetRawText());
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task Many_at_once_with_one_key_are_done_once()
    {
        await _server.HasInboxAsync();
        using var client = _server.Client();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => client.PostAsync("/api/v1/conversations", Hello, HttpStatusCode.Created, ("Idempotency-Key", "k-2"))));

        Assert.Single(answers.Select(answer => answer.Text("id")).Distinct());
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task A_key_used_for_another_request_is_refused()
    {
        await _server.HasInboxAsync();
        using var client = _server.Client("zh");

        await client.PostAsync("/api/v1/conversations", Hello, HttpStatusCode.Created, ("Idempotency-Key", "k-3"));
        var problem = await client.PostAsync("/api/v1/conversations", new { inbox = "shop", text = "other" }, HttpStatusCode.Conflict, ("Idempotency-Key", "k-3"));

        Assert.Equal("idempotency.other_request", problem.Text("title"));
    }

    [Fact]
    public async Task What_was_done_and_never_answered_is_not_done_again()
    {
        await _server.HasInboxAsync();
        using var client = _server.Client();
        await client.PostAsync("/api/v1/conversations", Hello, HttpStatusCode.Created, ("Idempotency-Key", "k-4"));
        await using (var db = _server.Database()) // as a crash right after the commit leaves it
            await db.RememberedAnswers.ExecuteUpdateAsync(set => set.SetProperty(answer => answer.Status, 0), Cancel);

        var problem = await client.PostAsync("/api/v1/conversations", Hello, HttpStatusCode.Conflict, ("Idempotency-Key", "k-4"));

        Assert.Equal("idempotency.in_progress", problem.Text("title"));
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task What_was_refused_may_be_tried_again_with_the_same_key()
    {
        using var client = _server.Client();
        await client.PostAsync("/api/v1/conversations", Hello, HttpStatusCode.NotFound, ("Idempotency-Key", "k-5"));
        await _server.HasInboxAsync();

        await client.PostAsync("/api/v1/conversations", Hello, HttpStatusCode.Created, ("Idempotency-Key", "k-5"));

        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task A_day_later_the_key_is_free_and_forgotten()
    {
        await _server.HasInboxAsync();
        using var client = _server.Client();
        await client.PostAsync("/api/v1/conversations", Hello, HttpStatusCode.Created, ("Idempotency-Key", "k-6"));
        _server.Clock.Advance(TimeSpan.FromHours(25));

        var forgotten = await _server.Services.GetRequiredService<AnswerMemory>().ForgetOldAsync(Cancel);
        await client.PostAsync("/api/v1/conversations", Hello, HttpStatusCode.Created, ("Idempotency-Key", "k-6"));

        Assert.Equal(1, forgotten);
        Assert.Equal(2, await CountAsync());
    }

    private async Task<int> CountAsync()
    {
        await using var db = _server.Database();
        return await db.Conversations.CountAsync(Cancel);
    }
}
