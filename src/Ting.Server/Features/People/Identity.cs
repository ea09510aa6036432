using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ting.Server.Features.People;

/// <summary>One way a person is known or reached: an e-mail address, a phone number, a visitor's browser, a shop account.</summary>
public sealed class Identity
{
    private Identity() { }

    internal Identity(Guid personId, string kind, string value, bool verified, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        PersonId = personId;
        Kind = kind;
        Value = Normalise(kind, value);
        Verified = verified;
        CreatedAt = now;
    }

    public Guid Id { get; private init; }
    public Guid PersonId { get; private set; }

    /// <summary>email, phone, visitor, account, line, wechat … Lower case.</summary>
    public string Kind { get; private init; } = "";

    /// <summary>In the form in which equal identities are equal. One person at most has it.</summary>
    public string Value { get; private init; } = "";

    /// <summary>Proven by the other side (a signed token, an answered e-mail), not only claimed.</summary>
    public bool Verified { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }

    internal void MoveTo(Guid personId) => PersonId = personId;

    public static string Normalise(string kind, string value) => kind switch
    {
        "email" => value.Trim().ToLowerInvariant(),
        "phone" => new string([.. value.Where(character => char.IsAsciiDigit(character) || character == '+')]),
        _ => value.Trim(),
    };

    internal sealed class Table : IEntityTypeConfiguration<Identity>
    {
        public void Configure(EntityTypeBuilder<Identity> builder)
        {
            builder.ToTable("identities");
            builder.Property(identity => identity.Id).ValueGeneratedNever();
            builder.Property(identity => identity.Kind).HasMaxLength(20);
            builder.Property(identity => identity.Value).HasMaxLength(320);
            builder.HasIndex(identity => new { identity.Kind, identity.Value }).IsUnique();
        }
    }
}
