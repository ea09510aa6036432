using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Localisation;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Academy.RolePlay;

/// <summary>An agent talks with a simulated customer. Only the agent sees it.</summary>
public static class PlayScenario
{
    private const int Recent = 10;

    public sealed class Handler(IDbContextFactory<AppDb> database, ScenarioBook book, CustomerVoice voice, TimeProvider clock)
    {
        /// <param name="isVoiced">A language model is to word the answers, where there is one.</param>
        public async Task<Outcome<Play>> StartAsync(Guid agentId, string scenario, string language, bool hints, bool isVoiced, CancellationToken cancel)
        {
            if (book.Find(scenario, language) is null)
                return Refusal.NotFound("scenario.not_found");

            await using var db = await database.CreateDbContextAsync(cancel);
            var play = db.Plays.Add(new Play(agentId, scenario, language, hints, isVoiced ? voice.Name : null, clock.GetUtcNow())).Entity;
            await db.SaveChangesAsync(cancel);
            return play;
        }

        /// <returns>Null when there is none, or it is somebody else's, or its scenario is no more.</returns>
        public async Task<(Play Play, Performance Performance)?> FindAsync(Guid agentId, Guid id, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            return await db.Plays.AsNoTracking().SingleOrDefaultAsync(play => play.Id == id && play.AgentId == agentId, cancel) is { } play && book.Find(play.Scenario, play.Language) is { } scenario
                ? (play, Stage.Play(scenario, play.Lines, Languages.Current.Code, play.Worded))
                : null;
        }

        /// <summary>What the agent played before, newest first.</summary>
        public async Task<IReadOnlyList<Play>> ListAsync(Guid agentId, string scenario, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            return await db.Plays.AsNoTracking().Where(play => play.AgentId == agentId && play.Scenario == scenario && play.EndedAt != null).OrderByDescending(play => play.Id).Take(Recent).ToListAsync(cancel);
        }

        /// <param name="turn">The place of this line in the talk; one that is taken already is refused, so that a form sent twice says nothing twice.</param>
        public async Task<Outcome<Play>> SayAsync(Guid agentId, Guid id, int turn, string? line, CancellationToken cancel)
        {
            if (string.IsNullOrWhiteSpace(line))
                return Refusal.Invalid("form.required", "line");
            if (line.Trim().Length > Play.LongestLine)
                return Refusal.Invalid("form.too_long", "line");

            var said = await ChangeAsync(agentId, id, play =>
            {
                if (play.Turn != turn)
                    return Refusal.Conflict("play.moved_on");
                play.Say(line.Trim());
                return null;
            }, end: false, cancel);
            if (!said.IsRefused(out _, out var play) && play.Voice is not null)
                await WordAsync(agentId, id, turn, cancel);
            return said;
        }

        // The line is stored by now: a model that keeps silent changes nothing.
        private async Task WordAsync(Guid agentId, Guid id, int turn, CancellationToken cancel)
        {
            if (await FindAsync(agentId, id, cancel) is not { } found || found.Performance.Turns.Count != turn + 1 || await voice.WordAsync(found.Performance, cancel) is not { } answer)
                return;

            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Plays.SingleOrDefaultAsync(it => it.Id == id && it.Turn == turn + 1, cancel) is not { } play)
                return; // the talk has gone on with the scenario's own answer

            play.Word(turn, answer);
            await db.SaveOrRefuseAsync("play.moved_on", cancel);
        }

        public Task<Outcome<Play>> EndAsync(Guid agentId, Guid id, CancellationToken cancel) => ChangeAsync(agentId, id, _ => null, end: true, cancel);

        private async Task<Outcome<Play>> ChangeAsync(Guid agentId, Guid id, Func<Play, Refusal?> change, bool end, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Plays.SingleOrDefaultAsync(it => it.Id == id && it.AgentId == agentId, cancel) is not { } play || book.Find(play.Scenario, play.Language) is not { } scenario)
                return Refusal.NotFound("play.not_found");
            if (play.EndedAt is not null)
                return Refusal.Conflict("play.over");
            if (change(play) is { } refusal)
                return refusal;

            var performance = Stage.Play(scenario, play.Lines, Languages.Current.Code, play.Worded);
            if (end || performance.Ending is not Ending.None)
                play.End(performance.Score, clock.GetUtcNow());
            return await db.SaveOrRefuseAsync("play.moved_on", cancel) is { } taken ? taken : play;
        }
    }
}
