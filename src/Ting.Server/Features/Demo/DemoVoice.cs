using Ting.Server.Features.Academy;
using Ting.Server.Features.Academy.Voice;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Files;
using Ting.Server.Platform.Jobs;

namespace Ting.Server.Features.Demo;

/// <summary>Three recordings of the demo's learner. Nobody spoke: they are tones made here, named so, and measured like everything anybody will record.</summary>
internal static class DemoVoice
{
    private const int Rate = 8_000;
    private const int Harmonics = 12;

    public static async Task AddAsync(AppDb db, FileStore files, DemoCast cast, DateTimeOffset now, CancellationToken cancel)
    {
        var (learner, drills) = (cast.Named("周予安").Id, new DrillBook());
        await RecordAsync("breath", 0, null, Tone(syllables: 18, pace: 4.6, pitch: 205), hoursAgo: 50);
        await RecordAsync("stress", 0, 5, Tone(syllables: 11, pace: 4.7, pitch: 210, strong: 8), hoursAgo: 26);
        await RecordAsync("call", 0, null, Talk(), hoursAgo: 3);

        async Task RecordAsync(string key, int line, int? manner, byte[] wave, double hoursAgo)
        {
            var drill = drills.Find(key, "zh-Hans")!;
            var take = new VoiceTake(learner, drill, line, manner, "合成样音.wav", now.AddHours(-hoursAgo));
            var store = TakeSound.StoreOf(files, take.Id);
            var (hash, _) = (await store.SaveAsync(new MemoryStream(wave), wave.Length, cancel))!.Value;
            using var sound = TakeSound.Open(store, hash);
            var (reading, outline) = sound.Measure(drill, drill.Lines[line], customerFirst: false);
            take.Record(hash, secondHash: null, customerFirst: false, sound.Seconds);
            take.Measured(reading, outline);
            db.VoiceTakes.Add(take);
            db.Enqueue(new ForgetTake(take.Id), take.GoesAt);
        }
    }

    private static byte[] Tone(int syllables, double pace, double pitch, int strong = -1)
    {
        var samples = new List<float>();
        Rest(samples, 0.2);
        Speak(samples, syllables, pace, pitch, 0.25, strong);
        Rest(samples, 0.2);
        return WaveFile.Of(Rate, bits: 16, samples);
    }

    // Five times the customer and then the agent, who comes after them in pace and pitch; once the customer is loud, and the agent is not.
    public static byte[] Talk()
    {
        var (agent, customer) = (new List<float>(), new List<float>());
        foreach (var (pace, pitch, size) in new[] { (5.5, 150.0, 0.2), (4.5, 140.0, 0.2), (6.0, 165.0, 0.2), (5.6, 170.0, 0.55), (4.8, 145.0, 0.2) })
        {
            Speak(customer, 4, pace, pitch, size);
            Rest(customer, 0.05);
            agent.AddRange(new float[customer.Count - agent.Count]);
            Speak(agent, 4, pace * 0.95, pitch * 1.4, 0.2);
            Rest(agent, 0.05);
            customer.AddRange(new float[agent.Count - customer.Count]);
        }

        return WaveFile.Of(Rate, bits: 8, agent, customer);
    }

    private static void Rest(List<float> samples, double seconds) => samples.AddRange(new float[(int)(seconds * Rate)]);

    // Harmonics that swell and fade once a syllable, with a pitch that rises and falls over the whole.
    private static void Speak(List<float> samples, int syllables, double pace, double pitch, double size, int strong = -1)
    {
        var (phase, length) = (0.0, (int)(Rate / pace));
        for (var at = 0; at < syllables * length; at++)
        {
            var (syllable, within) = (at / length, at % length / (double)length);
            var isStrong = syllable == strong;
            phase += pitch * Math.Pow(2, ((2.5 * Math.Sin(2 * Math.PI * at / (syllables * length))) + (isStrong ? 4 : 0)) / 12) / Rate;
            var sound = 0.0;
            for (var harmonic = 1; harmonic <= Harmonics; harmonic++)
                sound += Math.Sin(2 * Math.PI * phase * harmonic) / harmonic;
            samples.Add((float)(sound * size * (isStrong ? 1.8 : 1) * (0.05 + Math.Pow(Math.Sin(Math.PI * within), 2)) / 2));
        }
    }
}
