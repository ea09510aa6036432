using Microsoft.EntityFrameworkCore;
using Ting.Listening;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Recordings;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Files;
using Ting.Server.Platform.Jobs;

namespace Ting.Server.Features.Demo;

/// <summary>Two recorded calls of the demo. Nobody spoke: they are tones made here, named so, and measured like every other.</summary>
internal static class DemoRecordings
{
    private const string Name = "合成样音.wav";

    public static async Task AddAsync(AppDb db, FileStore files, DemoCast cast, DateTimeOffset now, CancellationToken cancel)
    {
        var agent = cast.Named("周予安").Id;
        var conversations = await db.Conversations.Where(it => it.AssigneeId == agent && it.Status == ConversationStatus.Open).OrderByDescending(it => it.LastMessageAt).ThenBy(it => it.Id).Take(2).ToListAsync(cancel);
        var wave = DemoVoice.Talk();
        foreach (var (conversation, ring) in conversations.Zip([9.5, 21.0]))
        {
            var recording = new CallRecording(conversation.Id, $"agent:{agent}", Name, calledAt: null, ring, now);
            var (hash, _) = (await RecordingSound.StoreOf(files, recording.Id).SaveAsync(new MemoryStream(wave), wave.Length, cancel))!.Value;
            recording.Record(hash, secondHash: null, customerFirst: false, 0);
            using (var sound = RecordingSound.Open(files, recording))
            {
                recording.Record(hash, secondHash: null, customerFirst: false, sound.Seconds);
                var (reading, outline) = sound.Measure([VoiceReader.Agent, VoiceReader.Customer]);
                recording.Measured(reading, outline);
            }

            conversation.Log(ReadThread.CallRecorded, $"agent:{agent}", now, new { recordingId = recording.Id });
            db.CallRecordings.Add(recording);
            db.Enqueue(new ForgetRecording(recording.Id), now.AddDays(RecordingRules.UsualDays));
            await db.SaveAsync(conversation, cancel);
        }
    }
}
