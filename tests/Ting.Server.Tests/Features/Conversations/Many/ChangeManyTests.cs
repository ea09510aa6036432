using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Conversations.Many;
using Ting.Server.Features.Surveys;
using Ting.Server.Platform.Identity;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Conversations.Many;

public sealed class ChangeManyTests : DeskTest
{
    private static readonly DateTimeOffset Tomorrow = new SteppedClock().GetUtcNow().AddDays(1).AddTicks(3); // finer than a database keeps

    [Theory]
    [InlineData(ManyKind.Assign)]
    [InlineData(ManyKind.Label)]
    [InlineData(ManyKind.Prioritise)]
    [InlineData(ManyKind.Snooze)]
    [InlineData(ManyKind.Resolve)]
    public async Task What_is_undone_stands_as_before(ManyKind kind)
    {
        var ids = await ThreeAsync();
        var label = await LabelAsync();
        var before = await StandingAsync(ids);

        var done = await ChangeAsync(new() { Conversations = ids, Kind = kind, AssigneeId = kind is ManyKind.Assign ? TestServer.AgentId : null, LabelId = label, Priority = Priority.High, Until = Tomorrow });
        Assert.Equal((3, 0), (done.Changed, done.Left));
        var changed = await StandingAsync(ids);
        Assert.All(before.Zip(changed), pair => Assert.NotEqual(pair.First, pair.Second));

        Assert.Equal(new UndoMany.Response(3, 0), await UndoAsync(done.Id));
        Assert.Equal(before, await StandingAsync(ids));
    }

    [Fact]
    public async Task A_label_that_was_taken_off_is_put_on_again()
    {
        var ids = await ThreeAsync();
        var label = await LabelAsync();
        await ChangeAsync(new() { Conversations = [ids[0]], Kind = ManyKind.Label, LabelId = label });
        var before = await StandingAsync(ids);

        var done = await ChangeAsync(new() { Conversations = ids, Kind = ManyKind.Unlabel, LabelId = label });

        Assert.Equal((1, 2), (done.Changed, done.Left)); // two never had it
        await UndoAsync(done.Id);
        Assert.Equal(before, await StandingAsync(ids));
    }

    [Fact]
    public async Task What_somebody_went_on_with_since_is_left_alone()
    {
        var ids = await ThreeAsync();
        var done = await ChangeAsync(new() { Conversations = ids, Kind = ManyKind.Resolve });
        Server.Clock.Advance(TimeSpan.FromSeconds(5));
        await Server.AnswerAsync(ids[1], "我们再看一下。", Cancel);

        Assert.Equal(new UndoMany.Response(2, 1), await UndoAsync(done.Id));

        await using var db = Server.Database();
        Assert.All(await db.Conversations.Select(it => it.Status).ToListAsync(Cancel), status => Assert.Equal(ConversationStatus.Open, status));
    }

    [Fact]
    public async Task Customers_are_not_asked_about_what_is_taken_back_at_once()
    {
        var ids = await ThreeAsync();
        var done = await ChangeAsync(new() { Conversations = ids, Kind = ManyKind.Resolve });
        await Server.RunJobsAsync(Cancel);
        await UndoAsync(done.Id);
        Server.Clock.Advance(TimeSpan.FromMinutes(2));
        await Server.RunJobsAsync(Cancel);

        await using var db = Server.Database();
        Assert.False(await db.SatisfactionRatings.AnyAsync(Cancel));

        await ChangeAsync(new() { Conversations = ids, Kind = ManyKind.Resolve });
        Server.Clock.Advance(TimeSpan.FromMinutes(2));
        await Server.RunJobsAsync(Cancel);
        Assert.Equal(3, await db.SatisfactionRatings.CountAsync(it => it.Asked, Cancel)); // and about what stays resolved they are
    }

    [Fact]
    public async Task It_is_undone_once_and_for_a_day()
    {
        var ids = await ThreeAsync();
        var done = await ChangeAsync(new() { Conversations = ids, Kind = ManyKind.Prioritise, Priority = Priority.Low });
        await UndoAsync(done.Id);
        await UndoRefusedAsync(done.Id, HttpStatusCode.Conflict, "many.undone_already");

        var other = await ChangeAsync(new() { Conversations = ids, Kind = ManyKind.Prioritise, Priority = Priority.Low });
        Server.Clock.Advance(ForgetManyChange.After + TimeSpan.FromMinutes(1));
        await Server.RunJobsAsync(Cancel);
        await UndoRefusedAsync(other.Id, HttpStatusCode.NotFound, "many.gone");
    }

    [Fact]
    public async Task Nobody_takes_back_what_somebody_else_did()
    {
        Guid theirs;
        await using (var db = Server.Database())
        {
            var change = new ManyChange(ManyKind.Resolve, "", $"agent:{Guid.CreateVersion7()}", [], 0, Server.Clock.GetUtcNow());
            db.ManyChanges.Add(change);
            await db.SaveChangesAsync(Cancel);
            theirs = change.Id;
        }

        await UndoRefusedAsync(theirs, HttpStatusCode.NotFound, "many.gone");
    }

    [Fact]
    public async Task Bad_input_is_refused_and_changes_nothing()
    {
        var ids = await ThreeAsync();
        var before = await StandingAsync(ids);
        await RefusedAsync(new() { Kind = ManyKind.Resolve }, HttpStatusCode.BadRequest, "many.none");
        await RefusedAsync(new() { Conversations = [.. Enumerable.Range(0, 101).Select(_ => Guid.CreateVersion7())], Kind = ManyKind.Resolve }, HttpStatusCode.BadRequest, "many.too_many");
        await RefusedAsync(new() { Conversations = ids, Kind = (ManyKind)99 }, HttpStatusCode.BadRequest, null);
        await RefusedAsync(new() { Conversations = ids, Kind = ManyKind.Label }, HttpStatusCode.BadRequest, "form.required");
        await RefusedAsync(new() { Conversations = ids, Kind = ManyKind.Label, LabelId = Guid.CreateVersion7() }, HttpStatusCode.NotFound, "label.not_found");
        await RefusedAsync(new() { Conversations = ids, Kind = ManyKind.Assign, AssigneeId = Guid.CreateVersion7() }, HttpStatusCode.NotFound, "agent.not_found");
        await RefusedAsync(new() { Conversations = ids, Kind = ManyKind.Assign, TeamId = Guid.CreateVersion7() }, HttpStatusCode.NotFound, "team.not_found");
        await RefusedAsync(new() { Conversations = ids, Kind = ManyKind.Snooze, Until = Server.Clock.GetUtcNow().AddMinutes(-1) }, HttpStatusCode.BadRequest, "conversation.snooze_in_the_past");
        await RefusedAsync(new() { Conversations = ids, Kind = ManyKind.Prioritise }, HttpStatusCode.BadRequest, "form.choice");

        var done = await ChangeAsync(new() { Conversations = [Guid.CreateVersion7()], Kind = ManyKind.Resolve });
        Assert.Equal((0, 1), (done.Changed, done.Left));
        Assert.Equal(before, await StandingAsync(ids));
    }

    [Fact]
    public async Task Who_may_not_answer_may_not_resolve_many()
    {
        var ids = await ThreeAsync();
        Server.Role = AgentRole.Trainer;

        await RefusedAsync(new() { Conversations = ids, Kind = ManyKind.Resolve }, HttpStatusCode.Forbidden, "access.forbidden");
        await RefusedAsync(new() { Conversations = ids, Kind = ManyKind.Assign }, HttpStatusCode.Forbidden, "access.forbidden");
        Assert.Equal(3, (await ChangeAsync(new() { Conversations = ids, Kind = ManyKind.Prioritise, Priority = Priority.High })).Changed);
    }

    [Fact]
    public async Task On_the_page_several_are_ticked_changed_and_taken_back()
    {
        var ids = await ThreeAsync();
        using var browser = Server.Browser();
        await browser.OpenAsync("/inbox?view=all", Cancel);
        Assert.Empty(browser.Page.QuerySelectorAll("input[name=ids]"));
        await browser.OpenAsync(browser.Page.QuerySelector("a[data-shortcut=x]")!.GetAttribute("href")!, Cancel);
        Assert.Equal(ids.Order().Select(id => id.ToString()), browser.Page.QuerySelectorAll("input[name=ids]").Select(box => box.GetAttribute("value")!).Order());

        await browser.SubmitAsync("form.many", Cancel, ("ids", ids[0].ToString()), ("ids", ids[2].ToString()), ("do", ""), ("resolve", "1"));
        Assert.Contains("2 conversations are resolved.", browser.Page.QuerySelector(".many-done")!.TextContent, StringComparison.Ordinal);
        Assert.Single(browser.Page.QuerySelectorAll("a.q"));

        await browser.SubmitAsync("form.many-done", Cancel);
        Assert.Contains("Undone.", browser.Page.QuerySelector(".many-done")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(3, browser.Page.QuerySelectorAll("a.q").Length);

        await browser.OpenAsync("/inbox?view=all&pick=1", Cancel);
        await browser.SubmitAsync("form.many", Cancel, ("ids", "nonsense"), ("do", "agent:nobody-there"), ("returnUrl", "https://evil.example/"));
        Assert.StartsWith("/inbox?", browser.Led, StringComparison.Ordinal);
        Assert.NotNull(browser.Page.QuerySelector("form.many")); // one goes on choosing
    }

    private async Task<Guid[]> ThreeAsync()
    {
        var ids = new List<Guid>();
        foreach (var name in new[] { "甲", "乙", "丙" })
        {
            ids.Add((await Server.HasConversationAsync("水杯漏水，怎么办？", name: name)).Id);
            Server.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        return [.. ids];
    }

    private async Task<Guid> LabelAsync()
    {
        await using var db = Server.Database();
        var label = new Label("批量", null, Server.Clock.GetUtcNow());
        db.Labels.Add(label);
        await db.SaveChangesAsync(Cancel);
        return label.Id;
    }

    private async Task<List<string>> StandingAsync(Guid[] ids)
    {
        await using var db = Server.Database();
        var labels = (await db.ConversationLabels.ToListAsync(Cancel)).ToLookup(link => link.ConversationId, link => link.LabelId);
        return [.. (await db.Conversations.AsNoTracking().Where(it => ids.Contains(it.Id)).OrderBy(it => it.Number).ToListAsync(Cancel))
            .Select(it => $"{it.Stands()} {it.AssigneeId} {it.TeamId} {it.Priority} {string.Join(',', labels[it.Id])}")];
    }

    private async Task<ChangeMany.Response> ChangeAsync(ChangeMany.Request request)
    {
        using var response = await Client.PostAsJsonAsync("/api/v1/conversations/change-many", request, TestServer.Json, Cancel);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<ChangeMany.Response>(TestServer.Json, Cancel))!;
    }

    private async Task<UndoMany.Response> UndoAsync(Guid id)
    {
        using var response = await Client.PostAsync(Undo(id), null, Cancel);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<UndoMany.Response>(TestServer.Json, Cancel))!;
    }

    private static string Undo(Guid id) => $"/api/v1/conversations/change-many/{id}/undo";

    private async Task RefusedAsync(ChangeMany.Request request, HttpStatusCode status, string? code)
    {
        using var response = await Client.PostAsJsonAsync("/api/v1/conversations/change-many", request, TestServer.Json, Cancel);
        await SaysAsync(response, status, code);
    }

    private async Task UndoRefusedAsync(Guid id, HttpStatusCode status, string code)
    {
        using var response = await Client.PostAsync(Undo(id), null, Cancel);
        await SaysAsync(response, status, code);
    }

    private static async Task SaysAsync(HttpResponseMessage response, HttpStatusCode status, string? code)
    {
        Assert.Equal(status, response.StatusCode);
        if (code is not null)
            Assert.Contains($"\"{code}\"", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }
}
