using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Conversations.DueTimes;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Insights.Hours;

/// <summary>Adds up the packed hours of a period, one at a time. The same figures as counting the rows, without reading them.</summary>
internal sealed class CountHours : IHourRows
{
    private readonly InsightFilter _filter;
    private readonly Dictionary<long, int> _received = [], _resolved = [];
    private readonly Waits _replies = new();
    private readonly Dictionary<Guid, Group> _inboxes = [], _teams = [];
    private readonly List<long> _resolutions = [];
    private readonly int[,] _answers = new int[2, 6], _declined = new int[2, 6];
    private readonly double[,] _predicted = new double[2, 6];
    private readonly int[,] _levels = new int[5, 5];
    private readonly Dictionary<string, int[]> _coach = [];
    private readonly Dictionary<Guid, int> _labels = [];
    private readonly Numbers[] _timed = [.. Enum.GetValues<ServiceTarget>().Select(_ => new Numbers())];
    private readonly Numbers[] _missed = [.. Enum.GetValues<ServiceTarget>().Select(_ => new Numbers())];

    // Of the hour that is being read.
    private (bool Mine, Group Inbox, Group Team)[] _seen = [];
    private readonly int[] _receivedNow = new int[4], _resolvedNow = new int[4];
    private DateTimeOffset _start;
    private int _firstMinute, _endMinute;

    private CountHours(InsightFilter filter) => _filter = filter;

    /// <returns>How many conversations the period is about, received and resolved together; null while the hours are not all packed.</returns>
    public static async Task<int?> HowManyAsync(AppDb db, InsightFilter filter, CancellationToken cancel)
    {
        if (!await db.InsightProgress.AsNoTracking().AnyAsync(it => it.Next == null, cancel))
            return null;
        return await Within(db, filter).SumAsync(it => it.Conversations, cancel);
    }

    /// <summary>Reads the two halves of the period side by side.</summary>
    public static async Task<CountHours> ReadAsync(WholeDatabase database, InsightFilter filter, CancellationToken cancel)
    {
        var (first, last) = (InsightHour.Of(filter.From), InsightHour.Of(filter.To));
        var middle = first + ((last - first) / 2);
        var halves = await Task.WhenAll(Task.Run(() => ReadAsync(first, middle), cancel), Task.Run(() => ReadAsync(middle + 1, last), cancel));
        halves[0].Take(halves[1]);
        return halves[0];

        async Task<CountHours> ReadAsync(long from, long to)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var count = new CountHours(filter);
            await foreach (var row in db.InsightHours.AsNoTracking().Where(it => it.Hour >= from && it.Hour <= to).OrderBy(it => it.Hour)
                .Select(it => new { it.Hour, it.Content }).AsAsyncEnumerable().WithCancellation(cancel))
                count.Add(row.Hour, row.Content);
            return count;
        }
    }

    public IReadOnlyDictionary<long, int> Received => _received;

    public IReadOnlyDictionary<long, int> Resolved => _resolved;

    public TimeFigures FirstReply => _replies.Figures();

    public TimeFigures Resolution => Waits.Of(_resolutions);

    public SatisfactionFigures Satisfaction()
    {
        var unanswered = _answers[0, 0] + _answers[1, 0];
        var answered = Enumerable.Range(1, 5).Sum(score => _answers[1, score]);
        return new SatisfactionFigures(
            Enumerable.Range(0, 6).Sum(score => _answers[1, score]), answered, Enumerable.Range(0, 6).Sum(score => _declined[1, score]),
            [.. Enumerable.Range(1, 5).Select(score => _answers[1, score])],
            unanswered,
            unanswered == 0 ? null : (_predicted[0, 0] + _predicted[1, 0]) / unanswered,
            answered == 0 ? null : Enumerable.Range(1, 5).Sum(score => _predicted[1, score]) / answered);
    }

    public EmotionFigures Emotion()
    {
        int[] levels = [0, 1, 2, 3, 4];
        return new EmotionFigures(
            [.. levels.Select(first => levels.Sum(last => _levels[first, last]))],
            [.. levels.Select(last => levels.Sum(first => _levels[first, last]))],
            levels.Take(2).Sum(first => levels.Sum(last => _levels[first, last])),
            levels.Take(2).Sum(first => levels.Skip(2).Sum(last => _levels[first, last])));
    }

    public IReadOnlyList<CoachFigure> Coach() =>
        [.. _coach.Select(it => new CoachFigure(
                it.Key, it.Value.Sum(), it.Value[(int)CoachOutcome.Accepted], it.Value[(int)CoachOutcome.Skipped], it.Value[(int)CoachOutcome.Overridden], it.Value[(int)CoachOutcome.Disputed]))
            .OrderByDescending(figure => figure.Shown).ThenBy(figure => figure.Category, StringComparer.Ordinal)];

    /// <summary>The labels with how many conversations bear each.</summary>
    public IReadOnlyDictionary<Guid, int> Topics => _labels;

    public IReadOnlyList<TargetFigure> Targets() =>
        [.. Enum.GetValues<ServiceTarget>()
            .Select(target => new TargetFigure(target, _timed[(int)target].Count - _missed[(int)target].Count, _timed[(int)target].Count))
            .Where(figure => figure.Count > 0)];

    public IReadOnlyList<GroupFigure> Inboxes(IReadOnlyDictionary<Guid, string> names) => Groups(_inboxes, names);

    public IReadOnlyList<GroupFigure> Teams(IReadOnlyDictionary<Guid, string> names) => Groups(_teams, names);

    void IHourRows.Owners(ReadOnlySpan<Guid> ids, ReadOnlySpan<OwnerIndex> owners)
    {
        var (inboxes, teams) = (new Group?[ids.Length], new Group?[ids.Length]);
        _seen = new (bool, Group, Group)[owners.Length];
        for (var index = 0; index < owners.Length; index++)
        {
            var (inbox, team, agent) = owners[index];
            _seen[index] = (
                (_filter.Inbox is null || ids[inbox] == _filter.Inbox) && (_filter.Team is null || ids[team] == _filter.Team) && (_filter.Agent is null || ids[agent] == _filter.Agent),
                inboxes[inbox] ??= Group.In(_inboxes, ids[inbox]), teams[team] ??= Group.In(_teams, ids[team]));
        }
    }

    void IHourRows.Received(int owner, int minute, long firstReply)
    {
        if (!Counts(owner, minute))
            return;

        var (_, inbox, team) = _seen[owner];
        inbox.Received++;
        team.Received++;
        _receivedNow[minute / 15]++;
        if (firstReply < 0)
            return;
        _replies.Add(firstReply);
        inbox.Replies.Add(firstReply);
        team.Replies.Add(firstReply);
    }

    void IHourRows.Resolved(int owner, int minute, long duration, int? firstLevel, int lastLevel)
    {
        if (!Counts(owner, minute))
            return;

        var (_, inbox, team) = _seen[owner];
        inbox.Resolved++;
        team.Resolved++;
        _resolvedNow[minute / 15]++;
        _resolutions.Add(duration);
        if (firstLevel is { } level)
            _levels[level + 2, lastLevel + 2]++;
    }

    void IHourRows.Rated(int owner, int minute, bool asked, bool declined, int score, double predicted)
    {
        if (!Counts(owner, minute))
            return;

        var put = asked ? 1 : 0;
        _answers[put, score]++;
        _declined[put, score] += declined ? 1 : 0;
        _predicted[put, score] += predicted;
        if (!asked || score == 0)
            return;
        var satisfied = score >= Measurement.CustomerSatisfaction.SatisfiedFrom ? 1 : 0;
        var (_, inbox, team) = _seen[owner];
        inbox.Answered++;
        team.Answered++;
        inbox.Satisfied += satisfied;
        team.Satisfied += satisfied;
    }

    void IHourRows.Timed(int owner, int minute, long number, int target, bool broken)
    {
        if (!Counts(owner, minute))
            return;

        _timed[target].Add(number);
        if (broken)
            _missed[target].Add(number);
    }

    void IHourRows.Coached(int owner, int minute, string category, int outcome)
    {
        if (!Counts(owner, minute))
            return;

        if (!_coach.TryGetValue(category, out var outcomes))
            _coach[category] = outcomes = new int[Enum.GetValues<CoachOutcome>().Length];
        outcomes[outcome]++;
    }

    void IHourRows.Labelled(int owner, int minute, Guid label)
    {
        if (Counts(owner, minute))
            _labels[label] = _labels.GetValueOrDefault(label) + 1;
    }

    private static IQueryable<InsightHour> Within(AppDb db, InsightFilter filter)
    {
        var (from, to) = (InsightHour.Of(filter.From), InsightHour.Of(filter.To)); // the last one may be looked into only at its beginning
        return db.InsightHours.AsNoTracking().Where(it => it.Hour >= from && it.Hour <= to);
    }

    private void Add(long hour, byte[] content)
    {
        _start = InsightHour.Start(hour);
        _firstMinute = (int)Math.Ceiling(Math.Max(0, (_filter.From - _start).TotalMinutes));
        _endMinute = (int)Math.Clamp((_filter.To - _start).TotalMinutes, 0, 60);
        HourContent.Read(content, this);
        Flush(_receivedNow, _received);
        Flush(_resolvedNow, _resolved);
    }

    // The hours of the other are others than mine.
    private void Take(CountHours other)
    {
        foreach (var (quarter, count) in other._received)
            _received[quarter] = count;
        foreach (var (quarter, count) in other._resolved)
            _resolved[quarter] = count;
        _replies.Take(other._replies);
        _resolutions.AddRange(other._resolutions);
        Group.Take(_inboxes, other._inboxes);
        Group.Take(_teams, other._teams);
        Add(_answers, other._answers);
        Add(_declined, other._declined);
        Add(_predicted, other._predicted);
        Add(_levels, other._levels);
        foreach (var (category, outcomes) in other._coach)
            _coach[category] = _coach.TryGetValue(category, out var mine) ? [.. mine.Zip(outcomes, (one, two) => one + two)] : outcomes;
        foreach (var (label, count) in other._labels)
            _labels[label] = _labels.GetValueOrDefault(label) + count;
        foreach (var (mine, its) in _timed.Zip(other._timed).Concat(_missed.Zip(other._missed)))
            mine.Take(its);
    }

    private static void Add<T>(T[,] mine, T[,] other) where T : System.Numerics.INumber<T>
    {
        for (var row = 0; row < mine.GetLength(0); row++)
            for (var column = 0; column < mine.GetLength(1); column++)
                mine[row, column] += other[row, column];
    }

    private bool Counts(int owner, int minute) => minute >= _firstMinute && minute < _endMinute && _seen[owner].Mine;

    private void Flush(int[] now, Dictionary<long, int> quarters)
    {
        var first = _start.ToUnixTimeSeconds() / 900;
        for (var quarter = 0; quarter < now.Length; quarter++)
            if (now[quarter] > 0)
                quarters[first + quarter] = now[quarter];
        Array.Clear(now);
    }

    private static IReadOnlyList<GroupFigure> Groups(Dictionary<Guid, Group> groups, IReadOnlyDictionary<Guid, string> names) =>
        [.. groups.Where(it => it.Value.Received + it.Value.Resolved + it.Value.Answered > 0)
            .Select(it => new GroupFigure(
                it.Key == Guid.Empty ? null : it.Key, names.GetValueOrDefault(it.Key, ""), it.Value.Received, it.Value.Resolved, it.Value.Replies.Figures(), it.Value.Answered, it.Value.Satisfied))
            .OrderByDescending(figure => figure.Received).ThenBy(figure => figure.Name, StringComparer.Ordinal)];

    private sealed class Group
    {
        public int Received, Resolved, Answered, Satisfied;

        public Waits Replies { get; } = new();

        public static Group In(Dictionary<Guid, Group> groups, Guid id)
        {
            if (!groups.TryGetValue(id, out var group))
                groups[id] = group = new Group();
            return group;
        }

        public static void Take(Dictionary<Guid, Group> groups, Dictionary<Guid, Group> others)
        {
            foreach (var (id, other) in others)
            {
                var group = In(groups, id);
                group.Received += other.Received;
                group.Resolved += other.Resolved;
                group.Answered += other.Answered;
                group.Satisfied += other.Satisfied;
                group.Replies.Take(other.Replies);
            }
        }
    }

    /// <summary>Conversations by their number, each once: a bit for each.</summary>
    private sealed class Numbers
    {
        private readonly List<ulong> _bits = [];

        public int Count { get; private set; }

        public void Add(long number)
        {
            var place = (int)(number >> 6);
            while (_bits.Count <= place)
                _bits.Add(0);
            var bit = 1UL << (int)(number & 63);
            if ((_bits[place] & bit) != 0)
                return;
            _bits[place] |= bit;
            Count++;
        }

        public void Take(Numbers other)
        {
            while (_bits.Count < other._bits.Count)
                _bits.Add(0);
            for (var place = 0; place < other._bits.Count; place++)
                _bits[place] |= other._bits[place];
            Count = _bits.Sum(System.Numerics.BitOperations.PopCount);
        }
    }
}
