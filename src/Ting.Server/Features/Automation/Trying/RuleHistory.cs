using System.Text.Json;
using Ting.Server.Features.Automation.Rules;
using Ting.Server.Features.Automation.Running;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Localisation;

namespace Ting.Server.Features.Automation.Trying;

/// <summary>Goes through the log of one conversation and says when a rule would have been asked, and how things stood then. Pure: everything is given.</summary>
internal sealed class RuleHistory(RuleEntry rule, RuleWorld world, Conversation conversation, IReadOnlyDictionary<Guid, (string Text, DateTimeOffset At)> said, IReadOnlyList<MessageReading> readings)
{
    private readonly HashSet<Guid> _labels = [];
    private Priority _priority = Priority.Normal;
    private Guid? _agentId;
    private Guid? _teamId;
    private bool _isOpen = true;
    private bool _isResolved;
    private string _lastWords = "";
    private (DateTimeOffset Since, DateTimeOffset At)? _clock;
    private bool _waits;

    /// <param name="events">Of the conversation, in their order.</param>
    /// <param name="now">Until when time has passed.</param>
    public IEnumerable<RuleFacts> Occasions(IEnumerable<LoggedEvent> events, DateTimeOffset now)
    {
        // What was saved together bears one moment, and rules see all of it.
        foreach (var moment in events.GroupBy(line => line.At))
        {
            if (Passed(moment.Key) is { } late)
                yield return late;

            foreach (var line in moment)
                Follow(line);
            foreach (var line in moment)
            {
                if (RuleTriggers.Of(line.Type) == rule.Trigger && !RuleTriggers.IsOfInbox(line) && RuleTriggers.RuleOf(line.Actor) != rule.Id)
                    yield return Facts(line.At, WordsOf(line) ?? _lastWords, ScoreIn(line));
            }
        }

        if (Passed(now) is { } last)
            yield return last;
    }

    // Time has passed before the next thing happened.
    private RuleFacts? Passed(DateTimeOffset until)
    {
        if (_clock is not { } clock || clock.At > until)
            return null;

        _clock = null;
        return rule.Trigger is RuleTrigger.StillOpen || _isOpen ? Facts(clock.At, _lastWords, null) : null;
    }

    private void Follow(LoggedEvent line)
    {
        using var data = JsonDocument.Parse(line.Data);
        var given = data.RootElement;
        switch (line.Type)
        {
            case "conversation.opened":
                Begin(RuleTrigger.StillOpen, line.At);
                break;
            case "message.received":
                _lastWords = WordsOf(line) ?? _lastWords;
                if (!_waits)
                    Begin(RuleTrigger.Unanswered, AtOf(line));
                _waits = true;
                End(RuleTrigger.CustomerSilent);
                break;
            case "message.sent":
                _waits = false;
                End(RuleTrigger.Unanswered);
                Begin(RuleTrigger.CustomerSilent, AtOf(line));
                break;
            case "conversation.resolved":
                (_isOpen, _isResolved, _waits, _clock) = (false, true, false, null);
                break;
            case "conversation.snoozed":
                _isOpen = false;
                break;
            case "conversation.reopened":
                if (_isResolved)
                    Begin(RuleTrigger.StillOpen, line.At);
                (_isOpen, _isResolved) = (true, false);
                break;
            case "conversation.prioritised" when Word(given, "to") is { } word && Enum.TryParse<Priority>(word, out var priority):
                _priority = priority;
                break;
            case "conversation.assigned":
                (_agentId, _teamId) = (Id(given, "to"), Id(given, "teamId"));
                break;
            case "conversation.labelled":
                Label(given);
                break;
        }
    }

    private void Label(JsonElement given)
    {
        if (given.TryGetProperty("labels", out var names) && names.ValueKind is JsonValueKind.Array)
        {
            var wanted = names.EnumerateArray().Select(name => name.GetString()).ToHashSet();
            _labels.Clear();
            _labels.UnionWith(world.Labels.Where(label => wanted.Contains(label.Name)).Select(label => label.Id));
            return;
        }

        _labels.UnionWith(Ids(given, "added"));
        _labels.ExceptWith(Ids(given, "removed"));
    }

    private void Begin(RuleTrigger timed, DateTimeOffset since)
    {
        if (rule.Trigger == timed)
            _clock = ApplyTimedRule.MomentOf(rule, world, conversation.InboxId, since) is { } at ? (since, at) : null;
    }

    private void End(RuleTrigger timed)
    {
        if (rule.Trigger == timed)
            _clock = null;
    }

    private RuleFacts Facts(DateTimeOffset at, string text, int? rating)
    {
        var hours = world.HoursOf(conversation.InboxId);
        MessageReading[] read = conversation.MoodHidden || !rule.LooksAt(RuleField.Emotion, RuleField.Need, RuleField.Sign) ? [] : [.. readings.Where(it => it.At <= at)];
        var (emotion, need, signs) = ReadFacts.Mood(read.Length == 0 ? null : read[^1], read);
        return new RuleFacts
        {
            At = at,
            InboxId = conversation.InboxId,
            Channel = world.InboxOf(conversation.InboxId)?.Kind ?? "",
            Language = Languages.Closest(conversation.Language) ?? conversation.Language,
            Priority = _priority,
            Labels = [.. _labels],
            AgentId = _agentId,
            TeamId = _teamId,
            MoodHidden = conversation.MoodHidden,
            Emotion = emotion,
            Need = need,
            Signs = signs,
            Tier = conversation.ValueTier,
            Text = text,
            Rating = rating,
            IsOpen = calendar => calendar == RuleFacts.OwnHours ? hours.IsOpen(at) : Guid.TryParse(calendar, out var id) && world.Times.Of(id).IsOpen(at),
        };
    }

    private string? WordsOf(LoggedEvent line) => RuleTriggers.IdIn(line, "messageId") is { } id && said.TryGetValue(id, out var message) ? message.Text : null;

    private DateTimeOffset AtOf(LoggedEvent line) => RuleTriggers.IdIn(line, "messageId") is { } id && said.TryGetValue(id, out var message) ? message.At : line.At;

    private static int? ScoreIn(LoggedEvent line)
    {
        using var data = JsonDocument.Parse(line.Data);
        return data.RootElement.TryGetProperty("score", out var score) && score.TryGetInt32(out var value) ? value : null;
    }

    private static string? Word(JsonElement given, string field) => given.TryGetProperty(field, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static Guid? Id(JsonElement given, string field) => Word(given, field) is { } word && Guid.TryParse(word, out var id) ? id : null;

    private static IEnumerable<Guid> Ids(JsonElement given, string field) =>
        given.TryGetProperty(field, out var values) && values.ValueKind is JsonValueKind.Array ? [.. values.EnumerateArray().Where(it => it.TryGetGuid(out _)).Select(it => it.GetGuid())] : [];
}
