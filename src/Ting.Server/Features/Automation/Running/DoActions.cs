using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Automation.Log;
using Ting.Server.Features.Automation.Rules;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.FollowUps;
using Ting.Server.Features.People;
using Ting.Server.Features.Phrases;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Search;

namespace Ting.Server.Features.Automation.Running;

/// <summary>Does what a rule says, in the save that follows. What cannot be done is said, and the rest is done all the same.</summary>
internal sealed class DoActions(AppDb db, RuleWorld world, Conversation conversation, RuleEntry rule, HashSet<Guid> labels, DateTimeOffset now)
{
    /// <summary>One rule tells one customer something once a day at most: two machines that answer each other come to an end.</summary>
    public static readonly TimeSpan QuietAfterReply = TimeSpan.FromDays(1);

    private string Actor => $"rule:{rule.Id}";

    public async Task<IReadOnlyList<Deed>> AllAsync(CancellationToken cancel)
    {
        var deeds = new List<Deed>();
        foreach (var action in rule.Actions)
            deeds.Add(Told(action, world, await OneAsync(action, cancel)));
        return deeds;
    }

    /// <summary>An action and its result, with names in the place of ids.</summary>
    public static Deed Told(RuleAction action, RuleWorld world, string result) =>
        new(action.Kind, Guid.TryParse(action.Value, out var id) ? world.NameOf(id) : action.Value, action.Text, action.Minutes, result);

    private async Task<string> OneAsync(RuleAction action, CancellationToken cancel) => action.Kind switch
    {
        RuleActionKind.Assign => Assign(action.Value),
        RuleActionKind.AddLabel => Label(action.Value, on: true),
        RuleActionKind.RemoveLabel => await UnlabelAsync(action.Value, cancel),
        RuleActionKind.SetPriority => SetPriority(action.Value),
        RuleActionKind.Reply => await ReplyAsync(action.Value, cancel),
        RuleActionKind.Note => Note(action.Text ?? ""),
        RuleActionKind.Snooze => Snooze(action.Minutes ?? 0),
        RuleActionKind.Resolve => conversation.Status is ConversationStatus.Resolved ? Deed.Already : conversation.Resolve(Actor, now).IsRefused(out var refusal, out _) ? refusal.Code : Deed.Done,
        RuleActionKind.FollowUp => PlanFollowUp(action),
        _ => throw new ArgumentOutOfRangeException(nameof(action), action.Kind, null),
    };

    private string Assign(string? to)
    {
        Guid? agentId = null, teamId = conversation.TeamId;
        if (Guid.TryParse(to, out var id))
        {
            if (world.IsTeam(id))
                (agentId, teamId) = (conversation.AssigneeId is { } holder && world.Roster.TeamOf(holder) == id ? holder : null, id);
            else if (world.Works(id))
                agentId = id;
            else
                return "agent.not_found";
        }

        if ((agentId, teamId) == (conversation.AssigneeId, conversation.TeamId))
            return Deed.Already;

        conversation.Assign(agentId, teamId, Actor, "rule", now);
        return Deed.Done;
    }

    private string Label(string? label, bool on)
    {
        if (!Guid.TryParse(label, out var id) || world.Labels.All(it => it.Id != id))
            return "label.not_found";
        if (!labels.Add(id))
            return Deed.Already;

        db.ConversationLabels.Add(new ConversationLabel(id, conversation.Id));
        conversation.Log("conversation.labelled", Actor, now, new { added = new[] { id }, removed = Array.Empty<Guid>() });
        return Deed.Done;
    }

    private async Task<string> UnlabelAsync(string? label, CancellationToken cancel)
    {
        if (!Guid.TryParse(label, out var id))
            return "label.not_found";
        if (!labels.Remove(id))
            return Deed.Already;

        if (await db.ConversationLabels.FindAsync([conversation.Id, id], cancel) is { } link)
            db.ConversationLabels.Remove(link);
        conversation.Log("conversation.labelled", Actor, now, new { added = Array.Empty<Guid>(), removed = new[] { id } });
        return Deed.Done;
    }

    private string SetPriority(string? word)
    {
        var priority = Enum.Parse<Priority>(word!, ignoreCase: true);
        if (priority == conversation.Priority)
            return Deed.Already;

        conversation.SetPriority(priority, Actor, now);
        return Deed.Done;
    }

    private async Task<string> ReplyAsync(string? phrase, CancellationToken cancel)
    {
        if (!Guid.TryParse(phrase, out var id) || world.PhraseOf(id) is not { } said)
            return "macro.not_found";
        var since = now - QuietAfterReply;
        if (await db.RuleRuns.AnyAsync(run => run.RuleId == rule.Id && run.ConversationId == conversation.Id && run.Replied && run.At > since, cancel))
            return Deed.Lately;

        var person = await db.People.AsNoTracking().SingleAsync(it => it.Id == conversation.PersonId, cancel);
        var text = MacroText.Fill(said.Text, person.Name, world.InboxOf(conversation.InboxId)?.Name ?? "", conversation.Number);
        await AutomaticReply.SendAsync(db, conversation, text, Actor, now, cancel);
        return Deed.Done;
    }

    private string Note(string text)
    {
        var note = conversation.Note(agentId: null, Actor, text, now);
        db.Messages.Add(note);
        db.AddNumbered(new SearchDocument("message", conversation.Id, note.Id, text));
        return Deed.Done;
    }

    private string Snooze(int minutes)
    {
        if (conversation.Status is ConversationStatus.Resolved)
            return "conversation.already_resolved";

        var until = now.AddMinutes(minutes);
        if (conversation.Snooze(until, Actor, now).IsRefused(out var refusal, out _))
            return refusal.Code;

        db.Enqueue(new WakeConversation(conversation.Id, until), dueAt: until);
        return Deed.Done;
    }

    private string PlanFollowUp(RuleAction action)
    {
        Guid? agentId = conversation.AssigneeId is { } holder && world.Works(holder) ? holder : null, teamId = conversation.TeamId;
        if (Guid.TryParse(action.Value, out var id))
        {
            if (world.IsTeam(id))
                (agentId, teamId) = (null, id);
            else if (world.Works(id))
                (agentId, teamId) = (id, world.Roster.TeamOf(id));
        }

        RemindFollowUp.Keep(db, new FollowUp(conversation, action.Text ?? "", agentId, teamId, now.AddMinutes(action.Minutes ?? 0), rule.Id, Actor, now));
        return Deed.Done;
    }
}
