using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ting.Server.Features.Academy;
using Ting.Server.Features.Academy.Journal;
using Ting.Server.Platform.Identity;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Academy;

/// <summary>Homework of listening: five talks, then a look back of five hundred characters against the self-test, private until it is handed in.</summary>
[Trait("req", "LIS-14")]
public sealed class JournalTests : DeskTest
{
    private const string Address = "/academy/journal";
    private const string Secret = "I drifted off when she spoke of her brother.";

    private static string Long => string.Concat(Enumerable.Repeat("我在听的时候常常急着回答。", 39)); // 13 × 39 = 507

    private KeepJournal.Handler Journal => Server.Services.CreateScope().ServiceProvider.GetRequiredService<KeepJournal.Handler>();

    [Fact]
    public async Task After_five_talks_a_look_back_is_written_and_only_what_is_handed_in_is_read_by_others()
    {
        using var browser = Server.Browser();
        await browser.OpenAsync(Address, Cancel);
        for (var talk = 1; talk <= KeepJournal.Wanted; talk++)
        {
            Assert.Null(browser.Page.QuerySelector("#analyse"));
            await browser.SubmitAsync("#write", Cancel, ("minutes", "3"), ("text", $"{Secret} {talk}"));
            Server.Clock.Advance(TimeSpan.FromDays(2));
            await browser.OpenAsync(Address, Cancel);
        }

        Assert.Equal(5, browser.Page.QuerySelectorAll("#entries li").Length);
        await browser.SubmitAsync("#analyse", Cancel, ("statement", "4"), ("analysis", Long[..499] + "  \n "));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status); // spaces do not make it longer
        Assert.Contains("500", browser.Page.QuerySelector("#analysis-error")!.TextContent, StringComparison.Ordinal);
        Assert.StartsWith(Long[..499], browser.Page.QuerySelector("#analysis")!.TextContent, StringComparison.Ordinal); // nothing is lost
        Assert.NotNull(browser.Page.QuerySelector("[name=statement][value='4'][checked]"));
        await browser.OpenAsync(Address, Cancel);
        await browser.SubmitAsync("#analyse", Cancel, ("analysis", Long));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status); // held against nothing
        await browser.OpenAsync(Address, Cancel);
        await browser.SubmitAsync("#analyse", Cancel, ("statement", "4"), ("statement", "11"), ("analysis", Long));
        Assert.Contains(Long, browser.Text, StringComparison.Ordinal);
        Assert.Equal(2, browser.Page.QuerySelectorAll(".ac-held li").Length);
        Assert.Null(browser.Page.QuerySelector("#analyse")); // the next one wants five more talks

        using var trainer = Server.Browser();
        await trainer.OpenAsync("/academy/homework", Cancel);
        Assert.DoesNotContain(Long, trainer.Text, StringComparison.Ordinal);
        await browser.SubmitAsync("form:has(.sm):not(#write)", Cancel);
        await trainer.OpenAsync("/academy/homework", Cancel);
        Assert.Contains(Long, trainer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, trainer.Text, StringComparison.Ordinal); // the journal itself never
        await browser.SubmitAsync("form:has(.sm):not(#write)", Cancel);
        await trainer.OpenAsync("/academy/homework", Cancel);
        Assert.DoesNotContain(Long, trainer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_journal_is_its_keepers()
    {
        var other = await Server.HasColleagueAsync("Mel", Cancel);
        Assert.False((await Journal.WriteAsync(other.Id, 2, Secret, Cancel)).IsRefused(out _, out var entry));

        using var browser = Server.Browser(); // an administrator
        await browser.OpenAsync(Address, Cancel);
        Assert.DoesNotContain(Secret, browser.Text, StringComparison.Ordinal);
        Assert.True((await Journal.DeleteAsync(TestServer.AgentId, entry!.Id, Cancel)).IsRefused(out var refusal, out _));
        Assert.Equal("journal.not_found", refusal!.Code);
        Assert.True((await Journal.HandInAsync(TestServer.AgentId, entry.Id, true, Cancel)).IsRefused(out _, out _));
        Assert.False((await Journal.DeleteAsync(other.Id, entry.Id, Cancel)).IsRefused(out _, out _));
        await using var db = Server.Database();
        Assert.Empty(await db.TalkEntries.ToListAsync(Cancel));
    }

    [Theory]
    [InlineData("0", "Fine.", "minutes-error")]
    [InlineData("61", "Fine.", "minutes-error")]
    [InlineData("three", "Fine.", "minutes-error")]
    [InlineData("3", "  ", "text-error")]
    public async Task What_is_wrong_is_said_where_it_is(string minutes, string text, string error)
    {
        using var browser = Server.Browser();
        await browser.OpenAsync(Address, Cancel);

        await browser.SubmitAsync("#write", Cancel, ("minutes", minutes), ("text", text));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        Assert.NotEmpty(browser.Page.QuerySelector($"#{error}")!.TextContent);
    }

    [Fact]
    public async Task Four_talks_are_too_few_and_homework_is_for_those_who_train()
    {
        for (var talk = 0; talk < 4; talk++)
            await Journal.WriteAsync(TestServer.AgentId, 3, "Fine.", Cancel);
        Assert.True((await Journal.AnalyseAsync(TestServer.AgentId, [1], Long, Cancel)).IsRefused(out var refusal, out _));
        Assert.Equal("journal.too_few", refusal!.Code);
        Assert.True((await Journal.AnalyseAsync(TestServer.AgentId, [21], Long, Cancel)).IsRefused(out refusal, out _));
        Assert.Equal("journal.statements", refusal!.Code);

        using var browser = Server.Browser();
        Server.Role = AgentRole.Representative;
        await browser.OpenAsync("/academy/homework", Cancel);
        Assert.NotEqual(HttpStatusCode.OK, browser.Status);
        Server.Role = AgentRole.Trainer;
        await browser.OpenAsync("/academy/homework?after=nonsense", Cancel);
        Assert.NotNull(browser.Page.QuerySelector("[role=alert]"));
    }
}
