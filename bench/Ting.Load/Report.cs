using System.Runtime.InteropServices;

namespace Ting.Load;

/// <summary>Prints each figure beside its limit; a missed limit makes the run fail.</summary>
internal sealed class Report
{
    private const double MostMilliseconds = 25;
    private const double MostGrowth = 1.5;

    private int _missed;

    public Report(string database, LoadOptions options)
    {
        Console.WriteLine($"{database}, {Environment.ProcessorCount} processors, {RuntimeInformation.FrameworkDescription}, {options.Clients} clients, {options.Seconds} s each");
        Console.WriteLine();
        Console.WriteLine($"{"",-34}{"measured",14}{"limit",14}");
    }

    public void Start(TimeSpan time, long memory)
    {
        Line("start to first page", $"{time.TotalSeconds:F2} s", "3 s", time.TotalSeconds < 3);
        Line("memory after the first page", $"{memory / 1048576.0:F0} MB", "200 MB", memory < 200 * 1048576L);
    }

    public void Write(string name, Measured measured, double raw)
    {
        Line($"{name} a second", $"{measured.PerSecond:F0}", "", true);
        Line("  written without the server", $"{raw:F0}", "", true);
        Line("  ratio", $"{measured.PerSecond / raw:F2}", "0.50", measured.PerSecond / raw >= .5);
        Line("  p95", $"{measured.P95:F1} ms", "", measured.Failed == 0);
        if (measured.Failed > 0)
            Console.WriteLine($"  {measured.Failed} answers were errors");
    }

    public void Live(double p50, double p95, int visitors) =>
        Line($"message on screen, {visitors} visitors, p95", $"{p95:F1} ms", "100 ms", p95 < 100, $"p50 {p50:F1} ms");

    public void Reads(Reads small, Reads large, bool isPostgres)
    {
        Console.WriteLine();
        Console.WriteLine($"{"p95 in ms",-34}{"small",10}{"large",10}{"ratio",10}{"limit",10}{"a second",12}");
        foreach (var ((name, few), (_, many)) in small.Lines.Zip(large.Lines))
        {
            var ratio = many.P95 / few.P95;
            var good = few.Failed + many.Failed == 0 && (ratio <= MostGrowth) && (isPostgres || many.P95 < MostMilliseconds);
            Console.WriteLine($"{name,-34}{few.P95,10:F1}{many.P95,10:F1}{ratio,10:F2}{MostGrowth,10:F2}{many.PerSecond,12:F0}{(good ? "" : "  MISSED")}{(few.Failed + many.Failed > 0 ? $" {few.Failed + many.Failed} errors" : "")}");
            _missed += good ? 0 : 1;
        }
    }

    public int Finish()
    {
        Console.WriteLine();
        Console.WriteLine(_missed == 0 ? "Every limit is kept." : $"{_missed} limits are missed.");
        return _missed == 0 ? 0 : 1;
    }

    private void Line(string name, string measured, string limit, bool good, string note = "")
    {
        Console.WriteLine($"{name,-34}{measured,14}{limit,14}{(good ? "" : "  MISSED")}  {note}".TrimEnd());
        _missed += good ? 0 : 1;
    }
}
