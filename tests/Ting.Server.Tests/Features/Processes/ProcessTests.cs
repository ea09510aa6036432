using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Processes;
using Ting.Server.Platform.Identity;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Processes;

[Trait("req", "SQ-10")]
[Trait("req", "TECH-08")]
public sealed class ProcessTests : DeskTest
{
    private static readonly object Names = new { zh = "退货", ja = "返品", en = "Return" };

    [Fact]
    public async Task A_process_is_written_and_shown_where_it_applies_and_its_steps_are_recorded()
    {
        var label = await LabelAsync("退货");
        var process = await Client.PostAsync("/api/v1/processes", Written(label), HttpStatusCode.Created);
        var (id, first) = (process.GetProperty("id").GetGuid(), process.GetProperty("steps")[0].Text("key"));

        var (there, _) = await Server.HasConversationAsync("我要退货");
        var (elsewhere, _) = await Server.HasConversationAsync("你好", email: "b@example.test");
        await using (var db = Server.Database())
        {
            db.ConversationLabels.Add(new ConversationLabel(label, there));
            await db.SaveChangesAsync(Cancel);
        }

        Assert.Empty((await Client.ReadAsync($"/api/v1/conversations/{elsewhere}/processes")).GetProperty("processes").EnumerateArray());
        await Client.SendAsync(HttpMethod.Put, $"/api/v1/conversations/{elsewhere}/processes/{id}/steps/{first}", new { done = true }, HttpStatusCode.Conflict);
        await Client.SendAsync(HttpMethod.Put, $"/api/v1/conversations/{there}/processes/{id}/steps/nowhere", new { done = true }, HttpStatusCode.NotFound);

        Server.Role = AgentRole.Representative;
        await Client.SendAsync(HttpMethod.Put, $"/api/v1/conversations/{there}/processes/{id}/steps/{first}", new { done = true }, HttpStatusCode.OK);
        await Client.SendAsync(HttpMethod.Put, $"/api/v1/conversations/{there}/processes/{id}/steps/{first}", new { done = true }, HttpStatusCode.OK); // said twice, recorded once
        Assert.Equal([first], (await Client.ReadAsync($"/api/v1/conversations/{there}/processes")).GetProperty("processes")[0].GetProperty("done").EnumerateArray().Select(it => it.GetString()));
        await Client.SendAsync(HttpMethod.Post, "/api/v1/processes", Written(label), HttpStatusCode.Forbidden);

        var number = await NumberAsync(there);
        using var browser = Server.Browser();
        await browser.OpenAsync($"/inbox/{number}", Cancel);
        Assert.Contains("1/2", browser.Text, StringComparison.Ordinal);
        await browser.SubmitAsync($"form[action$='/steps/{first}']", Cancel);
        Assert.Empty((await Client.ReadAsync($"/api/v1/conversations/{there}/processes")).GetProperty("processes")[0].GetProperty("done").EnumerateArray());
    }

    [Fact]
    public async Task A_step_keeps_its_key_when_the_process_is_written_anew_and_what_is_wrong_is_said()
    {
        var label = await LabelAsync("退货");
        var process = await Client.PostAsync("/api/v1/processes", Written(label), HttpStatusCode.Created);
        var id = process.GetProperty("id").GetGuid();
        var second = process.GetProperty("steps")[1].Text("key");

        var again = await Client.SendAsync(HttpMethod.Put, $"/api/v1/processes/{id}", new { names = Names, labelId = label, steps = new object[] { new { text = Text("新") }, new { key = second, text = Text("二") } } }, HttpStatusCode.OK);
        Assert.Equal(["s3", second], again.GetProperty("steps").EnumerateArray().Select(it => it.Text("key")));

        foreach (var (wrong, field) in new (object, string)[]
        {
            (new { names = new { zh = "退货" }, labelId = label, steps = new[] { new { text = Text("一") } } }, "names"),
            (new { names = Names, steps = new[] { new { text = Text("一") } } }, "labelId"),
            (new { names = Names, labelId = Guid.CreateVersion7(), steps = new[] { new { text = Text("一") } } }, "labelId"),
            (new { names = Names, labelId = label, steps = Array.Empty<object>() }, "steps"),
            (new { names = Names, labelId = label, steps = new[] { new { text = new { zh = "一" } } } }, "steps"),
            (new { names = Names, labelId = label, steps = new[] { new { text = Text(new string('长', SaveProcess.MostText + 1)) } } }, "steps"),
        })
            Assert.Contains(field, (await Client.SendAsync(HttpMethod.Post, "/api/v1/processes", wrong, HttpStatusCode.BadRequest)).GetRawText(), StringComparison.Ordinal);
        await Client.SendAsync(HttpMethod.Put, $"/api/v1/processes/{Guid.CreateVersion7()}", Written(label), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_administrator_takes_the_examples_once_and_changes_a_step_on_the_page()
    {
        using var browser = Server.Browser();
        await browser.OpenAsync("/settings/processes", Cancel);
        await browser.SubmitAsync("main form[method=post]", Cancel);
        await browser.OpenAsync("/settings/processes", Cancel);
        await browser.SubmitAsync("main form[method=post]", Cancel);
        await using var db = Server.Database();
        Assert.Equal(ProcessExample.All.Count, await db.StandardProcesses.CountAsync(Cancel));

        await browser.OpenAsync($"/settings/processes/{(await db.StandardProcesses.OrderBy(it => it.Id).FirstAsync(Cancel)).Id}", Cancel);
        var written = browser.Page.QuerySelectorAll("form.form textarea, form.form input:not([type])")
            .Select(field => (Name: field.GetAttribute("name")!, Value: field is IHtmlInputElement input ? input.Value : field.TextContent)).Where(it => it.Name != "s0.En")
            .Append(("label", browser.Page.QuerySelector<IHtmlSelectElement>("#label")!.Value!)).Append(("case", browser.Page.QuerySelector<IHtmlSelectElement>("#case")!.Value!));
        await browser.SubmitAsync("form.form", Cancel, [.. written, ("s0.En", "Look at the order first"), ("do", "save")]);
        Assert.Equal("Look at the order first", (await db.StandardProcesses.AsNoTracking().OrderBy(it => it.Id).FirstAsync(Cancel)).ReadSteps()[0].Text.En);
    }

    private static object Written(Guid label) => new { names = Names, occasion = Text("顾客要退货"), labelId = label, steps = new object[] { new { text = Text("一") }, new { text = Text("二") } } };

    private static object Text(string words) => new { zh = words, ja = words, en = words };

    private async Task<Guid> LabelAsync(string name)
    {
        await using var db = Server.Database();
        var label = db.Labels.Add(new Label(name, null, Server.Clock.GetUtcNow())).Entity;
        await db.SaveChangesAsync(Cancel);
        return label.Id;
    }

    private async Task<long> NumberAsync(Guid id)
    {
        await using var db = Server.Database();
        return await db.Conversations.Where(it => it.Id == id).Select(it => it.Number).SingleAsync(Cancel);
    }
}
