using System.Buffers;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.People;
using Ting.Server.Features.Surveys;

namespace Ting.Server.Features.Demo;

/// <summary>Ninety days of conversations, written as acts: who wrote when, who answered, what became of it.</summary>
internal sealed class DemoStory(DemoCast cast, Random chance, DateTimeOffset now, ILogger log)
{
    public const int Days = 90;

    private static readonly SearchValues<char> Stops = SearchValues.Create("。,,、!?.!?");
    private static readonly TimeSpan StillFresh = TimeSpan.FromMinutes(20);

    private readonly DemoPace _pace = new(chance, now - TimeSpan.FromDays(Days), now);
    private readonly List<DemoAct> _acts = [];
    private readonly HashSet<(Guid Person, string Scene)> _played = [];
    private readonly Dictionary<Guid, DateTimeOffset> _busyUntil = [];
    private readonly Dictionary<Guid, DateTimeOffset> _asked = [];

    /// <summary>Everything that happened up to now, in the order in which it did.</summary>
    public IReadOnlyList<DemoAct> Write()
    {
        new DemoToday(cast, chance, now, _acts, log).Write(reserved => _busyUntil[reserved.Id] = DateTimeOffset.MaxValue);
        for (var day = now.AddDays(-Days); day < now; day = day.AddDays(1))
        {
            foreach (var brand in DemoBrand.All)
            {
                foreach (var at in _pace.Arrivals(brand, day))
                    Tell(brand, at);
            }
        }

        return [.. _acts.OrderBy(act => act.At)];
    }

    /// <summary>One conversation from its first word to the answer about it; nothing when it would not be over by now.</summary>
    private void Tell(DemoBrand brand, DateTimeOffset at)
    {
        for (var attempt = 0; attempt < 8; attempt++)
        {
            var scene = Scene(brand, at);
            var people = cast.People[brand.Key];
            var person = people[(int)(people.Count * Math.Pow(chance.NextDouble(), 1.4))]; // some come often
            if (_played.Contains((person.Id, scene.Id)) || _busyUntil.GetValueOrDefault(person.Id) > at)
                continue;

            var acts = new List<DemoAct>();
            var end = Play(brand, scene, person, at, acts);
            if (end > now - StillFresh)
                continue;

            _played.Add((person.Id, scene.Id));
            if (_asked.GetValueOrDefault(person.Id) < end - AskSatisfaction.QuietPeriod)
                _asked[person.Id] = end;
            _busyUntil[person.Id] = end;
            _acts.AddRange(acts.Where(act => act.At <= now));
            return;
        }
    }

    private DemoScene Scene(DemoBrand brand, DateTimeOffset at)
    {
        var scenes = cast.Scenes[brand.Key].All;
        while (true)
        {
            var scene = scenes[chance.Next(scenes.Count)];
            var keep = scene.Title is null ? 1 : scene.Spoken ? 0.12 : 0.35; // whole dialogues are rarer than short matters
            if (scene.Csat <= 2)
                keep *= 0.75 - (0.45 * _pace.Progress(at)); // the department gets better at it
            if (chance.NextDouble() < keep)
                return scene;
        }
    }

    private DateTimeOffset Play(DemoBrand brand, DemoScene scene, Person person, DateTimeOffset arrival, List<DemoAct> acts)
    {
        var language = brand.EngineLanguage;
        var (staff, agent) = cast.For(brand, scene, chance);
        var lines = new DemoLines(cast.Scenes[brand.Key], brand, staff.Spoken, chance);
        var inbox = cast.Inboxes[brand.Key];
        var thread = new DemoThread(inbox.Id, inbox.TeamId!.Value, person, scene.Title, brand.Zone, acts, log);
        var progress = _pace.Progress(arrival);
        var answered = false;
        var handsOver = scene.Title is null && scene.Topic is "repair" && staff.Role is not Platform.Identity.AgentRole.Specialist
            && scene.Turns.Count(turn => turn.By is DemoSpeaker.Agent) > 1 && chance.NextDouble() < 0.3;

        var at = arrival;
        for (var i = 0; i < scene.Turns.Count; i++)
        {
            var turn = scene.Turns[i];
            var text = lines.Fill(turn.Text);
            var before = i == 0 ? (DemoSpeaker?)null : scene.Turns[i - 1].By;
            if (turn.Days > 0)
                at = _pace.DaysLater(brand, at, turn.Days);

            if (turn.By is DemoSpeaker.Customer)
            {
                if (turn.Days == 0)
                    at = before switch { null => at, DemoSpeaker.Customer => _pace.GoOn(at), _ => _pace.Answer(at) };
                thread.Customer(at, text);
                continue;
            }

            at = answered ? _pace.NextReply(brand, at, text) : _pace.FirstReply(brand, at);
            thread.Reply(at, agent, text, Coached(language, turn, text, progress), seen: true);
            if (!answered)
                File(brand, scene, thread, at, agent);
            if (!answered && handsOver)
                (staff, agent, at) = HandOver(brand, thread, at, agent);
            else if (chance.NextDouble() < 0.05)
                thread.Note(at + TimeSpan.FromSeconds(20), agent, string.Format(null, DemoPhrases.Notes.Pick(language, chance), Colleague(brand, agent)));
            answered = true;
        }

        at += _pace.Around(scene.Resolved ? TimeSpan.FromMinutes(6) : TimeSpan.FromHours(3), 0.7);
        var asks = _asked.GetValueOrDefault(person.Id) < at - AskSatisfaction.QuietPeriod;
        thread.Resolve(at, agent, asks);
        if (asks)
            Rate(thread, language, scene, at);
        return at;
    }

    private void File(DemoBrand brand, DemoScene scene, DemoThread thread, DateTimeOffset at, Agent agent)
    {
        if (brand.LabelOf(scene.Topic) is { } label && chance.NextDouble() < 0.8)
            thread.Label(at + TimeSpan.FromSeconds(5), cast.Labels[label].Id);
        if (scene.Csat > 2)
            return;

        thread.Label(at + TimeSpan.FromSeconds(8), cast.Labels[brand.ComplaintLabel].Id);
        if (chance.NextDouble() < 0.4)
            thread.Prioritise(at + TimeSpan.FromSeconds(10), Priority.High, agent);
    }

    private (DemoStaff, Agent, DateTimeOffset) HandOver(DemoBrand brand, DemoThread thread, DateTimeOffset at, Agent from)
    {
        var (staff, agent) = cast.SpecialistOf(brand);
        thread.Note(at + TimeSpan.FromSeconds(15), from, string.Format(null, DemoPhrases.HandOvers.Pick(brand.EngineLanguage, chance), staff.Name));
        thread.Assign(at + TimeSpan.FromSeconds(18), agent, from);
        return (staff, agent, at + TimeSpan.FromSeconds(18));
    }

    private string Colleague(DemoBrand brand, Agent me)
    {
        var others = cast.Staff.Where(it => it.Staff.Brand == brand.Key && it.Agent.Id != me.Id).ToArray();
        return others[chance.Next(others.Length)].Staff.Name;
    }

    private List<DemoFinding> Coached(string language, DemoTurn turn, string text, double progress)
    {
        var findings = turn.Findings.Select(category => Sent(language, category, text)).ToList();
        if (findings.Count > 0)
            return findings;

        var (caught, wording) = Caught(language);
        if (chance.NextDouble() < 0.06 + (0.12 * progress))
            findings.Add(new(caught, DemoPhrases.SeverityOf(caught), wording, CoachOutcome.Accepted, null));
        else if (chance.NextDouble() < 0.08 * (1 - progress))
            findings.Add(new(caught, DemoPhrases.SeverityOf(caught), wording, CoachOutcome.Skipped, null));
        return findings;
    }

    private DemoFinding Sent(string language, string category, string text)
    {
        var severity = DemoPhrases.SeverityOf(category);
        var end = text.AsSpan().IndexOfAny(Stops);
        var marked = end is > 3 and < 60 ? text[..end] : text[..Math.Min(text.Length, 40)];
        return severity is "block" || chance.NextDouble() < 0.15
            ? new(category, severity, marked, CoachOutcome.Overridden, DemoPhrases.OverrideReasons.Pick(language, chance))
            : new(category, severity, marked, chance.NextDouble() < 0.1 ? CoachOutcome.Disputed : CoachOutcome.Skipped, null);
    }

    private (string Category, string Text) Caught(string language)
    {
        var all = DemoPhrases.Caught[language].ToArray();
        return all[chance.Next(all.Length)];
    }

    private void Rate(DemoThread thread, string language, DemoScene scene, DateTimeOffset asked)
    {
        var at = asked + _pace.Around(TimeSpan.FromMinutes(9), 1.1);
        if (chance.NextDouble() > 0.45)
            return;

        var score = Math.Clamp(scene.Csat + chance.NextDouble() switch { < 0.12 => -1, > 0.86 => 1, _ => 0 }, 1, 5);
        var first = chance.Next(SatisfactionRating.KnownReasons.Count);
        var second = chance.Next(3) == 0 ? (first + 2) % SatisfactionRating.KnownReasons.Count : first;
        var reasons = string.Join(',', SatisfactionRating.KnownReasons.Where((_, at) => at == first || at == second));
        var comment = chance.NextDouble() < 0.22 && score != 3 ? (score > 3 ? DemoPhrases.Praise : DemoPhrases.Blame).Pick(language, chance) : null;
        thread.Rate(at, score, reasons, comment);
    }
}
