using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Calendars;

/// <summary>When people work: the hours of a week in one time zone, and the days that differ from it.</summary>
public sealed class Calendar
{
    /// <summary>Some thirty years of holidays.</summary>
    public const int MostDays = 1000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private Calendar() { }

    public Calendar(string name, string zone, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        CreatedAt = now;
        Describe(name, zone);
    }

    public Guid Id { get; private init; }
    public string Name { get; private set; } = "";

    /// <summary>As the IANA names it: Asia/Shanghai.</summary>
    public string Zone { get; private set; } = "UTC";

    /// <summary>JSON: the hours of each day from Sunday to Saturday, as <see cref="WorkSpan.Write"/> writes them.</summary>
    public string Week { get; private set; } = """["","","","","","",""]""";

    /// <summary>JSON: the days that differ, in the order of time.</summary>
    public string Days { get; private set; } = "[]";

    public DateTimeOffset CreatedAt { get; private init; }
    public int Version { get; private set; }

    public void Describe(string name, string zone)
    {
        (Name, Zone) = (name.Trim(), zone);
        Version++;
    }

    /// <param name="week">From Sunday to Saturday.</param>
    public void Work(IReadOnlyList<IReadOnlyList<WorkSpan>> week)
    {
        Week = JsonSerializer.Serialize(week.Select(WorkSpan.Write), Json);
        Version++;
    }

    /// <param name="days">All of them; the last one given of a date counts.</param>
    public void Except(IEnumerable<CalendarDay> days)
    {
        Days = JsonSerializer.Serialize(
            days.GroupBy(day => day.Date).Select(date => date.Last()).OrderBy(day => day.Date).Select(day => new DayRow(day.Date, day.Name, day.Like, WorkSpan.Write(day.Spans))), Json);
        Version++;
    }

    /// <summary>From Sunday to Saturday.</summary>
    public IReadOnlyList<IReadOnlyList<WorkSpan>> ReadWeek() => [.. JsonSerializer.Deserialize<string[]>(Week, Json)!.Select(hours => WorkSpan.Read(hours) ?? [])];

    public IReadOnlyList<CalendarDay> ReadDays() =>
        [.. JsonSerializer.Deserialize<DayRow[]>(Days, Json)!.Select(row => new CalendarDay(row.Date, row.Name, row.Like, WorkSpan.Read(row.Hours) ?? []))];

    public BusinessTime Time() => new(TimeZoneInfo.FindSystemTimeZoneById(Zone), ReadWeek(), ReadDays());

    private sealed record DayRow(DateOnly Date, string Name, DayOfWeek? Like, string Hours);

    internal sealed class Table : IEntityTypeConfiguration<Calendar>
    {
        public void Configure(EntityTypeBuilder<Calendar> builder)
        {
            builder.ToTable("calendars");
            builder.Property(calendar => calendar.Id).ValueGeneratedNever();
            builder.Property(calendar => calendar.Name).HasMaxLength(120);
            builder.Property(calendar => calendar.Zone).HasMaxLength(60);
            builder.Property(calendar => calendar.Version).IsConcurrencyToken();
        }
    }
}

public static class CalendarTables
{
    extension(AppDb db)
    {
        public DbSet<Calendar> Calendars => db.Set<Calendar>();
    }
}
