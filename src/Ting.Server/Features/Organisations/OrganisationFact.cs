using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Features.People;

namespace Ting.Server.Features.Organisations;

/// <summary>One thing known about an organisation, in one of the six groups of CRM-01, with where it comes from.</summary>
public sealed class OrganisationFact
{
    /// <summary>Its structure; departments that use our product; similar products it uses; the state of its industry; its volume and results; its competitors.</summary>
    public static readonly IReadOnlyList<string> Groups = ["structure", "departments", "products", "industry", "business", "competitors"];

    private OrganisationFact() { }

    public OrganisationFact(Guid organisationId, string group, string value, FactSource source, Guid? agentId, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        (OrganisationId, Group, Value, Source, AgentId, CreatedAt) = (organisationId, group, value, source, agentId, now);
    }

    public Guid Id { get; private init; }
    public Guid OrganisationId { get; private init; }
    public string Group { get; private init; } = "";
    public string Value { get; private init; } = "";
    public FactSource Source { get; private init; }

    /// <summary>Who wrote it down; null for a program.</summary>
    public Guid? AgentId { get; private init; }

    public DateTimeOffset CreatedAt { get; private init; }

    internal sealed class Table : IEntityTypeConfiguration<OrganisationFact>
    {
        public void Configure(EntityTypeBuilder<OrganisationFact> builder)
        {
            builder.ToTable("organisation_facts");
            builder.Property(fact => fact.Id).ValueGeneratedNever();
            builder.Property(fact => fact.Group).HasMaxLength(20);
            builder.Property(fact => fact.Value).HasMaxLength(500);
            builder.Property(fact => fact.Source).HasConversion<string>().HasMaxLength(10);
            builder.HasIndex(fact => fact.OrganisationId);
        }
    }
}
