using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Routing;

/// <summary>Who gets what comes in: nobody until somebody takes it, each in turn, or whoever has most room. Stored by name; never rename one.</summary>
public enum RoutingStrategy { Manual, RoundRobin, Balanced }

/// <summary>How an inbox finds its agents. One without a row is as it always was: whoever wants takes.</summary>
public sealed class InboxRouting
{
    public const int HeaviestWeight = 20;
    public const int MostMinutes = 24 * 60;

    private InboxRouting() { }

    public InboxRouting(Guid inboxId) => InboxId = inboxId;

    public Guid InboxId { get; private init; }
    public RoutingStrategy Strategy { get; private set; }

    /// <summary>Whoever served the customer last is asked first.</summary>
    public bool LastAgentFirst { get; private set; }

    /// <summary>Points that one of its conversations takes of an agent's capacity.</summary>
    public int Weight { get; private set; } = 1;

    /// <summary>Least level in the customer's language, where there is such a skill; null when it does not matter.</summary>
    public int? LanguageLevel { get; private set; }

    /// <summary>Minutes of waiting after which any level will do, and after as many again nobody needs the skills; null for never.</summary>
    public int? RelaxAfter { get; private set; }

    /// <summary>Minutes that a customer waits for an agent who is offline before the conversation is handed on; null for never.</summary>
    public int? HandOnAfter { get; private set; }

    /// <summary>The team it is handed on to; null for the queue it came from.</summary>
    public Guid? HandOnTeamId { get; private set; }

    /// <summary>Grows with every change; two changes at once cannot both succeed.</summary>
    public int Version { get; private set; }

    public void Route(RoutingStrategy strategy, bool lastAgentFirst, int weight, int? languageLevel, int? relaxAfter)
    {
        (Strategy, LastAgentFirst, Weight, LanguageLevel, RelaxAfter) = (strategy, lastAgentFirst, weight, languageLevel, relaxAfter);
        Version++;
    }

    public void HandOn(int? after, Guid? teamId)
    {
        (HandOnAfter, HandOnTeamId) = (after, after is null ? null : teamId);
        Version++;
    }

    internal sealed class Table : IEntityTypeConfiguration<InboxRouting>
    {
        public void Configure(EntityTypeBuilder<InboxRouting> builder)
        {
            builder.ToTable("inbox_routings");
            builder.HasKey(routing => routing.InboxId);
            builder.Property(routing => routing.InboxId).ValueGeneratedNever();
            builder.Property(routing => routing.Strategy).HasConversion<string>().HasMaxLength(12);
            builder.Property(routing => routing.Version).IsConcurrencyToken();
        }
    }
}

/// <summary>What an inbox asks of its agents.</summary>
public sealed class InboxSkill
{
    private InboxSkill() { }

    public InboxSkill(Guid inboxId, Guid skillId, int level) => (InboxId, SkillId, Level) = (inboxId, skillId, level);

    public Guid InboxId { get; private init; }
    public Guid SkillId { get; private init; }

    /// <summary>At least.</summary>
    public int Level { get; private set; }

    public void Ask(int level) => Level = level;

    internal sealed class Table : IEntityTypeConfiguration<InboxSkill>
    {
        public void Configure(EntityTypeBuilder<InboxSkill> builder)
        {
            builder.ToTable("inbox_skills");
            builder.HasKey(skill => new { skill.InboxId, skill.SkillId });
        }
    }
}

public static class RoutingTables
{
    extension(AppDb db)
    {
        public DbSet<InboxRouting> InboxRoutings => db.Set<InboxRouting>();
        public DbSet<InboxSkill> InboxSkills => db.Set<InboxSkill>();
    }
}
