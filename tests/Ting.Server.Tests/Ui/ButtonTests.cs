using Ting.Server.Tests.Support;
using Ting.Server.Ui;

namespace Ting.Server.Tests.Ui;

public sealed class ButtonTests
{
    [Fact]
    public async Task A_button_submits_its_form_only_when_told_to()
    {
        Assert.Equal("button", (await Html.OfAsync<Button>(new { Label = "Add" })).QuerySelector("button")!.GetAttribute("type"));
        Assert.Equal("submit", (await Html.OfAsync<Button>(new { Label = "Add", IsSubmit = true })).QuerySelector("button")!.GetAttribute("type"));
    }

    [Fact]
    public async Task An_icon_alone_is_named_by_its_label()
    {
        var button = (await Html.OfAsync<Button>(new { Icon = "plus", Label = "New conversation" })).QuerySelector("button")!;

        Assert.Equal("New conversation", button.GetAttribute("aria-label"));
        Assert.Equal("New conversation", button.GetAttribute("title"));
        Assert.Equal("true", button.QuerySelector("i")!.GetAttribute("aria-hidden"));
    }

    [Fact]
    public async Task What_a_page_adds_to_a_button_reaches_it()
    {
        var body = await Html.OfAsync<Button>(new Dictionary<string, object?> { ["ChildContent"] = Html.Text("Resolve"), ["data-shortcut"] = "e" });

        Assert.Equal("e", body.QuerySelector("button")!.GetAttribute("data-shortcut"));
    }
}
