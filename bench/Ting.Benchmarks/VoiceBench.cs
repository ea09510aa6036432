using System.Diagnostics;
using System.Globalization;
using Ting.Listening;

namespace Ting.Benchmarks;

/// <summary>How fast and how well voices are measured. Fails when an hour of stereo takes 20 seconds of one processor or more, when memory grows with it, or when syllables are more than 8 % off.</summary>
internal static class VoiceBench
{
    private const double HourLimit = 20, SyllableLimit = 0.08;
    private const long GrowthLimit = 4L << 20;

    public static int Run()
    {
        // each bar is tried, whatever came of the one before
        var speed = Speed();
        var accuracy = Accuracy();
        return speed && accuracy ? 0 : 1;
    }

    private static bool Speed()
    {
        Measure(new RepeatedCall(16_000, minutes: 2)); // until hot code is compiled in full
        var kept = true;
        Console.WriteLine("| an hour of stereo | processor time | of the hour | memory beyond six minutes of it |\n| --- | --- | --- | --- |");
        foreach (var rate in (int[])[8_000, 16_000, 48_000])
        {
            var (_, brief) = Measure(new RepeatedCall(rate, minutes: 6));
            var (seconds, whole) = Measure(new RepeatedCall(rate, minutes: 60));
            kept &= seconds < HourLimit && whole - brief < GrowthLimit;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {rate / 1000} kHz, 16 bits | {seconds:0.0} s | 1 / {3600 / seconds:0} | {(whole - brief) / 1048576.0:0.0} MB allocated |"));
        }

        return kept;
    }

    private static (double Seconds, long Allocated) Measure(RepeatedCall call)
    {
        using (call)
        using (var process = Process.GetCurrentProcess())
        {
            var (before, allocated) = (process.TotalProcessorTime, GC.GetTotalAllocatedBytes(precise: true));
            VoiceReader.Read(WaveReader.Open(call), [VoiceReader.Agent, VoiceReader.Customer]);
            process.Refresh();
            return ((process.TotalProcessorTime - before).TotalSeconds, GC.GetTotalAllocatedBytes(precise: true) - allocated);
        }
    }

    private static bool Accuracy()
    {
        var sentences = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "sentences.tsv")).Skip(1).Select(line => line.Split('\t')).ToList();
        var kept = true;
        Console.WriteLine("\n| espeak-ng, words a minute | sentences | syllables | counted | off |\n| --- | --- | --- | --- | --- |");
        foreach (var (language, voice) in ((string, string)[])[("zh", "cmn-latn-pinyin"), ("ja", "ja"), ("en", "en")])
        {
            foreach (var speed in (int[])[120, 160, 175, 220])
            {
                var own = sentences.Where(sentence => sentence[0] == language).ToList();
                var truth = own.Sum(sentence => int.Parse(sentence[1], CultureInfo.InvariantCulture));
                var counted = own.Sum(sentence => Counted(voice, speed, sentence[2]));
                var off = ((double)counted / truth) - 1;
                kept &= speed is not (160 or 175) || Math.Abs(off) <= SyllableLimit; // ordinary speed is held to the limit, slow and hurried speech is shown
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {language}, {speed} | {own.Count} | {truth} | {counted} | {off * 100:+0.0;-0.0} % |"));
            }
        }

        return kept;
    }

    private static int Counted(string voice, int speed, string text)
    {
        var path = Path.GetTempFileName();
        try
        {
            using (var speaker = Process.Start(new ProcessStartInfo("espeak-ng", ["-v", voice, "-s", speed.ToString(CultureInfo.InvariantCulture), "-w", path, text])) ?? throw new InvalidOperationException("espeak-ng did not start."))
                speaker.WaitForExit();
            using var recording = File.OpenRead(path);
            return VoiceReader.Read(WaveReader.Open(recording), ["speaker"]).Speakers[0].Syllables;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
