using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.People;

/// <summary>A human customer. Reached through identities, described by facts; not the same thing as either.</summary>
public sealed partial class Person
{
    public const string StreamKind = "person";

    private readonly List<Identity> _identities = [];

    private Person() { }

    public Person(string? name, string? language, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        Name = name?.Trim() ?? "";
        Language = language;
        CreatedAt = now;
        UpdatedAt = now;
    }

    public Guid Id { get; private init; }

    /// <summary>Empty while nobody knows it.</summary>
    public string Name { get; private set; } = "";

    /// <summary>zh-Hans, ja or en; null while nobody knows it.</summary>
    public string? Language { get; private set; }

    public string? Company { get; private set; }

    /// <summary>diamond, gold …; null for an ordinary customer. Changes order and allowance, never courtesy.</summary>
    public string? Tier { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>Set when the person asked to be forgotten: what remains names nobody.</summary>
    public DateTimeOffset? ErasedAt { get; private set; }

    /// <summary>Set when this record turned out to be the same human as another one, which has everything now.</summary>
    public Guid? MergedIntoId { get; private set; }

    public int LastSequence { get; private set; }

    /// <summary>Grows with every change; two changes at once cannot both succeed.</summary>
    public int Version { get; private set; }

    public IReadOnlyList<Identity> Identities => _identities;

    public Identity Add(string kind, string value, bool verified, DateTimeOffset now)
    {
        var identity = new Identity(Id, kind, value, verified, now);
        _identities.Add(identity);
        Touch(now);
        return identity;
    }

    public void Rename(string name, DateTimeOffset now)
    {
        Name = name.Trim();
        Touch(now);
    }

    public void Describe(string? language, string? company, string? tier, DateTimeOffset now)
    {
        Language = Chosen(language, Language);
        Company = Chosen(company?.Trim(), Company);
        Tier = Chosen(tier, Tier);
        Touch(now);
    }

    /// <summary>Puts down what is known now; null is nothing known.</summary>
    public void Restate(string name, string? language, string? company, string? tier, DateTimeOffset now)
    {
        (Name, Language, Company, Tier) = (name.Trim(), language, company, tier);
        Touch(now);
    }

    internal void TakeOver(Identity identity, DateTimeOffset now)
    {
        identity.MoveTo(Id);
        _identities.Add(identity);
        Touch(now);
    }

    internal void Becomes(Guid? survivorId, DateTimeOffset now)
    {
        MergedIntoId = survivorId;
        Touch(now);
    }

    public void Remove(Identity identity, DateTimeOffset now)
    {
        _identities.Remove(identity);
        Touch(now);
    }

    public void Erase(DateTimeOffset now)
    {
        Name = "";
        Company = null;
        Tier = null;
        AccessLane = false;
        _identities.Clear();
        ErasedAt = now;
        Touch(now);
    }

    /// <summary>Writes one line to this person's log.</summary>
    public LoggedEvent Log(string type, string actor, string data, DateTimeOffset now)
    {
        Touch(now);
        return new LoggedEvent(StreamKind, Id, ++LastSequence, type, now, actor, data);
    }

    // Null leaves it as it is, empty takes it away.
    private static string? Chosen(string? given, string? before) => given is null ? before : given.Length == 0 ? null : given;

    private void Touch(DateTimeOffset now)
    {
        UpdatedAt = now;
        Version++;
    }

    internal sealed class Table : IEntityTypeConfiguration<Person>
    {
        public void Configure(EntityTypeBuilder<Person> builder)
        {
            builder.ToTable("people");
            builder.Property(person => person.Id).ValueGeneratedNever();
            builder.Property(person => person.Name).HasMaxLength(200);
            builder.Property(person => person.Language).HasMaxLength(10);
            builder.Property(person => person.Company).HasMaxLength(200);
            builder.Property(person => person.Tier).HasMaxLength(20);
            builder.Property(person => person.AccessLane).HasDefaultValue(false).ValueGeneratedNever();
            builder.Property(person => person.Version).IsConcurrencyToken();
            builder.HasMany(person => person.Identities).WithOne().HasForeignKey(identity => identity.PersonId);
            builder.HasIndex(person => new { person.UpdatedAt, person.Id });
        }
    }
}
