using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Live;

namespace Ting.Server.Features.Segments;

/// <summary>Counts who belongs to a segment, all of them, and again every day as long as its conditions stay the same.</summary>
public sealed record CountSegment(Guid SegmentId) : IJob
{
    private static readonly TimeSpan Again = TimeSpan.FromDays(1);

    public const string Topic = "segments";

    public static string Name => "count-segment";

    internal sealed class Handler(IDbContextFactory<AppDb> database, SegmentPeople people, LiveFeed live, TimeProvider clock) : IJobHandler<CountSegment>
    {
        public async Task HandleAsync(CountSegment job, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Segments.AsNoTracking().SingleOrDefaultAsync(it => it.Id == job.SegmentId, cancel) is not { } segment || segment.CountedAt > clock.GetUtcNow() - (Again / 2))
                return; // gone, or another job counts it: one of them is enough

            var count = await people.CountAsync(segment.Match, segment.ReadConditions(), cancel);
            var now = clock.GetUtcNow();
            await db.WriteAsync(
                inside => db.Segments.Where(it => it.Id == segment.Id && it.Match == segment.Match && it.Conditions == segment.Conditions).ExecuteUpdateAsync(set => set.SetProperty(it => it.Members, count).SetProperty(it => it.CountedAt, now), inside), cancel);
            db.Enqueue(job, now + Again);
            await db.SaveChangesAsync(cancel);
            live.Publish(Topic);
        }
    }
}
