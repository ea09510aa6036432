using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ting.Server.Features.Cases;

/// <summary>Stored by name; never rename one.</summary>
public enum CheckVerdict { Open, Met, NotMet, NotNeeded }

/// <summary>What a case is checked against: the seven rights (PROB-03) and what its sales phase asks for (CRM-10). The words of an item are <c>check.{key}</c>.</summary>
public static class CaseChecklist
{
    public static readonly IReadOnlyList<string> SevenRights = ["time", "place", "price", "way", "customer", "product", "wish"];

    public static IReadOnlyList<string> OfPhase(SalesPhase phase) => phase switch
    {
        SalesPhase.PreSale => ["pre.need", "pre.doubt", "pre.expectation"],
        SalesPhase.InSale => ["in.confirm", "in.progress", "in.care"],
        _ => ["after.result", "after.usage", "after.contact"],
    };

    public static bool Knows(string item) => SevenRights.Contains(item) || Enum.GetValues<SalesPhase>().Any(phase => OfPhase(phase).Contains(item));
}

/// <summary>What somebody found at one item of a case's checklists.</summary>
public sealed class CaseCheck
{
    private CaseCheck() { }

    public CaseCheck(Guid caseId, string item) => (CaseId, Item) = (caseId, item);

    public Guid CaseId { get; private init; }
    public string Item { get; private init; } = "";
    public CheckVerdict Verdict { get; private set; }
    public string Actor { get; private set; } = "";
    public DateTimeOffset At { get; private set; }

    public void Find(CheckVerdict verdict, string actor, DateTimeOffset now) => (Verdict, Actor, At) = (verdict, actor, now);

    internal sealed class Table : IEntityTypeConfiguration<CaseCheck>
    {
        public void Configure(EntityTypeBuilder<CaseCheck> builder)
        {
            builder.ToTable("case_checks");
            builder.HasKey(it => new { it.CaseId, it.Item });
            builder.Property(it => it.Item).HasMaxLength(20);
            builder.Property(it => it.Verdict).HasConversion<string>().HasMaxLength(10);
            builder.Property(it => it.Actor).HasMaxLength(60);
        }
    }
}
