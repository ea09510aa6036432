using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ting.Server.Features.Organisations;

/// <summary>Somebody belongs to an organisation, in a department and as what.</summary>
public sealed class Membership
{
    private Membership() { }

    public Membership(Guid organisationId, Guid personId, DateTimeOffset now) => (OrganisationId, PersonId, CreatedAt) = (organisationId, personId, now);

    public Guid OrganisationId { get; private init; }
    public Guid PersonId { get; private init; }
    public string? Department { get; private set; }
    public string? Position { get; private set; }

    /// <summary>One of those who decide, or through whom everything goes (CRM-01).</summary>
    public bool IsKey { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }

    public void Describe(string? department, string? position, bool isKey) => (Department, Position, IsKey) = (department, position, isKey);

    /// <summary>The same place for another record of the same human.</summary>
    public Membership For(Guid personId, DateTimeOffset now)
    {
        var same = new Membership(OrganisationId, personId, now);
        same.Describe(Department, Position, IsKey);
        return same;
    }

    internal sealed class Table : IEntityTypeConfiguration<Membership>
    {
        public void Configure(EntityTypeBuilder<Membership> builder)
        {
            builder.ToTable("memberships");
            builder.HasKey(it => new { it.OrganisationId, it.PersonId });
            builder.Property(it => it.Department).HasMaxLength(120);
            builder.Property(it => it.Position).HasMaxLength(120);
            builder.HasIndex(it => it.PersonId);
        }
    }
}
