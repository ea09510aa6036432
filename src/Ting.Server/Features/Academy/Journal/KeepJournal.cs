using System.Text;
using Microsoft.EntityFrameworkCore;
using Ting.Measurement;
using Ting.Server.Features.Agents;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Academy.Journal;

/// <summary>An agent writes down how they listened, and after five talks looks back on them. Nobody else reads any of it until it is handed in.</summary>
public static class KeepJournal
{
    /// <summary>Talks before one looks back.</summary>
    public const int Wanted = 5;

    private const int Recent = 60;
    private const int MostHandedIn = 50;

    /// <summary>Between one talk and the next.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromDays(3);

    /// <param name="New">Talks since the last look back.</param>
    public sealed record View(IReadOnlyList<TalkEntry> Entries, IReadOnlyList<TalkAnalysis> Analyses, int New);

    public sealed record HandedIn(TalkAnalysis Analysis, string Name);

    /// <summary>As many characters as are seen: spaces and line ends do not make a text longer.</summary>
    public static int LengthOf(string text) => text.EnumerateRunes().Count(rune => !Rune.IsWhiteSpace(rune));

    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        public async Task<View> ReadAsync(Guid agentId, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var entries = await db.TalkEntries.AsNoTracking().Where(entry => entry.AgentId == agentId).OrderByDescending(entry => entry.Id).Take(Recent).ToListAsync(cancel);
            var analyses = await db.TalkAnalyses.AsNoTracking().Where(analysis => analysis.AgentId == agentId).OrderByDescending(analysis => analysis.Id).Take(Recent).ToListAsync(cancel);
            return new View(entries, analyses, entries.Count(entry => analyses.Count == 0 || entry.At > analyses[0].At));
        }

        public async Task<Outcome<TalkEntry>> WriteAsync(Guid agentId, int? minutes, string? text, CancellationToken cancel)
        {
            var written = Clean(text);
            if (minutes is not (>= 1 and <= TalkEntry.MostMinutes))
                return Refusal.Invalid("journal.minutes", "minutes");
            if (written.Length == 0)
                return Refusal.Invalid("form.required", "text");
            if (written.Length > TalkEntry.Longest)
                return Refusal.Invalid("form.too_long", "text");

            await using var db = await database.CreateDbContextAsync(cancel);
            var entry = db.TalkEntries.Add(new TalkEntry(agentId, minutes.Value, written, clock.GetUtcNow())).Entity;
            await db.SaveChangesAsync(cancel);
            return entry;
        }

        public async Task<Outcome<bool>> DeleteAsync(Guid agentId, Guid id, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            return await db.TalkEntries.Where(entry => entry.Id == id && entry.AgentId == agentId).ExecuteDeleteAsync(cancel) == 1 ? true : Refusal.NotFound("journal.not_found");
        }

        /// <param name="statements">Of the listening self-test, from 1, that it is held against.</param>
        public async Task<Outcome<TalkAnalysis>> AnalyseAsync(Guid agentId, IReadOnlyCollection<int> statements, string? text, CancellationToken cancel)
        {
            var written = Clean(text);
            var chosen = statements.Distinct().Order().ToList();
            if (LengthOf(written) < TalkAnalysis.Shortest)
                return Refusal.Invalid("journal.too_short", "analysis");
            if (written.Length > TalkAnalysis.Longest)
                return Refusal.Invalid("form.too_long", "analysis");
            if (chosen.Count == 0 || chosen.Exists(at => at is < 1 or > ListeningTest.Statements))
                return Refusal.Invalid("journal.statements", "statements");
            var since = await ReadAsync(agentId, cancel);
            if (since.New < Wanted)
                return Refusal.Conflict("journal.too_few");

            await using var db = await database.CreateDbContextAsync(cancel);
            var analysis = db.TalkAnalyses.Add(new TalkAnalysis(agentId, since.New, chosen, written, clock.GetUtcNow())).Entity;
            await db.SaveChangesAsync(cancel);
            return analysis;
        }

        /// <summary>Lets those who train read it, or takes it back.</summary>
        public async Task<Outcome<bool>> HandInAsync(Guid agentId, Guid id, bool isHandedIn, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.TalkAnalyses.SingleOrDefaultAsync(it => it.Id == id && it.AgentId == agentId, cancel) is not { } analysis)
                return Refusal.NotFound("journal.not_found");
            analysis.HandIn(isHandedIn ? clock.GetUtcNow() : null);
            await db.SaveChangesAsync(cancel);
            return true;
        }

        /// <summary>What was handed in, newest first: all that anybody but the writer ever reads.</summary>
        /// <param name="before">Older than this.</param>
        /// <returns>The rows, and where the next part begins.</returns>
        public async Task<(IReadOnlyList<HandedIn> Rows, DateTimeOffset? Next)> HandedInAsync(DateTimeOffset? before, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var rows = await db.TalkAnalyses.AsNoTracking().Where(it => it.HandedInAt != null && (before == null || it.HandedInAt < before)).OrderByDescending(it => it.HandedInAt).Take(MostHandedIn + 1).ToListAsync(cancel);
            var writers = rows.Select(it => it.AgentId).Distinct().ToList();
            var names = await db.Set<Agent>().Where(agent => writers.Contains(agent.Id)).ToDictionaryAsync(agent => agent.Id, agent => agent.Name, cancel);
            var shown = rows.Take(MostHandedIn).Select(it => new HandedIn(it, names.GetValueOrDefault(it.AgentId, ""))).ToList();
            return (shown, rows.Count > MostHandedIn ? shown[^1].Analysis.HandedInAt : null);
        }

        private static string Clean(string? text) => (text ?? "").Replace("\0", "", StringComparison.Ordinal).ReplaceLineEndings("\n").Trim(); // PostgreSQL keeps no NUL
    }
}
