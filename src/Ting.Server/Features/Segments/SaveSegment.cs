using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Automation.Rules;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Segments;

/// <summary>Somebody who leads the desk names people who have something in common, and says how to serve them.</summary>
public static class SaveSegment
{
    public sealed record Request
    {
        public string Name { get; set; } = "";

        /// <summary>How to serve them.</summary>
        public string? Strategy { get; set; }

        /// <summary>brand, eye, heart, warning, danger or success; empty for grey.</summary>
        public string? Colour { get; set; }

        public RuleMatch Match { get; set; }
        public IReadOnlyList<SegmentCondition> Conditions { get; set; } = [];

        // What a condition does not use is not kept.
        internal static IReadOnlyList<SegmentCondition> Clean(IReadOnlyList<SegmentCondition> conditions) =>
        [
            .. conditions.Select(it => it with
            {
                Values = it.Operator is SegmentOperator.Known or SegmentOperator.Unknown ? [] : [.. it.Values.Select(value => value.Trim()).Distinct()],
                Key = it.Field is SegmentField.Fact or SegmentField.Own ? it.Key : null,
            }),
        ];
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, Kept<SegmentWorld> worlds, LiveFeed live, TimeProvider clock)
    {
        /// <param name="id">Null for a new one.</param>
        /// <param name="expected">The version the caller has seen; null when it does not matter.</param>
        public async Task<Outcome<Segment>> HandleAsync(Guid? id, Request request, int? expected, CancellationToken cancel)
        {
            if (SegmentChecks.Of(request, await worlds.ReadAsync(cancel)) is { } refusal)
                return refusal;

            await using var db = await database.CreateDbContextAsync(cancel);
            var known = id is null ? null : await db.Segments.FindAsync([id.Value], cancel);
            if (id is not null && known is null)
                return Refusal.NotFound("segment.not_found");
            if (known is not null && expected is { } seen && seen != known.Version)
                return Refusal.Stale("segment.changed_meanwhile");
            if (known is null && await db.Segments.CountAsync(cancel) >= SegmentBook.Most)
                return Refusal.Conflict("segment.too_many");

            var now = clock.GetUtcNow();
            var segment = known ?? db.Segments.Add(new Segment(now)).Entity;
            segment.Describe(request.Name, request.Strategy?.ReplaceLineEndings("\n") ?? "", string.IsNullOrEmpty(request.Colour) ? null : request.Colour);
            if (segment.If(request.Match, Request.Clean(request.Conditions)))
                db.Enqueue(new CountSegment(segment.Id), now);
            try
            {
                await db.SaveChangesAsync(cancel);
            }
            catch (DbUpdateConcurrencyException)
            {
                return Refusal.Stale("segment.changed_meanwhile");
            }
            catch (DbUpdateException error) when (Attempts.IsConflict(error))
            {
                return Refusal.Conflict("segment.exists") with { Field = "name" };
            }

            live.Publish(CountSegment.Topic);
            return segment;
        }

        public Task<Outcome<bool>> RemoveAsync(Guid id, CancellationToken cancel) => Attempts.OnConflictAsync(() => TryRemoveAsync(id, cancel));

        private async Task<Outcome<bool>> TryRemoveAsync(Guid id, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Segments.FindAsync([id], cancel) is not { } segment)
                return Refusal.NotFound("segment.not_found");

            db.Segments.Remove(segment);
            await db.SaveChangesAsync(cancel);
            live.Publish(CountSegment.Topic);
            return true;
        }
    }
}
