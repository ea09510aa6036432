using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ting.Server.Features.Academy.FieldService;

/// <summary>What one agent ticked on one day of one checklist.</summary>
public sealed class ChecklistDay
{
    private ChecklistDay() { }

    public ChecklistDay(Guid agentId, DateOnly day, string checklist) => (AgentId, Day, Checklist) = (agentId, TextOf(day), checklist);

    public Guid AgentId { get; private init; }

    /// <summary>2026-11-23, of the agent's own time zone.</summary>
    public string Day { get; private init; } = "";

    public string Checklist { get; private init; } = "";

    /// <summary>Keys with a space between them.</summary>
    public string Ticked { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    public IReadOnlyList<string> Keys => Ticked.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public void Tick(IEnumerable<string> keys, DateTimeOffset now) => (Ticked, At) = (string.Join(' ', keys), now);

    internal static string TextOf(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal sealed class Table : IEntityTypeConfiguration<ChecklistDay>
    {
        public void Configure(EntityTypeBuilder<ChecklistDay> builder)
        {
            builder.ToTable("checklist_days");
            builder.HasKey(it => new { it.AgentId, it.Day, it.Checklist });
            builder.Property(it => it.Day).HasMaxLength(10);
            builder.Property(it => it.Checklist).HasMaxLength(20);
            builder.Property(it => it.Ticked).HasMaxLength(1000);
            builder.Ignore(it => it.Keys);
        }
    }
}
