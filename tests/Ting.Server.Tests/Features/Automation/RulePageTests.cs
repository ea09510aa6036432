using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Automation.Rules;
using Ting.Server.Platform.Identity;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Automation;

public sealed class RulePageTests : RuledDesk
{
    [Theory, Trait("req", "I18N-01")]
    [InlineData("zh-Hans", "客户情绪是愤怒", "优先级设为紧急", "生气的客户优先")]
    [InlineData("ja", "お客様の感情が怒り", "優先度を緊急にする", "お怒りのお客様を先に")]
    [InlineData("en", "the customer feels: Angry", "set the priority to Urgent", "Angry customers first")]
    public async Task An_example_becomes_a_rule_that_reads_like_a_sentence(string language, string condition, string action, string name)
    {
        using var browser = Server.Browser(language);
        await browser.OpenAsync("/settings/automation", Cancel);
        Assert.Contains(name, browser.Text, StringComparison.Ordinal);

        await browser.OpenAsync("/settings/automation/new?from=angry", Cancel);
        await SendAsync(browser, ("do", "save"));
        Assert.Equal("/settings/automation?done=added", browser.Led);

        var card = browser.Page.QuerySelector(".rule-c")!;
        Assert.Contains(name, card.TextContent, StringComparison.Ordinal);
        Assert.Contains(condition, card.TextContent, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(action, card.TextContent, StringComparison.OrdinalIgnoreCase);
        await using var db = Server.Database();
        Assert.False((await db.Rules.SingleAsync(Cancel)).Active);
    }

    [Fact]
    public async Task Rows_come_and_go_without_script_and_nothing_typed_is_lost()
    {
        using var browser = Server.Browser();
        await browser.OpenAsync("/settings/automation/new", Cancel);

        await SendAsync(browser, ("name", "My rule"), ("new.field", "Text"), ("do", "add-condition"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        await SendAsync(browser, ("c0.values", "refund, 退款、返金"), ("new.kind", "Note"), ("do", "add-action"));
        await SendAsync(browser, ("a0.text", "Have a look"), ("new.kind", "Resolve"), ("do", "add-action"));
        await SendAsync(browser, ("new.field", "Tier"), ("do", "add-condition"));
        await SendAsync(browser, ("do", "drop-a-1"));
        await SendAsync(browser, ("do", "save"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status); // the tier was not chosen
        Assert.Contains("Each condition needs at least one value", browser.Text, StringComparison.Ordinal);
        await SendAsync(browser, ("do", "drop-c-1"));
        await SendAsync(browser, ("do", "save"));

        await using var db = Server.Database();
        var rule = await db.Rules.SingleAsync(Cancel);
        Assert.Equal("My rule", rule.Name);
        Assert.Equal(["refund", "退款", "返金"], Assert.Single(rule.ReadConditions()).Values);
        Assert.Equal((RuleActionKind.Note, "Have a look"), (Assert.Single(rule.ReadActions()).Kind, rule.ReadActions()[0].Text));
    }

    [Fact]
    public async Task A_rule_is_switched_and_moved_from_the_list_and_taken_away_in_the_editor()
    {
        var first = await HasRuleAsync("first", "opened", on: false);
        var second = await HasRuleAsync("second", "opened", on: false);
        using var browser = Server.Browser();
        await browser.OpenAsync("/settings/automation", Cancel);
        await browser.SubmitAsync($"#rule-{second} form", Cancel, ("do", "on"));
        await browser.OpenAsync("/settings/automation", Cancel);
        await browser.SubmitAsync($"#rule-{second} form", Cancel, ("do", "up"));
        await browser.OpenAsync("/settings/automation", Cancel);
        Assert.Equal(["second", "first"], browser.TextsOf(".rule-c h2"));

        await browser.OpenAsync($"/settings/automation/{first}", Cancel);
        await browser.SubmitAsync("form:has(.btn-d)", Cancel);

        await using var db = Server.Database();
        Assert.Equal((second, true), await db.Rules.Select(rule => new ValueTuple<Guid, bool>(rule.Id, rule.Active)).SingleAsync(Cancel));
    }

    [Fact]
    public async Task Two_who_change_one_rule_at_once_do_not_undo_each_other()
    {
        var rule = await HasRuleAsync("x", "opened", on: false);
        using var browser = Server.Browser();
        await browser.OpenAsync($"/settings/automation/{rule}", Cancel);
        await Client.SendAsync(HttpMethod.Put, $"/api/v1/rules/{rule}", Rule("theirs", "opened"), HttpStatusCode.OK);

        await SendAsync(browser, ("name", "mine"), ("do", "save"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        await using var db = Server.Database();
        Assert.Equal("theirs", (await db.Rules.SingleAsync(Cancel)).Name);
    }

    [Fact]
    public async Task A_form_that_was_tampered_with_is_refused()
    {
        using var browser = Server.Browser();
        await browser.OpenAsync("/settings/automation/new?from=angry", Cancel);
        foreach (var (field, value) in new[] { ("trigger", "99"), ("c0.field", "99"), ("c0.operator", "99"), ("a0.kind", "99"), ("match", "99"), ("a0.value", "nonsense") })
        {
            await browser.OpenAsync("/settings/automation/new?from=angry", Cancel);
            await SendAsync(browser, (field, value), ("do", "save"));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        }

        await using var db = Server.Database();
        Assert.Empty(await db.Rules.ToListAsync(Cancel));
    }

    [Theory, Trait("req", "I18N-01")]
    [InlineData("zh-Hans", "规则“angry”已执行", "实际：愤怒")]
    [InlineData("ja", "ルール「angry」が動きました", "実際：怒り")]
    [InlineData("en", "The rule “angry” acted", "found: angry")]
    public async Task The_conversation_leads_to_why_it_happened(string language, string sentence, string found)
    {
        await HasRuleAsync("angry", "customerWrote", [If("emotion", "is", "angry")]);
        await Server.HasConversationAsync("你们太过分了！我非常生气，马上给我退款！");
        await RunJobsAsync();
        Server.Role = AgentRole.Representative;
        using var browser = Server.Browser(language);

        await browser.OpenAsync("/inbox/1?view=all", Cancel);
        Assert.Contains(sentence, browser.Text, StringComparison.Ordinal);
        var link = browser.Page.QuerySelector("a[href^='/automation/runs']")!.GetAttribute("href")!;
        await browser.OpenAsync(link.Split('#')[0], Cancel);

        Assert.Contains(found, browser.Page.GetElementById(link.Split('#')[1])!.TextContent, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_page_of_the_dry_run_says_what_would_have_been_and_switches_the_rule_on()
    {
        var rule = await HasRuleAsync("angry", "customerWrote", [If("emotion", "is", "angry")], on: false);
        await Server.HasConversationAsync("你们太过分了！我非常生气，马上给我退款！");
        using var browser = Server.Browser();

        await browser.OpenAsync($"/settings/automation/{rule}/try", Cancel);
        Assert.Contains("1 of 1 conversations", browser.Text, StringComparison.Ordinal);
        Assert.Contains("would have: set the priority to Urgent", browser.Text, StringComparison.OrdinalIgnoreCase);
        await browser.SubmitAsync("form:has(input[value=turn])", Cancel);

        await using var db = Server.Database();
        Assert.True((await db.Rules.SingleAsync(Cancel)).Active);
    }

    // As a browser does: everything that is filled in, ticked or chosen goes along.
    private static Task SendAsync(Browser browser, params (string Name, string Value)[] fields)
    {
        var filled = browser.Page.QuerySelectorAll("form.rule-f :is(input, select, textarea)").SelectMany(control => control switch
        {
            IHtmlInputElement { Type: "hidden" } => [],
            IHtmlInputElement { Type: "checkbox" or "radio" } box => box.IsChecked ? [(box.Name!, box.Value)] : [],
            IHtmlInputElement box => [(box.Name!, box.Value)],
            IHtmlSelectElement list => [(list.Name!, list.Value ?? "")],
            IHtmlTextAreaElement area => [(area.Name!, area.Value)],
            _ => Array.Empty<(string, string)>(),
        });
        return browser.SubmitAsync("form.rule-f", Cancel, [.. filled.Where(it => fields.All(field => field.Name != it.Item1)), .. fields]);
    }

    [Fact]
    public async Task Strange_addresses_say_so()
    {
        using var browser = Server.Browser();
        foreach (var address in new[] { "/automation/runs?after=x", "/automation/runs?rule=x", "/automation/runs?conversation=77", "/automation/runs?conversation=x" })
        {
            await browser.OpenAsync(address, Cancel);
            Assert.NotNull(browser.Page.QuerySelector("[role=alert]"));
            Assert.Null(browser.Page.QuerySelector(".empty"));
        }

        await browser.OpenAsync($"/settings/automation/{Guid.CreateVersion7()}", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
        await browser.OpenAsync($"/settings/automation/{Guid.CreateVersion7()}/try", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
    }
}
