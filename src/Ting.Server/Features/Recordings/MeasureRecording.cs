using Microsoft.EntityFrameworkCore;
using Ting.Listening;
using Ting.Server.Features.Academy.Voice;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Files;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Live;

namespace Ting.Server.Features.Recordings;

/// <summary>Measures the recording of a call.</summary>
public sealed record MeasureRecording(Guid RecordingId) : IJob
{
    public static string Name => "measure-recording";

    internal sealed class Handler(IDbContextFactory<AppDb> database, FileStore files, LiveFeed live) : IJobHandler<MeasureRecording>
    {
        public async Task HandleAsync(MeasureRecording job, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.CallRecordings.SingleOrDefaultAsync(it => it.Id == job.RecordingId, cancel) is not { IsOver: false } recording)
                return; // deleted, or an earlier attempt got through

            if (await Measuring.AttemptAsync(db, recording, () => Measure(recording), cancel))
                live.Publish($"conversation:{recording.ConversationId}");
        }

        private void Measure(CallRecording recording)
        {
            using var sound = RecordingSound.Open(files, recording);
            var (reading, outline) = sound.Measure(recording.CustomerFirst ? [VoiceReader.Customer, VoiceReader.Agent] : [VoiceReader.Agent, VoiceReader.Customer]);
            recording.Measured(reading, outline);
        }
    }
}
