using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ting.Server.Features.Staffing;

/// <summary>Stored by name; never rename one.</summary>
public enum SkillKind { Subject, Language }

/// <summary>Something that agents can do more or less well: a subject they know, or a language they speak.</summary>
public sealed class Skill
{
    private Skill() { }

    /// <param name="language">zh-Hans, ja or en makes it a language; null a subject.</param>
    public Skill(string name, string? language, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        Name = name.Trim();
        Kind = language is null ? SkillKind.Subject : SkillKind.Language;
        Language = language;
    }

    public Guid Id { get; private init; }
    public string Name { get; private set; } = "";
    public SkillKind Kind { get; private init; }

    /// <summary>zh-Hans, ja or en; null for a subject. Conversations in this language can ask for it.</summary>
    public string? Language { get; private init; }

    public void Rename(string name) => Name = name.Trim();

    internal sealed class Table : IEntityTypeConfiguration<Skill>
    {
        public void Configure(EntityTypeBuilder<Skill> builder)
        {
            builder.ToTable("skills");
            builder.Property(skill => skill.Id).ValueGeneratedNever();
            builder.Property(skill => skill.Name).HasMaxLength(60);
            builder.Property(skill => skill.Kind).HasConversion<string>().HasMaxLength(10);
            builder.Property(skill => skill.Language).HasMaxLength(10);
            builder.HasIndex(skill => skill.Name).IsUnique();
            builder.HasIndex(skill => skill.Language).IsUnique();
        }
    }
}

/// <summary>How well an agent can do something: 1 a little, 5 as well as anybody.</summary>
public sealed class AgentSkill
{
    public const int HighestLevel = 5;

    private AgentSkill() { }

    public AgentSkill(Guid agentId, Guid skillId, int level) => (AgentId, SkillId, Level) = (agentId, skillId, level);

    public Guid AgentId { get; private init; }
    public Guid SkillId { get; private init; }
    public int Level { get; private set; }

    public void Rate(int level) => Level = level;

    internal sealed class Table : IEntityTypeConfiguration<AgentSkill>
    {
        public void Configure(EntityTypeBuilder<AgentSkill> builder)
        {
            builder.ToTable("agent_skills");
            builder.HasKey(skill => new { skill.AgentId, skill.SkillId });
            builder.HasIndex(skill => skill.SkillId);
        }
    }
}
