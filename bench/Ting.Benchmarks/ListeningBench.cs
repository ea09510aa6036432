using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Ting.Listening;

namespace Ting.Benchmarks;

/// <summary>How fast messages are read and drafts reviewed, by the published command and within a process. Fails when a bar is missed.</summary>
internal static class ListeningBench
{
    private const int Lines = 300_000, Starts = 9, Warm = 3_000, Calls = 20_000;
    private const double ReadingsLimit = 30_000, CallLimit = 1, MemoryLimit = 120, StartLimit = 300;

    public static int Run(string command, string corpus)
    {
        var messages = Texts(corpus, "customer*.jsonl").Where(it => it.Text.Length is >= 16 and <= 24).ToList();
        var drafts = Texts(corpus, "drafts*.jsonl").Where(it => it.Text.Length is >= 80 and <= 120).ToList();
        Console.WriteLine("| what is measured | measured | limit | |\n| --- | --- | --- | --- |");
        var kept = Command(command, messages);
        kept &= Start(command);
        kept &= Latency($"one reading, {messages.Count:N0} messages of 16 to 24 characters", messages, 99, it => Listener.Read(it.Text, it.Language));
        kept &= Latency($"one review of a draft with what was said before, {drafts.Count:N0} drafts of 80 to 120 characters", drafts, 95, it => Coach.Review(it.Text, it.Context.Length == 0 ? [] : [it.Context], it.Language));
        return kept ? 0 : 1;
    }

    private static bool Command(string command, List<Item> messages)
    {
        var asked = new List<string>(Lines);
        for (var line = 0; line < Lines; line++)
        {
            var message = messages[line % messages.Count];
            asked.Add(JsonSerializer.Serialize(new { id = line, text = message.Text, lang = message.Language }));
        }

        var before = EndedProcessesTime();
        var clock = Stopwatch.StartNew();
        using var process = Begin(command);
        var feeding = Task.Run(() =>
        {
            foreach (var line in asked)
                process.StandardInput.WriteLine(line);
            process.StandardInput.Close();
        });
        var answered = 0;
        long peak = 0;
        while (process.StandardOutput.ReadLine() is not null)
        {
            if (++answered % 20_000 == 0 && answered < Lines) // after the last it may be gone
            {
                process.Refresh();
                peak = Math.Max(peak, process.PeakWorkingSet64);
            }
        }

        feeding.GetAwaiter().GetResult();
        process.WaitForExit();
        var seconds = (EndedProcessesTime() - before).TotalSeconds;
        if (answered != Lines)
            throw new InvalidOperationException($"{answered} of {Lines} lines were answered.");
        var rate = Lines / seconds;
        var megabytes = peak / 1048576.0;
        Row($"`ting listen`, {Lines:N0} messages of 16 to 24 characters, start included", $"{rate:N0} a second of processor time ({Lines / clock.Elapsed.TotalSeconds:N0} of the clock)", $"{ReadingsLimit:N0}", rate >= ReadingsLimit);
        Row("its memory at the most", $"{megabytes:0} MB", $"{MemoryLimit:0} MB", megabytes <= MemoryLimit);
        return rate >= ReadingsLimit && megabytes <= MemoryLimit;
    }

    private static bool Start(string command)
    {
        var (walls, cpus) = (new List<double>(), new List<double>());
        for (var run = 0; run < Starts; run++)
        {
            var before = EndedProcessesTime();
            var clock = Stopwatch.StartNew();
            using var process = Begin(command);
            process.StandardInput.WriteLine("""{"id":1,"text":"Where is my parcel?","lang":"en"}""");
            process.StandardInput.Close();
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            walls.Add(clock.Elapsed.TotalMilliseconds);
            cpus.Add((EndedProcessesTime() - before).TotalMilliseconds);
        }

        var (wall, cpu) = (Percentile(walls, 50), Percentile(cpus, 50));
        Row($"start, one message, end: the middle of {Starts}", $"{wall:0} ms by the clock, {cpu:0} ms of processor time", $"{StartLimit:0} ms", wall <= StartLimit);
        return wall <= StartLimit;
    }

    private static bool Latency(string what, List<Item> items, int percent, Func<Item, object> call)
    {
        for (var run = 0; run < Warm; run++)
            GC.KeepAlive(call(items[run % items.Count]));
        var times = new List<double>(Calls);
        for (var run = 0; run < Calls; run++)
        {
            var item = items[run % items.Count];
            var from = Stopwatch.GetTimestamp();
            GC.KeepAlive(call(item));
            times.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
        }

        var slow = Percentile(times, percent);
        Row(what, string.Create(CultureInfo.InvariantCulture, $"p{percent} {slow:0.000} ms, middle {Percentile(times, 50):0.000} ms"), $"{CallLimit:0} ms", slow < CallLimit);
        return slow < CallLimit;
    }

    // Of all processes begun here that have ended: one that has ended cannot be asked any more. In ticks of 10 ms (proc(5), cutime and cstime).
    private static TimeSpan EndedProcessesTime()
    {
        var stat = File.ReadAllText("/proc/self/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return TimeSpan.FromMilliseconds(10 * (long.Parse(fields[13], CultureInfo.InvariantCulture) + long.Parse(fields[14], CultureInfo.InvariantCulture)));
    }

    private static Process Begin(string command) =>
        Process.Start(new ProcessStartInfo(command, "listen") { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false }) ?? throw new InvalidOperationException($"{command} does not start.");

    private static double Percentile(List<double> values, int percent)
    {
        values.Sort();
        return values[Math.Min(values.Count - 1, values.Count * percent / 100)];
    }

    private static void Row(string what, string measured, string limit, bool isKept) =>
        Console.WriteLine($"| {what} | {measured} | {limit} | {(isKept ? "kept" : "missed")} |");

    private static IEnumerable<Item> Texts(string folder, string pattern)
    {
        foreach (var line in Directory.EnumerateFiles(folder, pattern).Order(StringComparer.Ordinal).SelectMany(File.ReadLines))
        {
            using var json = JsonDocument.Parse(line);
            var fields = json.RootElement;
            yield return new Item(
                fields.GetProperty("text").GetString()!,
                fields.GetProperty("lang").GetString()!,
                fields.TryGetProperty("context", out var context) && context.ValueKind == JsonValueKind.String ? context.GetString()! : "");
        }
    }

    private sealed record Item(string Text, string Language, string Context);
}
