using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Consents;

/// <summary>Stored by name; never rename one.</summary>
public enum ConsentState { Given, Refused }

/// <summary>What somebody said when they were asked for what we may use what we know of them. No row: nobody has asked.</summary>
public sealed class Consent
{
    public const int MostQuote = 300;

    /// <summary>What a customer is asked about; to serve them and to keep a contract needs no asking.</summary>
    public static readonly IReadOnlyList<string> Purposes = ["advice", "greeting"];

    private Consent() { }

    public Consent(Guid personId, string purpose) => (PersonId, Purpose) = (personId, purpose);

    public Guid PersonId { get; private init; }
    public string Purpose { get; private init; } = "";
    public ConsentState State { get; private set; }

    /// <summary>In their words, or how it was given.</summary>
    public string Quote { get; private set; } = "";

    public DateTimeOffset At { get; private set; }
    public string Actor { get; private set; } = "";

    public void Say(ConsentState state, string quote, string actor, DateTimeOffset now) => (State, Quote, Actor, At) = (state, quote.Trim(), actor, now);

    /// <summary>The same word, for the record that took theirs in.</summary>
    public Consent For(Guid personId)
    {
        var copy = new Consent(personId, Purpose);
        copy.Say(State, Quote, Actor, At);
        return copy;
    }

    internal sealed class Table : IEntityTypeConfiguration<Consent>
    {
        public void Configure(EntityTypeBuilder<Consent> builder)
        {
            builder.ToTable("consents");
            builder.HasKey(consent => new { consent.PersonId, consent.Purpose });
            builder.Property(consent => consent.Purpose).HasMaxLength(20);
            builder.Property(consent => consent.State).HasConversion<string>().HasMaxLength(10);
            builder.Property(consent => consent.Quote).HasMaxLength(MostQuote);
            builder.Property(consent => consent.Actor).HasMaxLength(60);
        }
    }
}

public static class ConsentTables
{
    extension(AppDb db)
    {
        public DbSet<Consent> Consents => db.Set<Consent>();
    }
}
