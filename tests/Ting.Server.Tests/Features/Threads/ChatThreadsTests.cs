using System.Net;
using Ting.Server.Tests.Features.Chat;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Threads;

/// <summary>The customer's chat window follows wherever the talk goes on.</summary>
public sealed class ChatThreadsTests : DeskTest
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Server.HasInboxAsync("chat", "window");
    }

    [Fact]
    public async Task After_a_split_the_window_goes_on_in_the_new_conversation()
    {
        using var visitor = new Visitor(Server, "window");
        var first = await visitor.SaysAsync("When do you open?");
        var second = await visitor.SaysAsync("And where is my refund?");
        var id = first.GetProperty("conversationId").GetGuid();

        var part = await Client.PostAsync($"/api/v1/conversations/{id}/split", new { fromMessageId = second.GetProperty("message").Text("id") });
        await Server.AnswerAsync(part.GetProperty("id").GetGuid(), "It was sent today.", Cancel);

        Assert.Equal(["And where is my refund?", "It was sent today."], await SeenAsync(visitor));
        await visitor.SaysAsync("Thank you");
        Assert.Equal(2, (await Client.ReadAsync($"/api/v1/conversations/{part.Text("id")}")).GetProperty("number").GetInt64());
    }

    [Fact]
    public async Task After_a_merge_and_after_its_undoing_nothing_the_customer_says_is_lost()
    {
        using var visitor = new Visitor(Server, "window");
        var mine = (await visitor.SaysAsync("My tap leaks")).GetProperty("conversationId").GetGuid();
        var personId = (await Client.ReadAsync($"/api/v1/conversations/{mine}")).Text("personId");
        var elsewhere = (await Client.PostAsync("/api/v1/conversations", new { inbox = "window", personId, text = "Photo of the tap" })).GetProperty("id").GetGuid();
        Server.Clock.Advance(TimeSpan.FromSeconds(5));

        await Client.PostAsync($"/api/v1/conversations/{elsewhere}/merge", new { otherId = mine }, HttpStatusCode.OK);
        await visitor.SaysAsync("Still leaking");
        Assert.Equal(["My tap leaks", "Photo of the tap", "Still leaking"], await SeenAsync(visitor));

        await Client.PostAsync($"/api/v1/conversations/{elsewhere}/unmerge", null, HttpStatusCode.OK);
        Assert.Equal(["My tap leaks"], await SeenAsync(visitor));
        await visitor.SaysAsync("Hello?");
        Assert.Equal(["My tap leaks", "Hello?"], await SeenAsync(visitor));
    }

    [Fact]
    public async Task Who_is_forgotten_is_forgotten_in_the_conversation_that_took_theirs_in_too()
    {
        using var visitor = new Visitor(Server, "window");
        var mine = (await visitor.SaysAsync("My secret address")).GetProperty("conversationId").GetGuid();
        var personId = (await Client.ReadAsync($"/api/v1/conversations/{mine}")).Text("personId");
        var elsewhere = (await Client.PostAsync("/api/v1/conversations", new { inbox = "window", personId, text = "Handed in by a program" })).GetProperty("id").GetGuid();
        Server.Clock.Advance(TimeSpan.FromSeconds(5));
        await visitor.SaysAsync("A secret again");
        await Client.PostAsync($"/api/v1/conversations/{elsewhere}/merge", new { otherId = mine }, HttpStatusCode.OK);

        using var forgotten = await visitor.ForgetAsync();

        Assert.Equal(HttpStatusCode.NoContent, forgotten.StatusCode);
        var texts = (await Client.ReadAsync($"/api/v1/conversations/{elsewhere}/messages")).Items().Select(it => it.Text("text")).ToList();
        Assert.DoesNotContain(texts, text => text!.Contains("secret", StringComparison.Ordinal));
        Assert.Equal(3, texts.Count);
        Assert.DoesNotContain("secret", (await Client.ReadAsync($"/api/v1/conversations/{elsewhere}")).Text("preview")!, StringComparison.Ordinal);
    }

    private static async Task<IEnumerable<string?>> SeenAsync(Visitor visitor) =>
        (await visitor.SeesAsync()).GetProperty("messages").EnumerateArray().Where(it => it.Text("from") != "system").Select(it => it.Text("text"));
}
