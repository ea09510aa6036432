using Microsoft.EntityFrameworkCore;
using Ting.Listening;
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

            // Counted before it is tried: what brings the whole server down is given up, too.
            take.Try();
            if (take.Tries > QueuedJob.MaxAttempts)
                take.CannotBeMeasured("voice.failed");
            await db.SaveChangesAsync(cancel);

            if (take.IsOver)
                live.Publish(Topic(take.Id));
            else if (book.Find(take.Drill, take.Language) is { } drill && drill.Lines.ElementAtOrDefault(take.Line) is { } line)
                Measure(take, drill, line);
            else
                take.CannotBeMeasured("voice.drill_not_found");
            await db.SaveChangesAsync(cancel);
            live.Publish(Topic(take.Id));
        }

        private void Measure(VoiceTake take, VoiceDrill drill, DrillLine line)
        {
            try
            {
                using var sound = TakeSound.Open(TakeSound.StoreOf(files, take.Id), [take.Hash, .. take.SecondHash is { } second ? [second] : Array.Empty<string>()]);
                var (reading, outline) = sound.Measure(drill, line, take.CustomerFirst);
                take.Measured(reading, outline);
            }
            catch (WaveException wrong)
            {
                take.CannotBeMeasured(TakeSound.CodeOf(wrong));
            }
            catch (FileNotFoundException)
            {
                take.CannotBeMeasured("voice.sound_gone");
            }
            catch (Exception) when (take.Tries >= QueuedJob.MaxAttempts)
            {
                take.CannotBeMeasured("voice.failed");
            }
        }
    }
}
