using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ting.Server.Features.Surveys;
using Ting.Server.Platform.Data;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Surveys;

public sealed class AnswerSatisfactionTests : IDisposable
{
    private readonly TestServer _server = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task An_answer_is_stored_and_logged_without_its_words()
    {
        var id = await HasResolvedAsync();

        using var response = await AnswerAsync(id, new { score = 5, reasons = new[] { "speed", "care" }, comment = "很快" });

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var rating = await RatingAsync();
        Assert.Equal((5, "speed,care", "很快"), (rating.Score, rating.Reasons, rating.Comment));
        await using var db = _server.Database();
        var line = await db.Events.SingleAsync(it => it.Type == "satisfaction.answered", Cancel);
        Assert.Contains("\"score\":5", line.Data);
        Assert.DoesNotContain("很快", line.Data);
    }

    [Fact]
    public async Task The_same_answer_twice_is_one_answer()
    {
        var id = await HasResolvedAsync();

        using var first = await AnswerAsync(id, new { score = 4 });
        using var second = await AnswerAsync(id, new { score = 4 });

        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        await using var db = _server.Database();
        Assert.Equal(1, await db.Events.CountAsync(line => line.Type == "satisfaction.answered", Cancel));
    }

    [Fact]
    public async Task Within_a_day_it_can_be_said_differently_and_after_it_no_more()
    {
        var id = await HasResolvedAsync();
        using var first = await AnswerAsync(id, new { score = 2 });
        _server.Clock.Advance(TimeSpan.FromHours(23));
        using var second = await AnswerAsync(id, new { score = 4 });
        _server.Clock.Advance(TimeSpan.FromHours(1)); // a day after the first answer, not after its change
        using var third = await AnswerAsync(id, new { score = 1 });

        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, third.StatusCode);
        Assert.Equal(4, (await RatingAsync()).Score);
    }

    [Fact]
    public async Task What_is_not_on_the_scale_or_the_list_is_refused()
    {
        var id = await HasResolvedAsync();

        using var score = await AnswerAsync(id, new { score = 6 });
        using var reason = await AnswerAsync(id, new { score = 3, reasons = new[] { "weather" } });
        using var comment = await AnswerAsync(id, new { score = 3, comment = new string('x', 2001) });
        using var nowhere = await AnswerAsync(Guid.CreateVersion7(), new { score = 3 });

        Assert.Equal(HttpStatusCode.BadRequest, score.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, reason.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, comment.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
        Assert.Null((await RatingAsync()).Score);
    }

    [Fact]
    public async Task Opening_the_page_with_a_score_chooses_it_and_changes_nothing()
    {
        var id = await HasResolvedAsync();
        _server.SignedIn = false;
        using var client = _server.Client();

        var page = await client.GetStringAsync($"/rate/{Token(id)}?score=4", Cancel);

        Assert.Matches("value=\"4\"[^>]*checked", page);
        Assert.Null((await RatingAsync()).Score);
        await using var db = _server.Database();
        Assert.False(await db.Events.AnyAsync(line => line.Type == "satisfaction.answered", Cancel));
    }

    [Theory]
    [InlineData("zh-Hans", "满意吗")]
    [InlineData("ja", "ご満足")]
    [InlineData("en", "How satisfied")]
    public async Task The_page_speaks_the_language_of_the_conversation(string language, string words)
    {
        await _server.HasInboxAsync(language: language);
        var (id, _) = await _server.HasConversationAsync(language switch { "ja" => "荷物はいつ届きますか", "en" => "When will my parcel arrive?", _ => "我的包裹什么时候到" });
        await ResolveAsync(id);
        using var client = _server.Client("en");

        Assert.Contains(words, await client.GetStringAsync($"/rate/{Token(id)}", Cancel));
    }

    [Fact]
    public async Task A_plain_form_without_script_or_cookies_answers()
    {
        var id = await HasResolvedAsync();
        _server.SignedIn = false;

        using var response = await PostAsync(id, new() { ["Input.Score"] = "2", ["Input.Reasons"] = "speed", ["Input.Comment"] = "太慢" });

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var rating = await RatingAsync();
        Assert.Equal((2, "speed", "太慢"), (rating.Score, rating.Reasons, rating.Comment));
    }

    [Fact]
    public async Task A_form_without_a_score_comes_back_with_what_was_written()
    {
        var id = await HasResolvedAsync();

        using var response = await PostAsync(id, new() { ["Input.Comment"] = "记得这句" });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        var page = await response.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("role=\"alert\"", page);
        Assert.Contains("记得这句", page);
    }

    [Fact]
    public async Task Not_wanting_to_say_is_an_answer_that_leaves_no_score()
    {
        var id = await HasResolvedAsync();

        using var response = await PostAsync(id, new() { ["Input.Score"] = "5", ["Input.Declines"] = "true" });

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var rating = await RatingAsync();
        Assert.Null(rating.Score);
        Assert.NotNull(rating.DeclinedAt);
    }

    [Fact]
    public async Task A_changed_token_is_not_found_and_a_page_says_so()
    {
        var id = await HasResolvedAsync();
        var token = Token(id);
        using var client = _server.Client();

        foreach (var wrong in (string[])[token[..^2] + (token[^2] == 'A' ? "BB" : "AA"), "x", Guid.CreateVersion7().ToString(), new string('A', 500)])
        {
            using var response = await client.GetAsync($"/rate/{wrong}", Cancel);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
            Assert.Contains("This page is not here", await response.Content.ReadAsStringAsync(Cancel));
        }
    }

    private async Task<Guid> HasResolvedAsync()
    {
        await _server.HasInboxAsync();
        var (id, _) = await _server.HasConversationAsync();
        await ResolveAsync(id);
        return id;
    }

    private async Task ResolveAsync(Guid id)
    {
        using var client = _server.Client();
        (await client.PostAsync($"/api/v1/conversations/{id}/resolve", null, Cancel)).EnsureSuccessStatusCode();
        await _server.RunJobsAsync(Cancel);
    }

    private string Token(Guid id) => _server.Services.GetRequiredService<RateToken>().For(id);

    private async Task<HttpResponseMessage> AnswerAsync(Guid id, object answer)
    {
        using var client = _server.Client();
        return await client.PostAsJsonAsync($"/api/v1/conversations/{id}/satisfaction", answer, Cancel);
    }

    private async Task<HttpResponseMessage> PostAsync(Guid id, Dictionary<string, string> form)
    {
        using var client = _server.Client();
        form["_handler"] = "rate";
        return await client.PostAsync($"/rate/{Token(id)}", new FormUrlEncodedContent(form), Cancel);
    }

    private async Task<SatisfactionRating> RatingAsync()
    {
        await using var db = _server.Database();
        return await db.SatisfactionRatings.AsNoTracking().SingleAsync(Cancel);
    }
}
