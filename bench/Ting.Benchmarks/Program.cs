using System.Diagnostics;
using System.Globalization;
using Ting.Benchmarks;
using Ting.Measurement;

if (args is ["voice"])
    return VoiceBench.Run();
if (args is ["listening", var command, var corpus])
    return ListeningBench.Run(command, corpus);

// Times the measures that have much to do, on this machine and in this run: the median of 15 runs after 5 that do not count.
const int Respondents = 10_000;
var random = new Random(1);
var panel = Enumerable.Range(0, Respondents).Select(_ => new ServqualResponse(Answers(), Answers())).ToList();
double?[][] graders = [.. Enumerable.Range(0, 4).Select(_ => (double?[])[.. Enumerable.Range(0, 2000).Select(_ => (double?)random.Next(1, 6))])];
var ratings = new Ratings(graders);
var histories = Enumerable.Range(0, 2500).Select(_ => History()).ToList();
var load = QueueLoad.Of(1200, 1800, 300);

Console.WriteLine("| what is measured | median | slowest |\n| --- | --- | --- |");
Time($"SERVQUAL, {Respondents:N0} respondents, 22 items twice, {Bootstrap.Samples:N0} draws", () => Servqual.Measure(ServqualInstrument.Classic, panel, new ServqualWeights([20, 30, 20, 15, 15])));
Time("Krippendorff's α, ordinal, 4 graders, 2,000 units", () => KrippendorffAlpha.Of(ratings, RatingMetric.Ordinal));
Time("BG/NBD fitted to 2,500 customers", () => BgNbd.Fit(histories));
Time("agents for 200 erlangs, Erlang C", () => Erlang.AgentsFor(load, 0.8, 20));
Time("agents for 200 erlangs, Erlang A", () => Erlang.AgentsFor(load, 0.8, 20, 120));
Time("100,000 chats played, 40 agents with three each", () => ChatSimulation.Run(new ChatDesk(0.3, 40, [200, 260, 330], 120), 20));

return 0;

static void Time(string what, Func<object> measure)
{
    var times = new List<double>();
    for (var run = 0; run < 20; run++)
    {
        var clock = Stopwatch.StartNew();
        GC.KeepAlive(measure());
        if (run >= 5)
            times.Add(clock.Elapsed.TotalMilliseconds);
    }

    times.Sort();
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {times[times.Count / 2]:0.0} ms | {times[^1]:0.0} ms |"));
}

int[] Answers() => [.. Enumerable.Range(0, 22).Select(_ => random.Next(1, 8))];

BuyingHistory History()
{
    var rate = -Math.Log(1 - random.NextDouble()) / 4;
    var leaves = 1 - Math.Pow(1 - random.NextDouble(), 0.4);
    var age = 30 + random.Next(0, 80) / 7.0;
    var (time, repeats, last) = (0.0, 0, 0.0);
    while ((time -= Math.Log(1 - random.NextDouble()) / rate) <= age)
    {
        repeats++;
        last = time;
        if (random.NextDouble() < leaves)
            break;
    }

    return new BuyingHistory(repeats, last, age);
}
