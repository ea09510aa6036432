using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Localisation;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Academy.RolePlay.Pairs;

/// <summary>A trainer plays the customer, a learner answers. Both see the same talk; nobody else does.</summary>
public static class PlayPair
{
    private const int Recent = 10;
    private const int MostOpen = 20;

    /// <summary>What the one who is invited listens to.</summary>
    public static string InvitesOf(Guid agentId) => $"pairs:{agentId}";

    /// <summary>Each line, each mood.</summary>
    public static string TalkOf(Guid id) => $"pair:{id}";

    /// <summary>Only whether it waits, runs or is over: what a half-written line stands in is not drawn again for less.</summary>
    public static string StateOf(Guid id) => $"pair-state:{id}";

    /// <param name="With">The other one's name.</param>
    public sealed record Row(PairPlay Play, Scenario Scenario, string With, bool IsTrainer);

    public sealed class Handler(IDbContextFactory<AppDb> database, ScenarioBook book, LiveFeed live, TimeProvider clock)
    {
        public async Task<Outcome<PairPlay>> InviteAsync(Guid trainerId, Guid learnerId, string scenarioKey, string language, bool hints, CancellationToken cancel)
        {
            if (Languages.All.All(it => it.Code != language))
                return Refusal.Invalid("form.language", "language");
            if (book.Find(scenarioKey, language) is not { } scenario)
                return Refusal.NotFound("scenario.not_found");
            if (trainerId == learnerId)
                return Refusal.Invalid("pair.oneself", "learner");

            await using var db = await database.CreateDbContextAsync(cancel);
            if (!await db.Set<Agent>().AnyAsync(agent => agent.Id == learnerId && agent.Active, cancel))
                return Refusal.Invalid("pair.nobody", "learner");
            var open = await db.PairPlays.Where(play => play.TrainerId == trainerId && play.EndedAt == null).Select(play => new { play.LearnerId, play.Scenario }).ToListAsync(cancel);
            if (open.Exists(it => it.LearnerId == learnerId && it.Scenario == scenarioKey))
                return Refusal.Conflict("pair.invited_already");
            if (open.Count >= MostOpen)
                return Refusal.Conflict("pair.too_many");

            var play = db.PairPlays.Add(new PairPlay(trainerId, learnerId, scenario, hints, clock.GetUtcNow())).Entity;
            await db.SaveChangesAsync(cancel);
            live.Publish(InvitesOf(learnerId));
            return play;
        }

        /// <returns>Null when there is none, or it is of two others, or its scenario is no more.</returns>
        public async Task<(Row Row, Performance Performance, string? Prompt)?> FindAsync(Guid agentId, Guid id, int? step, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.PairPlays.AsNoTracking().SingleOrDefaultAsync(play => play.Id == id && (play.LearnerId == agentId || play.TrainerId == agentId), cancel) is not { } play
                || (await RowsAsync(db, [play], agentId, cancel)) is not [var row])
                return null;

            var entries = step is { } until ? play.Entries.Take(until).ToList() : play.Entries;
            var (performance, prompt) = Stage.PlayPair(row.Scenario, entries, play.Ending, Languages.Current.Code);
            return (row, performance, prompt);
        }

        /// <summary>Invitations and talks under way, whichever side one is on, oldest first.</summary>
        public async Task<IReadOnlyList<Row>> OpenAsync(Guid agentId, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var invited = await db.PairPlays.AsNoTracking().Where(play => play.LearnerId == agentId && play.EndedAt == null).OrderBy(play => play.Id).Take(MostOpen).ToListAsync(cancel);
            var inviting = await db.PairPlays.AsNoTracking().Where(play => play.TrainerId == agentId && play.EndedAt == null).OrderBy(play => play.Id).Take(MostOpen).ToListAsync(cancel);
            return await RowsAsync(db, [.. invited, .. inviting], agentId, cancel);
        }

        /// <summary>What was played before, whichever side one was on, newest first.</summary>
        public async Task<IReadOnlyList<Row>> ListAsync(Guid agentId, string scenario, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var learnt = await db.PairPlays.AsNoTracking().Where(play => play.LearnerId == agentId && play.EndedAt != null && play.AcceptedAt != null && play.Scenario == scenario).OrderByDescending(play => play.EndedAt).Take(Recent).ToListAsync(cancel);
            var trained = await db.PairPlays.AsNoTracking().Where(play => play.TrainerId == agentId && play.EndedAt != null && play.AcceptedAt != null && play.Scenario == scenario).OrderByDescending(play => play.EndedAt).Take(Recent).ToListAsync(cancel);
            return await RowsAsync(db, [.. learnt.Concat(trained).OrderByDescending(play => play.EndedAt).Take(Recent)], agentId, cancel);
        }

        /// <summary>The learner comes, or does not.</summary>
        public Task<Outcome<PairPlay>> AnswerAsync(Guid agentId, Guid id, bool comes, CancellationToken cancel) => ChangeAsync(agentId, id, (play, _) =>
        {
            if (play.LearnerId != agentId)
                return Refusal.Forbidden("pair.learner_only");
            if (play.EndedAt is not null || play.AcceptedAt is not null)
                return Refusal.Conflict(play.EndedAt is not null ? "play.over" : "play.moved_on");
            if (comes)
                play.Accept(clock.GetUtcNow());
            else
                play.End(Ending.None, null, clock.GetUtcNow());
            return null;
        }, changesState: true, cancel);

        /// <param name="key">Of the form: what is sent twice is said once.</param>
        /// <param name="reveals">The trainer lets out what was hidden; a learner cannot.</param>
        public Task<Outcome<PairPlay>> SayAsync(Guid agentId, Guid id, Guid key, string? line, bool reveals, CancellationToken cancel)
        {
            var said = line?.Replace("\0", "", StringComparison.Ordinal).Trim();
            if (string.IsNullOrEmpty(said))
                return Task.FromResult<Outcome<PairPlay>>(Refusal.Invalid("form.required", "line"));
            if (said.Length > Play.LongestLine)
                return Task.FromResult<Outcome<PairPlay>>(Refusal.Invalid("form.too_long", "line"));
            return AddAsync(agentId, id, play => new PairEntry(key, play.TrainerId == agentId, said, Reveals: reveals && play.TrainerId == agentId), cancel);
        }

        /// <summary>The trainer moves the meter, and so overrules what was heard in the last line.</summary>
        public Task<Outcome<PairPlay>> FeelAsync(Guid trainerId, Guid id, int mood, CancellationToken cancel) => mood is < -2 or > 2
            ? Task.FromResult<Outcome<PairPlay>>(Refusal.Invalid("pair.mood"))
            : AddAsync(trainerId, id, play => play.TrainerId == trainerId ? new PairEntry(Guid.CreateVersion7(clock.GetUtcNow()), true, null, mood) : null, cancel);

        public Task<Outcome<PairPlay>> HelpAsync(Guid trainerId, Guid id, bool hints, CancellationToken cancel) => ChangeAsync(trainerId, id, (play, _) =>
        {
            if (play.TrainerId != trainerId)
                return Refusal.Forbidden("pair.trainer_only");
            if (play.EndedAt is not null)
                return Refusal.Conflict("play.over");
            play.Help(hints);
            return null;
        }, changesState: false, cancel);

        /// <param name="ending">How the customer goes; a learner can only stop.</param>
        public Task<Outcome<PairPlay>> EndAsync(Guid agentId, Guid id, Ending ending, CancellationToken cancel) => ChangeAsync(agentId, id, (play, scenario) =>
        {
            if (play.EndedAt is not null)
                return Refusal.Conflict("play.over");
            if (ending is not Ending.None && play.TrainerId != agentId)
                return Refusal.Forbidden("pair.trainer_only");
            var score = play.AcceptedAt is null ? (int?)null : Stage.PlayPair(scenario, play.Entries, ending, play.Language).Performance.Score;
            play.End(ending, score, clock.GetUtcNow());
            return null;
        }, changesState: true, cancel);

        private Task<Outcome<PairPlay>> AddAsync(Guid agentId, Guid id, Func<PairPlay, PairEntry?> entryOf, CancellationToken cancel) => ChangeAsync(agentId, id, (play, _) =>
        {
            if (entryOf(play) is not { } entry)
                return Refusal.Forbidden("pair.trainer_only");
            if (play.Entries.Any(it => it.Key == entry.Key))
                return null;
            if (!play.IsRunning)
                return Refusal.Conflict(play.EndedAt is null ? "pair.not_begun" : "play.over");
            if (play.IsFull)
                return Refusal.Conflict("pair.full");
            play.Add(entry);
            return null;
        }, changesState: false, cancel);

        private Task<Outcome<PairPlay>> ChangeAsync(Guid agentId, Guid id, Func<PairPlay, Scenario, Refusal?> change, bool changesState, CancellationToken cancel) => Attempts.OnConflictAsync<Outcome<PairPlay>>(async () =>
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.PairPlays.SingleOrDefaultAsync(it => it.Id == id && (it.LearnerId == agentId || it.TrainerId == agentId), cancel) is not { } play || book.Find(play.Scenario, play.Language) is not { } scenario)
                return Refusal.NotFound("play.not_found");
            if (change(play, scenario) is { } refusal)
                return refusal;

            await db.SaveChangesAsync(cancel);
            live.Publish(TalkOf(id));
            if (changesState)
            {
                live.Publish(StateOf(id));
                live.Publish(InvitesOf(play.LearnerId));
                live.Publish(InvitesOf(play.TrainerId));
            }

            return play;
        });

        private async Task<IReadOnlyList<Row>> RowsAsync(AppDb db, IReadOnlyList<PairPlay> plays, Guid agentId, CancellationToken cancel)
        {
            var others = plays.Select(play => play.TrainerId == agentId ? play.LearnerId : play.TrainerId).Distinct().ToList();
            var names = await db.Set<Agent>().Where(agent => others.Contains(agent.Id)).ToDictionaryAsync(agent => agent.Id, agent => agent.Name, cancel);
            return
            [
                .. plays.Select(play => book.Find(play.Scenario, play.Language) is { } scenario
                    ? new Row(play, scenario, names.GetValueOrDefault(play.TrainerId == agentId ? play.LearnerId : play.TrainerId, ""), play.TrainerId == agentId)
                    : null).OfType<Row>(),
            ];
        }
    }
}
