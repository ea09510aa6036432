using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Cases;
using Ting.Server.Features.Cases.Causes;
using Ting.Server.Features.Cases.Gestures;
using Ting.Server.Features.Cases.Recovery;
using Ting.Server.Features.Cases.Tasks;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Surveys;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Demo;

/// <summary>What became of the complaints: cases at different steps, some closed, some opened again, with causes, gestures and what customers answered afterwards.</summary>
internal sealed class DemoCases(AppDb db, DemoCast cast, Random chance, DateTimeOffset now)
{
    private const int OneCaseOf = 3;
    private const long Budget = 500_000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    private readonly Dictionary<string, RootCause> _causes = [];
    private readonly Dictionary<string, Gesture> _gestures = [];
    private readonly Dictionary<string, GoodwillMonth> _months = [];
    private readonly List<(Case Case, Action Add)> _cases = [];

    public async Task WriteAsync(CancellationToken cancel)
    {
        AddRegisters();
        var told = await ReadAsync(cancel);
        HashSet<Guid> used = [];
        foreach (var story in Stories())
        {
            var brand = DemoBrand.All.Single(it => it.Key == story.Brand);
            var title = cast.Scenes[brand.Key].All.Single(it => it.Id == story.Scene).Title;
            if (told.LastOrDefault(it => it.Subject == title && !used.Contains(it.Id)) is not { } conversation)
                continue; // in this performance nobody came with it

            used.Add(conversation.Id);
            Tell(brand, story, conversation);
        }

        foreach (var brand in DemoBrand.All)
        {
            var complaints = told.Where(it => it.InboxId == cast.Inboxes[brand.Key].Id && it.ComplaintLabel && !used.Contains(it.Id)).ToList();
            for (var at = 0; at < complaints.Count; at += OneCaseOf)
                TellShort(brand, complaints[at]);
        }

        foreach (var (matter, add) in _cases.OrderBy(it => it.Case.CreatedAt))
        {
            db.AddNumbered(matter);
            add();
            // Added as they are: what follows from an event has already happened in the story. It is not told in the order of time.
            foreach (var (sequence, line) in matter.NewEvents.OrderBy(line => line.At).Index())
                db.AddNumbered(new LoggedEvent(line.StreamKind, line.Stream, sequence + 1, line.Type, line.At, line.Actor, line.Data));
            matter.EventsTaken();
        }

        await db.SaveChangesAsync(cancel);
    }

    private void AddRegisters()
    {
        var since = now - TimeSpan.FromDays(DemoStory.Days);
        foreach (var (name, area, change, state, ago) in DemoRegisters.Causes)
        {
            var cause = _causes[name] = new RootCause(name, area, since);
            cause.Plan(change, state, now - TimeSpan.FromDays(ago));
            db.RootCauses.Add(cause);
        }

        foreach (var (name, kind, limits) in DemoRegisters.Gestures)
        {
            var gesture = _gestures[name] = new Gesture(name, kind, since);
            db.Gestures.Add(gesture);
            db.GestureLimits.AddRange(limits.Select(limit => new GestureLimit(gesture.Id, limit.Role, limit.Most * 100)));
        }

        db.Goodwill.Add(new Goodwill("CNY", Budget));
    }

    private void Tell(DemoBrand brand, Story story, Told conversation)
    {
        var (owner, hours) = (OwnerOf(brand, story), story.Hours ?? 0);
        var closes = story.Outcome is not null;
        var opened = closes ? conversation.CreatedAt.AddMinutes(20) : Max(conversation.CreatedAt.AddMinutes(20), now.AddHours(-40 - chance.Next(20)));
        if (closes && opened.AddHours(hours + 30) > now)
            return; // its end would lie ahead
        var due = closes ? opened + Case.UsualTime(story.Kind) : now.AddHours(story.Due ?? 24);
        var (matter, writes) = Open(brand, story.Kind, story.Title, PhaseOf(story.Kind), due, conversation, owner, opened);
        if (story.Priority is { } priority || story.Course is not null)
            matter.Sort(story.Kind, matter.Phase, story.Course ?? CaseCourse.Standard, story.Priority ?? Priority.Normal, Actor(owner), opened.AddMinutes(2));
        if (story.Cause is { } cause)
            matter.Trace(_causes[cause].Id, Actor(owner), opened.AddHours(1));

        var span = closes ? TimeSpan.FromHours(hours) : now - opened;
        for (var at = 0; at < story.Steps.Count; at++)
            Record(matter, writes, story.Steps[at], Actor(owner), opened + (span * ((at + 1) / (story.Steps.Count + 1.5))));
        if (story.State is { } state)
            matter.Move(state, Actor(owner), opened.AddHours(1));
        else if (story.Steps.Count > 0)
            matter.Move(CaseState.Working, Actor(owner), opened.AddMinutes(30));
        foreach (var (who, said) in story.Negotiation)
            Write(matter, writes, new CaseEntry(matter, EntryKind.Negotiation, said, who, null, skipped: false, Actor(owner), now.AddHours(-5)));
        foreach (var task in story.Tasks)
            Add(matter, writes, task, owner, now.AddHours(-9));
        if (story.Gesture is { } gesture)
            Give(matter, writes, gesture, owner, closes ? opened + (span * 0.7) : now.AddHours(-4));
        if (story.Outcome is { } outcome)
            End(matter, writes, outcome, story, conversation, owner, opened + span, now.AddHours(9 + chance.Next(20)));
        Mark(matter, writes, closes ? 6 : story.Steps.Count, owner, closes ? opened + span : now.AddHours(-3));
    }

    // What was simple: heard, put right in the conversation, and closed with the reason why the other steps were not walked.
    private void TellShort(DemoBrand brand, Told conversation)
    {
        var owner = conversation.AssigneeId is { } id ? cast.Staff.Select(it => it.Agent).First(agent => agent.Id == id) : cast.SpecialistOf(brand).Agent;
        var opened = conversation.CreatedAt.AddMinutes(12 + chance.Next(60));
        var closed = opened.AddHours(3 + (chance.NextDouble() * 62));
        if (closed > now.AddHours(-2))
            return;

        var title = conversation.Subject ?? conversation.FirstWords;
        var (matter, writes) = Open(brand, CaseKind.Complaint, title.Length > 60 ? title[..60] : title, SalesPhase.AfterSale, opened.AddDays(2), conversation, owner, opened);
        var words = DemoRegisters.Short[brand.EngineLanguage];
        Write(matter, writes, new CaseEntry(matter, EntryKind.Listen, conversation.FirstWords, words.Wish, null, skipped: false, Actor(owner), opened.AddMinutes(5)));
        matter.Move(CaseState.Working, Actor(owner), opened.AddMinutes(6));
        foreach (var step in ComplaintSteps.All.Skip(1))
            Write(matter, writes, new CaseEntry(matter, step, words.Skipped, "", null, skipped: true, Actor(owner), closed.AddMinutes(-2)));
        if (chance.NextDouble() < 0.85)
        {
            var cause = Cause(brand);
            if (cause.ChangedAt < opened && chance.NextDouble() < 0.8)
                cause = Cause(brand); // what was changed happens less often since
            matter.Trace(cause.Id, Actor(owner), closed.AddMinutes(-1));
        }

        if (chance.NextDouble() < 0.3)
            Give(matter, writes, new GivenStory { Name = DemoRegisters.Gestures[0].Name, Amount = 20 + (10 * chance.Next(4)) }, owner, closed.AddMinutes(-30));
        var after = chance.NextDouble() < 0.55 ? Math.Clamp(2 + chance.Next(4), 1, 5) : (int?)null;
        End(matter, writes, words.Outcome, new Story { Before = conversation.Score, After = after }, conversation, owner, closed);
    }

    // A few causes bring most.
    private RootCause Cause(DemoBrand brand)
    {
        var causes = DemoRegisters.CausesOf(brand.Key);
        return _causes[causes[(int)(causes.Count * Math.Pow(chance.NextDouble(), 2.1))]];
    }

    private (Case Case, List<object> Writes) Open(DemoBrand brand, CaseKind kind, string title, SalesPhase phase, DateTimeOffset due, Told conversation, Agent? owner, DateTimeOffset at)
    {
        var writes = new List<object>();
        var matter = new Case(conversation.PersonId, kind, title, phase, due, Actor(owner), at);
        matter.Give(owner?.Id, cast.Inboxes[brand.Key].TeamId, Actor(owner), at);
        matter.Log("case.linked", Actor(owner), at, new { conversationId = conversation.Id });
        writes.Add(new CaseConversation(matter.Id, conversation.Id, at));
        _cases.Add((matter, () => db.AddRange(writes)));
        return (matter, writes);
    }

    private static void Record(Case matter, List<object> writes, StepStory step, string actor, DateTimeOffset at)
    {
        if (step.Kind is EntryKind.FollowUp && matter.CauseId is null)
            return;
        Write(matter, writes, new CaseEntry(matter, step.Kind, step.Said, step.More ?? "", step.Feeling, skipped: false, actor, at));
    }

    private static void Write(Case matter, List<object> writes, CaseEntry entry)
    {
        writes.Add(entry);
        matter.Log("case.recorded", entry.Actor, entry.At, new { entryId = entry.Id, kind = entry.Kind, skipped = entry.Skipped });
    }

    private void Add(Case matter, List<object> writes, TaskStory story, Agent? owner, DateTimeOffset at)
    {
        var team = cast.Staff.Select(it => (it.Staff.Team, it.Agent.TeamId)).First(it => it.Team == story.Team).TeamId;
        var task = new CaseTask(matter, story.Text, team, agentId: null, now.AddHours(story.Due), Actor(owner), at);
        if (story.Done)
            task.Finish(matter, Actor(cast.Staff.First(it => it.Agent.TeamId == team).Agent), now.AddHours(-2));
        writes.Add(task);
    }

    private void Give(Case matter, List<object> writes, GivenStory story, Agent? owner, DateTimeOffset at)
    {
        var amount = (long)(story.Amount * 100);
        var given = new GivenGesture(matter, _gestures[story.Name], amount, story.Reason ?? "", Actor(owner), at);
        var month = GoodwillMonth.Of(at);
        if (!_months.TryGetValue(month, out var spent))
            db.GoodwillMonths.Add(spent = _months[month] = new GoodwillMonth(month));
        if (story.State is GestureState.Given && spent.TryTake(amount, Budget))
            given.Give(matter, month, "", Actor(owner), at);
        else if (given.Reason.Length > 0)
            given.Ask(matter, at);
        else
            return;
        writes.Add(given);
    }

    private static void End(Case matter, List<object> writes, string outcome, Story story, Told conversation, Agent? owner, DateTimeOffset at, DateTimeOffset due = default)
    {
        var closing = new CaseEntry(matter, EntryKind.Closing, outcome, "", null, skipped: false, Actor(owner), at);
        writes.Add(closing);
        matter.Close(closing.Id, Actor(owner), at);
        if (matter.Kind is not (CaseKind.Complaint or CaseKind.Recovery))
            return;

        var rating = new RecoveryRating(matter, conversation.Id, story.Before, at.AddMinutes(1));
        writes.Add(rating);
        matter.Log("case.asked_again", "system", at.AddMinutes(1), new { round = matter.Round, conversationId = conversation.Id, before = story.Before });
        if (story.After is not { } after)
            return;

        rating.Answer(after, story.Comment, at.AddHours(5));
        matter.Log("case.answered_again", "customer", at.AddHours(5), new { round = matter.Round, score = after, comment = story.Comment is not null });
        if (!story.Reopen)
            return;

        var why = new CaseEntry(matter, EntryKind.Reopening, string.Create(CultureInfo.InvariantCulture, $"{after}/5 · {story.Comment}"), "", null, skipped: false, "customer", at.AddHours(5));
        writes.Add(why);
        matter.Reopen(why.Id, due, "customer", at.AddHours(5));
    }

    private void Mark(Case matter, List<object> writes, int how, Agent? owner, DateTimeOffset at)
    {
        foreach (var item in CaseChecklist.SevenRights.Take(how))
        {
            var check = new CaseCheck(matter.Id, item);
            check.Find(chance.NextDouble() < 0.85 ? CheckVerdict.Met : CheckVerdict.NotMet, Actor(owner), at);
            writes.Add(check);
        }
    }

    private async Task<List<Told>> ReadAsync(CancellationToken cancel)
    {
        Guid[] complaint = [.. DemoBrand.All.Select(brand => cast.Labels[brand.ComplaintLabel].Id)];
        var labelled = (await db.ConversationLabels.Where(it => complaint.Contains(it.LabelId)).Select(it => it.ConversationId).ToListAsync(cancel)).ToHashSet();
        var scores = await db.SatisfactionRatings.Where(it => it.Score != null).ToDictionaryAsync(it => it.ConversationId, it => it.Score, cancel);
        var all = await db.Conversations.AsNoTracking().Where(it => it.Status == ConversationStatus.Resolved).OrderBy(it => it.CreatedAt)
            .Select(it => new { it.Id, it.PersonId, it.InboxId, it.Subject, it.AssigneeId, it.CreatedAt }).ToListAsync(cancel);
        var wanted = all.Where(it => it.Subject is not null || labelled.Contains(it.Id)).ToList();
        var ids = wanted.ConvertAll(it => it.Id);
        var first = (await db.Messages.AsNoTracking().Where(it => ids.Contains(it.ConversationId) && it.Kind == MessageKind.Customer).OrderBy(it => it.At).Select(it => new { it.ConversationId, it.Text }).ToListAsync(cancel))
            .GroupBy(it => it.ConversationId).ToDictionary(group => group.Key, group => group.First().Text);
        return [.. wanted.Select(it => new Told(
            it.Id, it.PersonId, it.InboxId, it.Subject, it.AssigneeId, it.CreatedAt, first.GetValueOrDefault(it.Id) ?? "", labelled.Contains(it.Id), scores.GetValueOrDefault(it.Id)))];
    }

    private Agent? OwnerOf(DemoBrand brand, Story story) =>
        story.Owner is { Length: > 0 } name ? cast.Named(name) : story.Outcome is null && story.Owner is null ? null : cast.Staff.First(it => it.Staff.Brand == brand.Key).Agent;

    private static IEnumerable<Story> Stories()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("demo.cases.jsonl") ?? throw new InvalidOperationException("The demo's cases are missing from the build.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            yield return JsonSerializer.Deserialize<Story>(line, Json)!;
    }

    private static SalesPhase PhaseOf(CaseKind kind) => kind switch { CaseKind.Question => SalesPhase.PreSale, CaseKind.Request => SalesPhase.InSale, _ => SalesPhase.AfterSale };

    private static DateTimeOffset Max(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static string Actor(Agent? agent) => agent is null ? "system" : string.Create(CultureInfo.InvariantCulture, $"agent:{agent.Id}");

    /// <param name="Score">What the customer answered right after it.</param>
    private sealed record Told(Guid Id, Guid PersonId, Guid InboxId, string? Subject, Guid? AssigneeId, DateTimeOffset CreatedAt, string FirstWords, bool ComplaintLabel, int? Score);

    private sealed record Story
    {
        public string Brand { get; init; } = "";

        /// <summary>The scene that it came from.</summary>
        public string Scene { get; init; } = "";

        public CaseKind Kind { get; init; }
        public string Title { get; init; } = "";
        public string? Owner { get; init; }
        public string? Cause { get; init; }
        public CaseCourse? Course { get; init; }
        public Priority? Priority { get; init; }
        public CaseState? State { get; init; }

        /// <summary>Until it was closed.</summary>
        public double? Hours { get; init; }

        /// <summary>Hours from now.</summary>
        public double? Due { get; init; }

        public string? Outcome { get; init; }
        public int? Before { get; init; }
        public int? After { get; init; }
        public string? Comment { get; init; }
        public bool Reopen { get; init; }
        public IReadOnlyList<StepStory> Steps { get; init; } = [];
        public IReadOnlyList<Round> Negotiation { get; init; } = [];
        public IReadOnlyList<TaskStory> Tasks { get; init; } = [];
        public GivenStory? Gesture { get; init; }
    }

    private sealed record Round(string Who, string Said);

    private sealed record StepStory(EntryKind Kind, string Said, string? More, int? Feeling);

    private sealed record TaskStory(string Text, string Team, double Due, bool Done);

    private sealed record GivenStory
    {
        public string Name { get; init; } = "";
        public decimal Amount { get; init; }
        public string? Reason { get; init; }
        public GestureState State { get; init; }
    }
}
