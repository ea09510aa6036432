using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Files;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Live;

namespace Ting.Server.Features.Academy.Voice;

/// <summary>Measures a long recording.</summary>
public sealed record MeasureTake(Guid TakeId) : IJob
{
    public static string Name => "measure-voice";

    internal static string Topic(Guid takeId) => $"voice:{takeId}";

    internal sealed class Handler(IDbContextFactory<AppDb> database, DrillBook book, FileStore files, LiveFeed live) : IJobHandler<MeasureTake>
    {
        public async Task HandleAsync(MeasureTake job, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.VoiceTakes.SingleOrDefaultAsync(it => it.Id == job.TakeId, cancel) is not { IsOver: false } take)
                return; // deleted, or an earlier attempt got through

            if (await Measuring.AttemptAsync(db, take, () => Measure(take), cancel))
                live.Publish(Topic(take.Id));
        }

        private void Measure(VoiceTake take)
        {
            if (book.Find(take.Drill, take.Language) is not { } drill || drill.Lines.ElementAtOrDefault(take.Line) is not { } line)
            {
                take.CannotBeMeasured("voice.drill_not_found");
                return;
            }

            using var sound = TakeSound.Open(TakeSound.StoreOf(files, take.Id), [take.Hash, .. take.SecondHash is { } second ? [second] : Array.Empty<string>()]);
            var (reading, outline) = sound.Measure(drill, line, take.CustomerFirst);
            take.Measured(reading, outline);
        }
    }
}
