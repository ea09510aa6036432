using Ting.Server.Tests.Support;
using Ting.Server.Ui;

namespace Ting.Server.Tests.Ui;

public sealed class FormTests
{
    [Fact]
    public async Task A_field_ties_label_hint_and_error_to_its_control()
    {
        var body = await Html.OfAsync<Field>(new { Label = "Name", For = "name", Hint = "Shown to customers", Error = "Please give a name." });

        Assert.Equal("name", body.QuerySelector("label")!.GetAttribute("for"));
        Assert.Equal("Shown to customers", body.QuerySelector("#name-hint")!.TextContent);
        Assert.Equal("Please give a name.", body.QuerySelector("#name-error")!.TextContent);
    }

    [Fact]
    public async Task A_switch_is_named_by_its_label_and_posts_true()
    {
        var body = await Html.OfAsync<Switch>(new { Label = "Sound", Name = "sound", On = true });
        var box = body.QuerySelector("label > input[role=switch]")!;

        Assert.Equal("Sound", body.QuerySelector("label")!.TextContent);
        Assert.Equal("true", box.GetAttribute("value"));
        Assert.True(box.HasAttribute("checked"));
    }

    [Fact]
    public async Task Tabs_are_links_and_say_which_one_is_open()
    {
        var body = await Html.OfAsync<Tabs>(new { Label = "Views", Items = new Tab[] { new("Mine", "/inbox?view=mine", On: true, Count: 6), new("Team", "/inbox?view=team") } });

        Assert.Equal("Views", body.QuerySelector("nav")!.GetAttribute("aria-label"));
        Assert.Equal("/inbox?view=mine", body.QuerySelector("a[aria-current]")!.GetAttribute("href"));
    }

    [Fact]
    public async Task A_dialog_is_named_by_its_title_and_can_be_closed()
    {
        var body = await Html.OfAsync<Dialog>(new { Id = "assign", Title = "Hand over" }, "ja");
        var dialog = body.QuerySelector("dialog")!;

        Assert.Equal("Hand over", body.QuerySelector($"#{dialog.GetAttribute("aria-labelledby")}")!.TextContent);
        Assert.Equal("閉じる", dialog.QuerySelector("form[method=dialog] button")!.GetAttribute("aria-label"));
    }

    [Fact]
    public async Task The_meter_starts_with_every_part_missing()
    {
        var body = await Html.OfAsync<ListeningMeter>(language: "zh-Hans");

        Assert.Equal(["复述：还缺", "具体：还缺", "共情：还缺", "理由：还缺"], body.QuerySelectorAll("[role=listitem]").Select(part => part.GetAttribute("aria-label")!));
    }
}
