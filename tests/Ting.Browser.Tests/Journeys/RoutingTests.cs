using System.Text.Json;
using Microsoft.Playwright;
using Ting.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ting.Browser.Tests.Journeys;

/// <summary>A customer waits for somebody who has gone home, and is given to a colleague who can do the same.</summary>
public sealed class RoutingTests(Product product)
{
    [Fact]
    [Trait("req", "OMNI-03")]
    public async Task A_conversation_of_an_agent_who_goes_offline_finds_a_colleague()
    {
        var mark = Guid.CreateVersion7().ToString("N")[^6..];
        var admin = await product.OpenAsync("zh-Hans", "Eleanor");
        await admin.GotoAsync("/inbox");
        var skill = (await CallAsync(admin, "POST", "/api/v1/skills", new { name = $"手风琴 {mark}" })).GetProperty("id").GetGuid();
        var pages = new Dictionary<string, IPage>();
        foreach (var name in new[] { "陈立", "Gareth Rowlands" })
        {
            pages[name] = await product.OpenAsync("zh-Hans", name);
            await SayPresenceAsync(pages[name], "online");
            await TeachAsync(admin, name, skill);
        }

        var inbox = (await CallAsync(admin, "POST", "/api/v1/inboxes", new { name = $"乐器 {mark}", kind = "api", language = "zh-Hans" })).GetProperty("id").GetGuid();
        await CallAsync(admin, "PUT", $"/api/v1/inboxes/{inbox}/routing", new { strategy = "balanced", lastAgentFirst = false, skills = new[] { new { skillId = skill, level = 3 } }, handOnAfter = 1 });
        var id = (await CallAsync(admin, "POST", "/api/v1/conversations", new { inbox, person = new { name = $"白鹭 {mark}" }, text = "手风琴的风箱漏气了，怎么寄过去修？" })).GetProperty("id").GetGuid();

        var number = (await CallAsync(admin, "GET", $"/api/v1/conversations/{id}")).GetProperty("number").GetInt64();
        await admin.GotoAsync($"/inbox/{number}");
        var thread = admin.Locator(".c-in");
        await Expect(thread).ToContainTextAsync($"手风琴 {mark}"); // why it was given
        var first = await AssigneeAsync(admin, id, pages.Keys);
        var second = pages.Keys.Single(name => name != first);
        await SayPresenceAsync(pages[first], "offline");

        // a minute of waiting, and a round of routing after it
        await Expect(thread).ToContainTextAsync(second, new LocatorAssertionsToContainTextOptions { Timeout = 180_000 });
        Assert.Equal(second, await AssigneeAsync(admin, id, pages.Keys));
        await Expect(thread).ToContainTextAsync(first); // from whom it came is still to be read
        await SayPresenceAsync(pages[first], "online");
    }

    private static async Task SayPresenceAsync(IPage page, string presence)
    {
        await page.GotoAsync("/inbox");
        await page.Locator(".rail-me > summary").ClickAsync();
        await page.Locator($"#presence-side button[value={presence}]").ClickAsync();
        await Expect(page.Locator($".rail-me .pr-me.pr-{presence}")).ToBeAttachedAsync();
    }

    // What they could do before stays.
    private static async Task TeachAsync(IPage admin, string name, Guid skill)
    {
        var id = await IdAsync(admin, name);
        var now = await CallAsync(admin, "GET", $"/api/v1/agents/{id}/skills");
        var skills = now.GetProperty("skills").EnumerateArray().Select(it => new { skillId = it.GetProperty("skillId").GetGuid(), value = it.GetProperty("value").GetInt32() }).Append(new { skillId = skill, value = 4 });
        await CallAsync(admin, "PUT", $"/api/v1/agents/{id}/skills", new { capacity = now.GetProperty("capacity").GetInt32() + 3, skills });
    }

    private static async Task<string> AssigneeAsync(IPage admin, Guid conversation, IEnumerable<string> names)
    {
        var assignee = (await CallAsync(admin, "GET", $"/api/v1/conversations/{conversation}")).GetProperty("assigneeId").GetGuid();
        foreach (var name in names)
        {
            if (await IdAsync(admin, name) == assignee)
                return name;
        }

        throw new InvalidOperationException($"{assignee} cannot do what is asked for.");
    }

    private static async Task<Guid> IdAsync(IPage admin, string name) =>
        (await CallAsync(admin, "GET", "/api/v1/agents?limit=100")).GetProperty("items").EnumerateArray().Single(it => it.GetProperty("name").GetString() == name).GetProperty("id").GetGuid();

    // The API takes the session of a page that sends the page's token along.
    private static async Task<JsonElement> CallAsync(IPage page, string method, string path, object? body = null)
    {
        var token = await page.Locator("meta[name=csrf]").GetAttributeAsync("content");
        var answer = await page.APIRequest.FetchAsync(path, new APIRequestContextOptions { Method = method, DataObject = body, Headers = [new("RequestVerificationToken", token!)] });
        var text = await answer.TextAsync();
        Assert.True(answer.Ok, $"{method} {path}: {answer.Status} {text}");
        return JsonDocument.Parse(text.Length == 0 ? "null" : text).RootElement;
    }
}
