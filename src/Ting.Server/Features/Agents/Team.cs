using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ting.Server.Features.Agents;

/// <summary>A group of agents that conversations can be given to.</summary>
public sealed class Team
{
    private Team() { }

    public Team(string name, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        Name = name.Trim();
    }

    public Guid Id { get; private init; }
    public string Name { get; private set; } = "";

    public void Rename(string name) => Name = name.Trim();

    internal sealed class Table : IEntityTypeConfiguration<Team>
    {
        public void Configure(EntityTypeBuilder<Team> builder)
        {
            builder.ToTable("teams");
            builder.Property(team => team.Id).ValueGeneratedNever();
            builder.Property(team => team.Name).HasMaxLength(120);
            builder.HasIndex(team => team.Name).IsUnique();
        }
    }
}
