using Microsoft.EntityFrameworkCore;
using Ting.Listening;
using Ting.Server.Features.Automation.Rules;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Localisation;

namespace Ting.Server.Features.Automation.Running;

/// <summary>How a conversation stands now, as rules see it. What the customer said and how it reads is read once; what rules themselves change is looked up anew for each.</summary>
internal sealed class ReadFacts(AppDb db, RuleWorld world, Conversation conversation, Guid? messageId)
{
    private const int MostReadings = 12;

    private (string? Emotion, string? Need, string[] Signs)? _mood;
    private string? _text;
    private (bool Known, int? Score) _rating;

    /// <summary>Of the conversation as it is now, with what the rules before have changed.</summary>
    public HashSet<Guid> Labels { get; private set; } = [];

    public async Task LoadAsync(CancellationToken cancel) =>
        Labels = [.. await db.ConversationLabels.Where(link => link.ConversationId == conversation.Id).Select(link => link.LabelId).ToListAsync(cancel)];

    public async Task<RuleFacts> ForAsync(RuleEntry rule, int? rating, DateTimeOffset now, CancellationToken cancel)
    {
        if (rule.LooksAt(RuleField.Emotion, RuleField.Need, RuleField.Sign) && !conversation.MoodHidden)
            _mood ??= await MoodAsync(cancel);
        if (rule.LooksAt(RuleField.Text))
            _text ??= await TextAsync(cancel);
        if (rule.LooksAt(RuleField.Rating) && !_rating.Known)
            _rating = (true, rating);

        var hours = world.HoursOf(conversation.InboxId);
        return new RuleFacts
        {
            At = now,
            InboxId = conversation.InboxId,
            Channel = world.InboxOf(conversation.InboxId)?.Kind ?? "",
            Language = Languages.Closest(conversation.Language) ?? conversation.Language,
            Priority = conversation.Priority,
            Labels = [.. Labels],
            AgentId = conversation.AssigneeId,
            TeamId = conversation.TeamId,
            MoodHidden = conversation.MoodHidden,
            Emotion = _mood?.Emotion,
            Need = _mood?.Need,
            Signs = _mood?.Signs ?? [],
            Tier = conversation.ValueTier,
            Text = _text ?? "",
            Rating = _rating.Score,
            IsOpen = calendar => calendar == RuleFacts.OwnHours ? hours.IsOpen(now) : Guid.TryParse(calendar, out var id) && world.Times.Of(id).IsOpen(now),
        };
    }

    private async Task<(string?, string?, string[])> MoodAsync(CancellationToken cancel)
    {
        var readings = await db.Readings.AsNoTracking().Where(it => it.ConversationId == conversation.Id).OrderByDescending(it => it.At).Take(MostReadings).ToListAsync(cancel);
        return Mood(readings.Count == 0 ? null : readings[0], readings);
    }

    /// <summary>The feeling and the need are the last message's; a complaint or a call for somebody higher up counts for the whole conversation.</summary>
    public static (string? Emotion, string? Need, string[] Signs) Mood(MessageReading? last, IReadOnlyList<MessageReading> all)
    {
        if (last is null)
            return (null, null, []);

        var reading = ListeningJson.ReadReading(last.Json);
        var others = all.Where(it => it.MessageId != last.MessageId).Select(it => ListeningJson.ReadReading(it.Json)).Append(reading).ToList();
        List<string> signs = [];
        if (reading.Urgency is Urgency.High)
            signs.Add("urgent");
        if (others.Exists(it => it.Complaint))
            signs.Add("complaint");
        if (others.Exists(it => it.Escalation))
            signs.Add("escalation");
        return (last.CorrectedEmotion ?? last.Emotion, reading.Need?.ToString(), [.. signs]);
    }

    private async Task<string> TextAsync(CancellationToken cancel) => messageId is { } id
        ? await db.Messages.Where(it => it.Id == id).Select(it => it.Text).FirstOrDefaultAsync(cancel) ?? ""
        : await db.Messages.Where(it => it.ConversationId == conversation.Id && it.Kind == MessageKind.Customer).OrderByDescending(it => it.At).Select(it => it.Text).FirstOrDefaultAsync(cancel) ?? "";
}
