using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Ting.Listening;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Conversations.Promises;
using Ting.Server.Features.People;
using Ting.Server.Features.Surveys;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Search;

namespace Ting.Server.Features.Demo;

/// <summary>One thing that happened, told to the database when its turn comes.</summary>
internal sealed record DemoAct(DateTimeOffset At, Action<AppDb> Play);

/// <summary>One conversation of the demo, written down as acts that the product's own entities play later, in the order of time.</summary>
internal sealed class DemoThread(Guid inboxId, Guid teamId, Person person, string? subject, TimeSpan zone, ICollection<DemoAct> acts, ILogger log)
{
    private Conversation? _conversation;
    private SatisfactionRating? _rating;
    private readonly TimeZoneInfo _zone = TimeZoneInfo.CreateCustomTimeZone($"demo{zone}", zone, null, null);
    private readonly List<DialogueTurn> _turns = [];

    private Conversation Conversation => _conversation ?? throw new InvalidOperationException("Nothing was said yet.");

    public void Customer(DateTimeOffset at, string text) => acts.Add(new(at, db =>
    {
        if (_conversation is null)
        {
            _conversation = new Conversation(inboxId, person.Id, subject, language: null, "customer", at);
            _conversation.Assign(null, teamId, "system", "inbox", at);
            _conversation.Stand(person.Tier, person.AccessLane);
            db.AddNumbered(_conversation);
        }

        Intake.Receive(db, _conversation, text, null, at, at, log);
        _turns.Add(new DialogueTurn(true, text, at));
        Tell(db);
    }));

    public void Reply(DateTimeOffset at, Agent agent, string text, IReadOnlyList<DemoFinding> findings, bool seen)
    {
        // the scenes name dates; told in another season, some would lie most of a year ahead
        var promised = FindPromise.Read(text, at, _zone) is { } found && found.Due - at < TimeSpan.FromDays(60) ? found : ((string Text, DateTimeOffset Due)?)null;
        Promise? promise = null;
        acts.Add(new(at, db =>
        {
            _turns.Add(new DialogueTurn(false, text, at));
            var message = Conversation.Reply(agent.Id, Actor(agent), text, null, null, at);
            if (seen)
                message.SeenByCustomer();
            else
                message.Delivered();
            db.Messages.Add(message);
            db.AddNumbered(new SearchDocument("message", Conversation.Id, message.Id, text));
            db.CoachRecords.AddRange(findings.Select(it => new CoachRecord(message, agent.Id, DemoPhrases.RuleOf(it.Category), it.Category, it.Severity, it.Text, it.Outcome, it.Reason)));
            if (promised is { } read)
                db.Promises.Add(promise = new Promise(Conversation, message.Id, agent.Id, read.Text, read.Due, Actor(agent), at));
            Tell(db);
        }));

        if (promised is { } due)
            acts.Add(Fulfil(at, due.Due, agent, () => promise!));
    }

    // Of twelve promises nine are kept in time, two late and one not at all; which, the minute decides in which it was made.
    private DemoAct Fulfil(DateTimeOffset made, DateTimeOffset due, Agent agent, Func<Promise> promise)
    {
        var (state, at) = (made.Ticks / TimeSpan.TicksPerMinute % 12) switch
        {
            0 => (PromiseState.Broken, due.AddHours(3)),
            1 or 2 => (PromiseState.Kept, due.AddHours(2)),
            _ => (PromiseState.Kept, due - ((due - made) / 4)),
        };
        return new(at, db =>
        {
            if (db.Entry(promise()).State is EntityState.Detached)
                db.Attach(promise()); // told in an earlier save
            Track(db);
            promise().Close(state, Conversation, Actor(agent), at);
            Tell(db);
        });
    }

    public void Note(DateTimeOffset at, Agent agent, string text) => acts.Add(new(at, db =>
    {
        var note = Conversation.Note(agent.Id, Actor(agent), text, at);
        db.Messages.Add(note);
        db.AddNumbered(new SearchDocument("message", Conversation.Id, note.Id, text));
        Tell(db);
    }));

    public void Assign(DateTimeOffset at, Agent to, Agent by) => acts.Add(new(at, db =>
    {
        Conversation.Assign(to.Id, to.TeamId, Actor(by), "by-hand", at);
        Tell(db);
    }));

    public void Label(DateTimeOffset at, Guid labelId) => acts.Add(new(at, db => db.ConversationLabels.Add(new ConversationLabel(labelId, Conversation.Id))));

    public void Prioritise(DateTimeOffset at, Priority priority, Agent by) => acts.Add(new(at, db =>
    {
        Conversation.SetPriority(priority, Actor(by), at);
        Tell(db);
    }));

    public void Snooze(DateTimeOffset at, DateTimeOffset until, Agent by) => acts.Add(new(at, db =>
    {
        Conversation.Snooze(until, Actor(by), at);
        db.Enqueue(new WakeConversation(Conversation.Id, until), dueAt: until);
        Tell(db);
    }));

    public void Draft(DateTimeOffset at, Agent agent, string text) => acts.Add(new(at, db =>
    {
        var draft = new Draft(agent.Id, Conversation.Id);
        draft.Write(text, isNote: false, at);
        db.Drafts.Add(draft);
    }));

    /// <summary>The end, and what the words let expect of the answer.</summary>
    /// <param name="asks">The customer is asked how it was.</param>
    public void Resolve(DateTimeOffset at, Agent agent, bool asks) => acts.Add(new(at, db =>
    {
        Conversation.Resolve(Actor(agent), at);
        var predicted = SatisfactionPredictor.Of(_turns, Conversation.Language);
        _rating = new SatisfactionRating(Conversation.Id, predicted, at);
        if (!asks)
            _rating.LeaveOut(predicted, at);
        db.SatisfactionRatings.Add(_rating);
        Conversation.Log("satisfaction.predicted", "system", at, new { predicted = Math.Round(predicted, 2), asked = asks });
        Tell(db);
    }));

    public void Rate(DateTimeOffset at, int score, string reasons, string? comment) => acts.Add(new(at, db =>
    {
        if (db.Entry(_rating!).State is EntityState.Detached)
            db.Attach(_rating!); // told in an earlier save
        _rating!.Answer(score, reasons, comment, at);
        Track(db);
        Conversation.Log("satisfaction.answered", "customer", at, new { score, reasons, comment = comment is not null });
        Tell(db);
    }));

    // One that is over was let go of.
    private void Track(AppDb db)
    {
        if (db.Entry(Conversation).State is EntityState.Detached && !db.Waiting.Contains(Conversation))
            db.Attach(Conversation);
    }

    private static string Actor(Agent agent) => string.Create(CultureInfo.InvariantCulture, $"agent:{agent.Id}");

    // Added as they are, not appended: what follows from an event has already happened in the story.
    private void Tell(AppDb db)
    {
        foreach (var line in Conversation.NewEvents)
            db.AddNumbered(line);
        Conversation.EventsTaken();
    }
}

internal sealed record DemoFinding(string Category, string Severity, string Text, CoachOutcome Outcome, string? Reason);
