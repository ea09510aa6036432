using System.Net;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Automation.Log;
using Ting.Server.Features.Automation.Rules;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Phrases;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Automation;

/// <summary>A desk on which rules act.</summary>
public abstract class RuledDesk : DeskTest
{
    /// <summary>Writes a rule through the front door and switches it on.</summary>
    protected async Task<Guid> HasRuleAsync(string name, string trigger, object[]? conditions = null, object[]? actions = null, int? minutes = null, bool inWorkingTime = false, string match = "all", bool on = true)
    {
        var rule = await Client.PostAsync("/api/v1/rules", Rule(name, trigger, conditions, actions, minutes, inWorkingTime, match));
        var id = rule.GetProperty("id").GetGuid();
        if (on)
            await Client.PostAsync($"/api/v1/rules/{id}/state", new { active = true }, HttpStatusCode.OK);
        return id;
    }

    protected static object Rule(string name, string trigger, object[]? conditions = null, object[]? actions = null, int? minutes = null, bool inWorkingTime = false, string match = "all") =>
        new { name, trigger, minutes, inWorkingTime, match, conditions = conditions ?? [], actions = actions ?? [Do("setPriority", "urgent")] };

    protected static object If(string field, string way, params object[] values) => new { field, @operator = way, values = values.Select(value => value.ToString()) };

    protected static object Do(string kind, object? value = null, string? text = null, int? minutes = null) => new { kind, value = value?.ToString(), text, minutes };

    protected async Task<Guid> HasLabelAsync(string name)
    {
        await using var db = Server.Database();
        var label = new Label(name, null, Server.Clock.GetUtcNow());
        db.Labels.Add(label);
        await db.SaveChangesAsync(Cancel);
        return label.Id;
    }

    protected async Task<Guid> HasPhraseAsync(string text)
    {
        await using var db = Server.Database();
        var phrase = new Macro("营业时间", text, "zh-Hans", MacroScope.Everyone, ownerId: null, teamId: null, resolves: false, Server.Clock.GetUtcNow());
        db.Macros.Add(phrase);
        await db.SaveChangesAsync(Cancel);
        return phrase.Id;
    }

    protected Task RunJobsAsync() => Server.RunJobsAsync(Cancel);

    protected async Task<Conversation> ConversationAsync(Guid id)
    {
        await using var db = Server.Database();
        return await db.Conversations.AsNoTracking().SingleAsync(it => it.Id == id, Cancel);
    }

    protected async Task<IReadOnlyList<string>> LabelsAsync(Guid id)
    {
        await using var db = Server.Database();
        return await (from link in db.ConversationLabels join label in db.Labels on link.LabelId equals label.Id where link.ConversationId == id orderby label.Name select label.Name).ToListAsync(Cancel);
    }

    /// <summary>What rules did, the first first.</summary>
    protected async Task<IReadOnlyList<RuleRun>> RunsAsync(Guid? conversationId = null)
    {
        await using var db = Server.Database();
        return await db.RuleRuns.AsNoTracking().Where(run => conversationId == null || run.ConversationId == conversationId).OrderBy(run => run.At).ThenBy(run => run.FirstSequence).ToListAsync(Cancel);
    }

    protected async Task SaysAsync(Guid id, string text) =>
        await Client.PostAsync($"/api/v1/conversations/{id}/messages", new { kind = "customer", text });
}
