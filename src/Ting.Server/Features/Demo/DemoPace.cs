namespace Ting.Server.Features.Demo;

/// <summary>When customers write and how long people take: busy mornings and evenings, quiet nights, quicker replies as the weeks go by.</summary>
internal sealed class DemoPace(Random chance, DateTimeOffset start, DateTimeOffset now)
{
    // Of a hundred messages, how many come in each hour of the brand's day.
    private static readonly double[] Hours = [1, 0.5, 0.3, 0.2, 0.2, 0.4, 1, 2.2, 4.6, 8.2, 9.6, 8.4, 6.1, 6.3, 7.6, 7.9, 7, 5.6, 4.6, 4.8, 5.6, 4.6, 2.4, 1.4];

    private static readonly TimeSpan Opening = TimeSpan.FromHours(8.5);
    private static readonly TimeSpan Closing = TimeSpan.FromHours(21.5);

    /// <summary>From 0 at the beginning of the story to 1 today.</summary>
    public double Progress(DateTimeOffset at) => Math.Clamp((at - start) / (now - start), 0, 1);

    /// <summary>The moments of one day at which somebody writes to a brand.</summary>
    public IEnumerable<DateTimeOffset> Arrivals(DemoBrand brand, DateTimeOffset day)
    {
        var local = day.ToOffset(brand.Zone);
        var weekday = (brand.EngineLanguage, local.DayOfWeek) switch
        {
            ("ja", DayOfWeek.Saturday or DayOfWeek.Sunday) => 1.25, // inns are busiest when others rest
            (_, DayOfWeek.Saturday) => 0.8,
            (_, DayOfWeek.Sunday) => 0.65,
            (_, DayOfWeek.Monday) => 1.25,
            _ => 1,
        };
        var expected = brand.ConversationsADay * weekday * (0.9 + (0.25 * Progress(day)));
        var count = (int)Math.Round(expected * (0.75 + (0.5 * chance.NextDouble())));
        var midnight = new DateTimeOffset(local.Date, brand.Zone);
        return [.. Enumerable.Range(0, count).Select(_ => (midnight + TimeSpan.FromHours(Hour())).ToUniversalTime()).Order()];
    }

    public DateTimeOffset FirstReply(DemoBrand brand, DateTimeOffset asked) =>
        AtWork(brand, asked + Around(TimeSpan.FromMinutes(5.2 - (2.6 * Progress(asked))), 0.8));

    public DateTimeOffset NextReply(DemoBrand brand, DateTimeOffset asked, string text) =>
        AtWork(brand, asked + Around(TimeSpan.FromSeconds(45 + (text.Length * 0.4)), 0.5));

    public DateTimeOffset Answer(DateTimeOffset told) => told + Around(TimeSpan.FromSeconds(75), 0.8);

    /// <summary>More from the same person, before anybody answers.</summary>
    public DateTimeOffset GoOn(DateTimeOffset said) => said + TimeSpan.FromSeconds(18 + chance.Next(60));

    public DateTimeOffset DaysLater(DemoBrand brand, DateTimeOffset at, int days)
    {
        var local = at.ToOffset(brand.Zone).AddDays(days);
        return (new DateTimeOffset(local.Date, brand.Zone) + TimeSpan.FromHours(9.5 + (chance.NextDouble() * 10))).ToUniversalTime();
    }

    /// <summary>A time that varies as waiting times do: mostly near the median, now and then far above it.</summary>
    public TimeSpan Around(TimeSpan median, double spread)
    {
        var normal = Math.Sqrt(-2 * Math.Log(1 - chance.NextDouble())) * Math.Cos(2 * Math.PI * chance.NextDouble());
        return median * Math.Clamp(Math.Exp(spread * normal), 0.15, 9);
    }

    private DateTimeOffset AtWork(DemoBrand brand, DateTimeOffset at)
    {
        var local = at.ToOffset(brand.Zone);
        if (local.TimeOfDay >= Opening && local.TimeOfDay <= Closing)
            return at;

        var day = local.TimeOfDay > Closing ? local.Date.AddDays(1) : local.Date;
        return (new DateTimeOffset(day, brand.Zone) + Opening + TimeSpan.FromMinutes(1 + chance.Next(24))).ToUniversalTime();
    }

    private double Hour()
    {
        var at = chance.NextDouble() * Hours.Sum();
        var hour = 0;
        while (at >= Hours[hour])
            at -= Hours[hour++];
        return hour + (at / Hours[hour]);
    }
}
