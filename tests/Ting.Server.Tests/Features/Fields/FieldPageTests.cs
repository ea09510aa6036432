using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Ting.Server.Platform.Identity;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Fields;

public sealed class FieldPageTests : FieldedDesk
{
    [Fact]
    public async Task A_list_is_made_in_the_settings_moved_and_archived()
    {
        await HasShoeAsync();
        using var browser = Server.Browser();

        await browser.OpenAsync("/settings/fields/new?kind=Choice", Cancel);
        await browser.SubmitAsync("form[method=post]:has(#key)", Cancel, ("do", "save"), ("names.En", "Skin type"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        Assert.Contains("A list needs something to choose from.", browser.TextsOf(".fld-e"));
        await browser.SubmitAsync("form[method=post]:has(#key)", Cancel, ("do", "add"), ("names.En", "Skin type"), ("o0.En", "Dry"), ("o1.En", "Oily"));
        Assert.NotNull(browser.Page.QuerySelector("input[name='o2.En']"));
        await browser.SubmitAsync("form[method=post]:has(#key)", Cancel, ("do", "up-1"), ("names.En", "Skin type"), ("o0.En", "Dry"), ("o1.En", "Oily"), ("o2.En", ""));
        await browser.SubmitAsync("form[method=post]:has(#key)", Cancel, ("do", "save"), ("names.En", "Skin type"), ("o0.En", "Oily"), ("o1.En", "Dry"), ("o2.En", ""));
        Assert.Equal("/settings/fields?done=added", browser.Led);
        Assert.Contains("Oily, Dry", browser.Page.QuerySelector("#field-skin-type")!.TextContent, StringComparison.Ordinal);

        await browser.SubmitAsync("#field-skin-type form", Cancel, ("do", "up"));
        Assert.Equal(["field-skin-type", "field-shoe"], browser.Page.QuerySelectorAll("li[id^=field-]").Select(it => it.Id!));
        await browser.SubmitAsync("#field-shoe form", Cancel, ("do", "archive"));
        Assert.Single(browser.Page.QuerySelectorAll("li[id^=field-]"));

        Server.Role = AgentRole.Manager;
        await browser.OpenAsync("/settings/fields", Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, browser.Status);
    }

    [Fact, Trait("req", "CRM-02")]
    public async Task What_is_wrong_is_said_at_its_field_and_what_was_typed_stays()
    {
        await HasShoeAsync();
        await HasPetsAsync();
        await HasFieldAsync("nick", "text", "Nick name", new { required = true });
        var (conversation, person) = await Server.HasConversationAsync();
        using var browser = Server.Browser("zh-Hans");

        await browser.OpenAsync($"/people/{person}/fields", Cancel);
        await browser.SubmitAsync("form[action*='/fields']", Cancel, ("shoe", "四十一"), ("pets", "dog"), ("nick", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        Assert.Equal(("这不是数字。请不要写千位分隔符，小数最多四位。", "此项必填。"), (browser.Page.QuerySelector("#field-shoe-error")!.TextContent, browser.Page.QuerySelector("#field-nick-error")!.TextContent));
        Assert.Equal("四十一", browser.Page.QuerySelector<IHtmlInputElement>("#field-shoe")!.Value);
        Assert.True(browser.Page.QuerySelector<IHtmlInputElement>("input[name=pets][value=dog]")!.IsChecked);

        await browser.SubmitAsync("form[action*='/fields']", Cancel, ("shoe", "41"), ("pets", "dog"), ("nick", "阿清"));
        Assert.Equal($"/people/{person}", browser.Led);
        Assert.Equal(("41 EU", "狗", "阿清"), (ValueOf("shoe"), ValueOf("pets"), ValueOf("nick")));

        var number = (await Client.ReadAsync($"/api/v1/conversations/{conversation}")).GetProperty("number").GetInt64();
        await browser.OpenAsync($"/inbox/{number}", Cancel);
        Assert.Contains("41 EU", browser.Page.QuerySelector("#panel-fields")!.TextContent, StringComparison.Ordinal);

        string ValueOf(string key) => browser.Page.QuerySelector($"#value-{key} b")!.TextContent;
    }

    [Fact]
    public async Task Where_no_field_is_defined_nothing_is_shown()
    {
        var (_, person) = await Server.HasConversationAsync();
        using var browser = Server.Browser();

        await browser.OpenAsync("/inbox/1", Cancel);
        Assert.NotNull(browser.Page.QuerySelector("#panel-followups"));
        Assert.Null(browser.Page.QuerySelector("#panel-fields"));
        await browser.OpenAsync($"/people/{person}/fields", Cancel);
        Assert.Contains("No fields of your own yet", browser.Text, StringComparison.Ordinal);
    }
}
