using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Surveys.Improvements;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Localisation;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Moments;

/// <summary>Somebody who leads writes down what customers meet, whose it is and where it came from (MOT-04).</summary>
public static class SaveCue
{
    public const int Most = 2000;

    public sealed record Request
    {
        public string Text { get; set; } = "";
        public CueFeeling Feeling { get; set; }
        public CueArea Area { get; set; }
        public JourneyStage Stage { get; set; }
        public CueStatus Status { get; set; }
        public Guid? OwnerId { get; set; }

        /// <summary>From whom it was copied; empty for one's own.</summary>
        public string? CopiedFrom { get; set; }

        public Guid? ImprovementId { get; set; }
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        /// <param name="id">Null for a new one.</param>
        /// <param name="expected">The version the caller has seen; null when it does not matter.</param>
        public async Task<Outcome<ExperienceCue>> HandleAsync(Guid? id, Request request, int? expected, CancellationToken cancel)
        {
            if (string.IsNullOrWhiteSpace(request.Text) || request.Text.Trim().Length > ExperienceCue.MostText)
                return Refusal.Invalid("cue.text", "text");
            if (request.CopiedFrom?.Trim().Length > ExperienceCue.MostSource)
                return Refusal.Invalid("cue.source", "copiedFrom");
            if (!Enum.IsDefined(request.Feeling) || !Enum.IsDefined(request.Area) || !Enum.IsDefined(request.Stage) || !Enum.IsDefined(request.Status))
                return Refusal.Invalid("moments.choice", !Enum.IsDefined(request.Feeling) ? "feeling" : !Enum.IsDefined(request.Area) ? "area" : !Enum.IsDefined(request.Stage) ? "stage" : "status");

            await using var db = await database.CreateDbContextAsync(cancel);
            if (request.OwnerId is { } owner && !await db.Agents.AnyAsync(it => it.Id == owner, cancel))
                return Refusal.Invalid("moment.agent", "ownerId");
            if (request.ImprovementId is { } improvement && !await db.Improvements.AnyAsync(it => it.Id == improvement, cancel))
                return Refusal.Invalid("cue.improvement", "improvementId");

            var known = id is null ? null : await db.ExperienceCues.FindAsync([id.Value], cancel);
            if (id is not null && known is null)
                return Refusal.NotFound("cue.not_found");
            if (known is not null && expected is { } seen && seen != known.Version)
                return Refusal.Stale("moments.changed_meanwhile");
            if (known is null && await db.ExperienceCues.CountAsync(cancel) >= Most)
                return Refusal.Conflict("cue.too_many");

            var cue = known ?? db.ExperienceCues.Add(new ExperienceCue(clock.GetUtcNow())).Entity;
            cue.Describe(request.Text, request.Feeling, request.Area, request.Stage, request.Status, request.OwnerId, request.CopiedFrom ?? "", request.ImprovementId);
            try
            {
                await db.SaveChangesAsync(cancel);
            }
            catch (DbUpdateConcurrencyException)
            {
                return Refusal.Stale("moments.changed_meanwhile");
            }

            return cue;
        }

        public async Task<Outcome<bool>> RemoveAsync(Guid id, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            return await db.WriteAsync(inside => db.ExperienceCues.Where(it => it.Id == id).ExecuteDeleteAsync(inside), cancel) == 1 ? true : Refusal.NotFound("cue.not_found");
        }

        /// <summary>Puts the examples of the courses into the register, in the reader's language; those that stand there already are left alone.</summary>
        /// <returns>How many were put in.</returns>
        public async Task<int> TakeExamplesAsync(CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var now = clock.GetUtcNow();
            string[] texts = [.. CueExamples.All.SelectMany(it => (string[])[it.Words.Zh, it.Words.Ja, it.Words.En])];
            var known = (await db.ExperienceCues.Where(it => texts.Contains(it.Text)).Select(it => it.Text).ToListAsync(cancel)).ToHashSet();
            CueExample[] missing = [.. CueExamples.All.Where(it => !known.Overlaps([it.Words.Zh, it.Words.Ja, it.Words.En]))];
            db.AddRange(missing.Select(it => it.ToCue(Languages.Current.Code, now)));
            await db.SaveChangesAsync(cancel);
            return missing.Length;
        }
    }
}
