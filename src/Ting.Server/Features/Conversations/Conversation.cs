using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Outcomes;
using Reading = Ting.Listening.Reading;

namespace Ting.Server.Features.Conversations;

/// <summary>Merged: its messages are in another conversation, which goes on for both.</summary>
public enum ConversationStatus { Open, Snoozed, Resolved, Merged }

public enum Priority { Low, Normal, High, Urgent }

/// <summary>One thread with one person on one channel. Its events are the truth; this row is where they have led.</summary>
public sealed partial class Conversation : INumbered
{
    public const string StreamKind = "conversation";
    public const string Counter = "conversation";
    private const int MostTrail = 12;

    private readonly List<LoggedEvent> _events = [];

    private Conversation() { }

    public Conversation(Guid inboxId, Guid personId, string? subject, string? language, string actor, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        InboxId = inboxId;
        PersonId = personId;
        Subject = subject;
        Language = language;
        CreatedAt = now;
        LastMessageAt = now;
        Log("conversation.opened", actor, now, new { inboxId, personId });
    }

    public Guid Id { get; private init; }

    /// <summary>The short number people say to each other.</summary>
    public long Number { get; private set; }

    public Guid InboxId { get; private init; }
    public Guid PersonId { get; private set; }
    public string? Subject { get; private set; }
    public string? Language { get; private set; }
    public ConversationStatus Status { get; private set; }
    public Priority Priority { get; private set; } = Priority.Normal;
    public Guid? AssigneeId { get; private set; }
    public Guid? TeamId { get; private set; }
    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>Of the last message that the customer wrote or saw.</summary>
    public DateTimeOffset LastMessageAt { get; private set; }

    /// <summary>The beginning of the last message that the customer wrote or saw.</summary>
    public string Preview { get; private set; } = "";

    public MessageKind PreviewKind { get; private set; }

    /// <summary>Since when the customer has been waiting for an answer; null when it is the customer's turn.</summary>
    public DateTimeOffset? WaitingSince { get; private set; }

    /// <summary>By when the customer should have an answer, given priority, urgency and emotion; null when it is the customer's turn. The queue is in this order.</summary>
    public DateTimeOffset? ReplyDueAt { get; private set; }

    public DateTimeOffset? FirstReplyAt { get; private set; }
    public DateTimeOffset? ResolvedAt { get; private set; }
    public DateTimeOffset? SnoozedUntil { get; private set; }

    /// <summary>Customer messages since an agent last looked or replied.</summary>
    public int Unread { get; private set; }

    public int MessageCount { get; private set; }

    /// <summary>Of the customer's last message; null before the first reading.</summary>
    public string? Emotion { get; private set; }

    /// <summary>The level (−2 … +2) of each of the last customer messages, oldest first, separated by commas.</summary>
    public string EmotionTrail { get; private set; } = "";

    /// <summary>The level of the customer's first message: where recovery is measured from.</summary>
    public int? FirstLevel { get; private set; }

    public int? LastLevel { get; private set; }

    /// <summary>The lowest level so far.</summary>
    public int? WorstLevel { get; private set; }

    /// <summary>The customer would rather not have it shown how they feel; agents see no reading of this conversation until it is allowed again.</summary>
    public bool MoodHidden { get; private set; }

    public bool Urgent { get; private set; }
    public bool Escalated { get; private set; }

    /// <summary>How often it was handed over.</summary>
    public int Transfers { get; private set; }

    /// <summary>Replies that wait to be sent, or were stopped and not yet looked at.</summary>
    public int HeldReplies { get; private set; }

    public int LastSequence { get; private set; }

    /// <summary>Grows with every change; two changes at once cannot both succeed. Also the ETag.</summary>
    public int Version { get; private set; }

    /// <summary>Events that the next save writes.</summary>
    internal IReadOnlyList<LoggedEvent> NewEvents => _events;

    string INumbered.CounterName => Counter;

    /// <summary>The customer wrote: the conversation is open, and the clock runs.</summary>
    public Message Receive(string text, string? externalId, DateTimeOffset at, DateTimeOffset now)
    {
        var message = Message.FromCustomer(this, text, externalId, at);
        MessageCount++;
        Unread++;
        Show(message);
        WaitingSince ??= at;
        if (Status is not ConversationStatus.Open)
        {
            Log("conversation.reopened", "customer", now, new { messageId = message.Id });
            (Status, SnoozedUntil, ResolvedAt) = (ConversationStatus.Open, null, null);
        }

        ReplyDueAt = WaitingSince + ReplyTime();
        Log("message.received", "customer", now, new { messageId = message.Id });
        return message;
    }

    /// <summary>What the engine understood of the message that was just received.</summary>
    public void Understand(Reading reading)
    {
        var level = EmotionLevel.Of(reading.Emotion);
        Emotion = reading.Emotion.ToString();
        FirstLevel ??= level;
        LastLevel = level;
        WorstLevel = Math.Min(WorstLevel ?? level, level);
        EmotionTrail = string.Join(',', Trail.Append(level).TakeLast(MostTrail).Select(value => value.ToString(CultureInfo.InvariantCulture)));
        Urgent = reading.Urgency is Listening.Urgency.High;
        Escalated |= reading.Escalation;
        Language ??= reading.Language == "zh" ? "zh-Hans" : reading.Language;
        if (WaitingSince is { } since)
            ReplyDueAt = since + ReplyTime();
        Touch();
    }

    /// <summary>An agent put right what the engine understood of a message.</summary>
    /// <param name="isLast">Nothing that the customer said later has been read.</param>
    public void Correct(Guid messageId, Listening.Emotion emotion, bool isLast, string actor, DateTimeOffset now)
    {
        Log("reading.corrected", actor, now, new { messageId, emotion = emotion.ToString() });
        if (!isLast)
            return;

        var level = EmotionLevel.Of(emotion);
        (Emotion, LastLevel) = (emotion.ToString(), level);
        EmotionTrail = string.Join(',', Trail.SkipLast(1).Append(level).Select(value => value.ToString(CultureInfo.InvariantCulture)));
        if (WaitingSince is { } since)
            ReplyDueAt = since + ReplyTime();
    }

    /// <summary>An agent answers. Answering opens a resolved conversation again, and takes one that nobody has.</summary>
    public Message Reply(Guid? agentId, string actor, string text, string? html, string? externalId, DateTimeOffset now)
    {
        var message = Message.FromAgent(this, agentId, text, html, externalId, now);
        MessageCount++;
        Show(message);
        if (WaitingSince is not null)
            FirstReplyAt ??= now;
        (WaitingSince, ReplyDueAt, Unread) = (null, null, 0);
        if (Status is not ConversationStatus.Open)
        {
            Log("conversation.reopened", actor, now, new { messageId = message.Id });
            (Status, SnoozedUntil, ResolvedAt) = (ConversationStatus.Open, null, null);
        }

        if (AssigneeId is null && agentId is { } id)
            Assign(id, TeamId, actor, "replied", now);
        Log("message.sent", actor, now, new { messageId = message.Id });
        return message;
    }

    /// <summary>A word among colleagues; the customer never sees it.</summary>
    public Message Note(Guid? agentId, string actor, string text, DateTimeOffset now)
    {
        var message = Message.Note(this, agentId, text, now);
        Log("note.added", actor, now, new { messageId = message.Id });
        return message;
    }

    /// <summary>Somebody outside who was asked answers; colleagues read it, the customer does not.</summary>
    public Message Hear(Guid forwardId, string name, string text, DateTimeOffset now)
    {
        var message = Message.FromParticipant(this, forwardId, name, text, now);
        Log("forward.answered", "participant", now, new { messageId = message.Id, forwardId, name });
        return message;
    }

    /// <summary>Something the customer is told by Ting itself, such as the question after the end.</summary>
    public Message Tell(string text, DateTimeOffset now)
    {
        var message = Message.FromSystem(this, text, now);
        Log("message.system", "system", now, new { messageId = message.Id });
        return message;
    }

    /// <param name="reason">by-hand, replied, rule …: every assignment says why.</param>
    public void Assign(Guid? agentId, Guid? teamId, string actor, string reason, DateTimeOffset now)
    {
        if ((agentId, teamId) == (AssigneeId, TeamId))
            return;

        Log("conversation.assigned", actor, now, new { from = AssigneeId, to = agentId, teamId, reason });
        GivenBackBy = agentId is null ? AssigneeId : null;
        (AssigneeId, TeamId) = (agentId, teamId);
    }

    public Outcome<bool> Resolve(string actor, DateTimeOffset now) => Resolve(actor, now, withOthers: false);

    private Outcome<bool> Resolve(string actor, DateTimeOffset now, bool withOthers)
    {
        if (Status is ConversationStatus.Resolved or ConversationStatus.Merged)
            return Refusal.Conflict(Status is ConversationStatus.Merged ? "conversation.merged" : "conversation.already_resolved");

        (Status, ResolvedAt, SnoozedUntil, WaitingSince, ReplyDueAt, Unread) = (ConversationStatus.Resolved, now, null, null, null, 0);
        Log("conversation.resolved", actor, now, withOthers ? new { lastLevel = LastLevel, withOthers } : (object)new { lastLevel = LastLevel });
        return true;
    }

    public Outcome<bool> Reopen(string actor, DateTimeOffset now)
    {
        if (Status is ConversationStatus.Open)
            return Refusal.Conflict("conversation.already_open");

        (Status, ResolvedAt, SnoozedUntil) = (ConversationStatus.Open, null, null);
        Log("conversation.reopened", actor, now, new { });
        return true;
    }

    public Outcome<bool> Snooze(DateTimeOffset until, string actor, DateTimeOffset now)
    {
        if (until <= now)
            return Refusal.Invalid("conversation.snooze_in_the_past", "until");

        (Status, SnoozedUntil) = (ConversationStatus.Snoozed, until);
        Log("conversation.snoozed", actor, now, new { until });
        return true;
    }

    public void SetPriority(Priority priority, string actor, DateTimeOffset now)
    {
        if (priority == Priority)
            return;

        Log("conversation.prioritised", actor, now, new { from = Priority.ToString(), to = priority.ToString() });
        Priority = priority;
        if (WaitingSince is { } since)
            ReplyDueAt = since + ReplyTime();
    }

    public void SetSubject(string? subject, string actor, DateTimeOffset now)
    {
        Subject = subject;
        Log("conversation.renamed", actor, now, new { subject });
    }

    /// <summary>Two records turned out to be one person, or one to be two.</summary>
    public void MoveTo(Guid personId, string actor, DateTimeOffset now)
    {
        if (personId == PersonId)
            return;

        Log("conversation.moved", actor, now, new { from = PersonId, to = personId });
        PersonId = personId;
    }

    /// <summary>All messages have been read again: what is shown follows the new readings, oldest first.</summary>
    public void Relearn(IReadOnlyList<(string Emotion, int Level)> readings)
    {
        Emotion = readings.Count == 0 ? null : readings[^1].Emotion;
        EmotionTrail = string.Join(',', readings.Skip(readings.Count - MostTrail).Select(reading => reading.Level.ToString(CultureInfo.InvariantCulture)));
        FirstLevel = readings.Count == 0 ? null : readings[0].Level;
        LastLevel = readings.Count == 0 ? null : readings[^1].Level;
        WorstLevel = readings.Count == 0 ? null : readings.Min(reading => reading.Level);
        if (WaitingSince is { } since)
            ReplyDueAt = since + ReplyTime();
        Touch();
    }

    public void HideMood(bool hides) => MoodHidden = hides;

    /// <summary>An agent has seen what the customer wrote.</summary>
    public void Seen()
    {
        if (Unread == 0)
            return;

        Unread = 0;
        Touch();
    }

    /// <summary>Words of somebody who is forgotten may stand in it; the next message writes it anew.</summary>
    internal void ForgetPreview()
    {
        Preview = "";
        Touch();
    }

    public void Forget(string actor, DateTimeOffset now)
    {
        Subject = null;
        Preview = "";
        HeldReplies = 0;
        Log("conversation.erased", actor, now, new { });
    }

    public IEnumerable<int> Trail => EmotionTrail.Length == 0 ? [] : EmotionTrail.Split(',').Select(level => int.Parse(level, CultureInfo.InvariantCulture));

    /// <summary>Writes one line to this conversation's log with the next save.</summary>
    public void Log(string type, string actor, DateTimeOffset now, object data)
    {
        _events.Add(LineOf(Id, ++LastSequence, type, actor, now, data));
        Touch();
    }

    internal static LoggedEvent LineOf(Guid id, int sequence, string type, string actor, DateTimeOffset now, object data) =>
        new(StreamKind, id, sequence, type, now, actor, JsonSerializer.Serialize(data, EventJson));

    void INumbered.Numbered(long number) => Number = number;

    internal void EventsTaken() => _events.Clear();

    private static readonly JsonSerializerOptions EventJson = new(JsonSerializerDefaults.Web);

    private void Show(Message message)
    {
        LastMessageAt = message.At;
        Preview = message.Text.Length > 140 ? message.Text[..(char.IsHighSurrogate(message.Text[139]) ? 139 : 140)] : message.Text;
        PreviewKind = message.Kind;
    }

    /// <summary>How long the customer may wait: strong feeling and urgency shorten it, so that the queue answers risk before age.</summary>
    private TimeSpan ReplyTime() => Haste * Priority switch
    {
        Priority.Urgent => TimeSpan.FromMinutes(5),
        Priority.High => TimeSpan.FromMinutes(15),
        Priority.Low => TimeSpan.FromHours(4),
        _ => TimeSpan.FromHours(1),
    };

    private void Touch() => Version++;

    internal sealed class Table : IEntityTypeConfiguration<Conversation>
    {
        public void Configure(EntityTypeBuilder<Conversation> builder)
        {
            builder.ToTable("conversations");
            builder.Property(conversation => conversation.Id).ValueGeneratedNever();
            builder.Property(conversation => conversation.Subject).HasMaxLength(300);
            builder.Property(conversation => conversation.Language).HasMaxLength(10);
            builder.Property(conversation => conversation.Preview).HasMaxLength(140);
            builder.Property(conversation => conversation.Status).HasConversion<string>().HasMaxLength(10);
            builder.Property(conversation => conversation.Priority).HasConversion<string>().HasMaxLength(10);
            builder.Property(conversation => conversation.PreviewKind).HasConversion<string>().HasMaxLength(10);
            builder.Property(conversation => conversation.Emotion).HasMaxLength(20);
            builder.Property(conversation => conversation.EmotionTrail).HasMaxLength(60);
            builder.Property(conversation => conversation.MoodHidden).HasDefaultValue(false).ValueGeneratedNever();
            builder.Property(conversation => conversation.Transfers).HasDefaultValue(0).ValueGeneratedNever();
            builder.Property(conversation => conversation.TakenIn).HasDefaultValue(0).ValueGeneratedNever();
            builder.Ignore(conversation => conversation.State);
            builder.Property(conversation => conversation.AccessLane).HasDefaultValue(false).ValueGeneratedNever();
            builder.Property(conversation => conversation.ValueTier).HasMaxLength(20);
            builder.Property(conversation => conversation.HeldReplies).HasDefaultValue(0).ValueGeneratedNever();
            builder.Property(conversation => conversation.Version).IsConcurrencyToken();
            builder.Property(conversation => conversation.DueTarget).HasConversion<string>().HasMaxLength(10);
            builder.Ignore(conversation => conversation.Trail);
            builder.HasIndex(conversation => new { conversation.Status, conversation.DueAt });
            builder.HasIndex(conversation => new { conversation.Status, conversation.DueSoonAt });
            builder.HasIndex(conversation => conversation.DueCheckAt);
            builder.HasIndex(conversation => conversation.Number).IsUnique();
            builder.HasIndex(conversation => new { conversation.Status, conversation.ReplyDueAt });
            builder.HasIndex(conversation => new { conversation.Status, conversation.LastMessageAt });
            builder.HasIndex(conversation => new { conversation.AssigneeId, conversation.Status, conversation.ReplyDueAt });
            builder.HasIndex(conversation => new { conversation.TeamId, conversation.Status, conversation.ReplyDueAt });
            builder.HasIndex(conversation => new { conversation.PersonId, conversation.LastMessageAt });
            builder.HasIndex(conversation => new { conversation.InboxId, conversation.LastMessageAt });
            builder.HasIndex(conversation => new { conversation.AssigneeId, conversation.LastMessageAt });
            builder.HasIndex(conversation => new { conversation.TeamId, conversation.LastMessageAt });
            builder.HasIndex(conversation => new { conversation.AssigneeId, conversation.ResolvedAt });
            builder.HasIndex(conversation => new { conversation.TeamId, conversation.ResolvedAt });
            builder.HasIndex(conversation => conversation.LastMessageAt);
            builder.HasIndex(conversation => conversation.CreatedAt);
            builder.HasIndex(conversation => conversation.ResolvedAt);
            builder.HasIndex(conversation => conversation.SnoozedUntil);
        }
    }
}
