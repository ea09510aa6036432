using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ting.Server.Features.People;

/// <summary>Where a fact comes from: the customer's own words, a record, or an inference.</summary>
public enum FactSource { Ear, Eye, Heart }

public enum FactStatus { Proposed, Accepted, Declined }

/// <summary>One thing known about a person, with where it comes from. What the engine hears is proposed; a person accepts it.</summary>
public sealed class Fact
{
    private Fact() { }

    public Fact(Guid personId, string attribute, string value, FactSource source, string? quote, Guid? messageId, double confidence, FactStatus status, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        PersonId = personId;
        Attribute = attribute;
        Value = value;
        Source = source;
        Quote = quote;
        MessageId = messageId;
        Confidence = confidence;
        Status = status;
        CreatedAt = now;
        ReviewAt = now.AddMonths(FactGroup.Of(attribute).FreshFor);
    }

    public Guid Id { get; private init; }
    public Guid PersonId { get; private set; }

    /// <summary>colour.like, food.dislike, orderNumber, occupation …: a key that the screens have words for.</summary>
    public string Attribute { get; private init; } = "";

    public string Value { get; private set; } = "";
    public FactSource Source { get; private init; }

    /// <summary>The words it was taken from.</summary>
    public string? Quote { get; private init; }

    public Guid? MessageId { get; private init; }
    public double Confidence { get; private init; }
    public FactStatus Status { get; private set; }

    /// <summary>Why it may be kept.</summary>
    public string Purpose { get; private set; } = "service";

    /// <summary>When it goes by itself; null for as long as it is true.</summary>
    public DateTimeOffset? ExpiresAt { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }
    public Guid? DecidedBy { get; private set; }

    /// <summary>When somebody last said that it is still so.</summary>
    public DateTimeOffset? ConfirmedAt { get; private set; }

    /// <summary>From when on it counts as old and waits for somebody to ask again.</summary>
    public DateTimeOffset ReviewAt { get; private set; }

    /// <summary>How often it stood on a screen.</summary>
    public int ShownCount { get; private set; }

    public DateTimeOffset? ShownAt { get; private set; }

    internal void MoveTo(Guid personId) => PersonId = personId;

    public void Accept(Guid? agentId) => (Status, DecidedBy) = (FactStatus.Accepted, agentId);

    public void Decline(Guid? agentId) => (Status, DecidedBy) = (FactStatus.Declined, agentId);

    /// <summary>It is still so.</summary>
    public void Confirm(Guid? agentId, DateTimeOffset now)
    {
        (Status, DecidedBy, ConfirmedAt) = (FactStatus.Accepted, agentId, now);
        ReviewAt = now.AddMonths(FactGroup.Of(Attribute).FreshFor);
    }

    /// <summary>It is something else now.</summary>
    public void Correct(string value, Guid? agentId, DateTimeOffset now)
    {
        Value = value;
        Confirm(agentId, now);
    }

    /// <summary>For what it may be used, and until when it may be kept.</summary>
    public void Limit(string purpose, DateTimeOffset? expiresAt) => (Purpose, ExpiresAt) = (purpose, expiresAt);

    internal sealed class Table : IEntityTypeConfiguration<Fact>
    {
        public void Configure(EntityTypeBuilder<Fact> builder)
        {
            builder.ToTable("facts");
            builder.Property(fact => fact.Id).ValueGeneratedNever();
            builder.Property(fact => fact.Attribute).HasMaxLength(60);
            builder.Property(fact => fact.Value).HasMaxLength(500);
            builder.Property(fact => fact.Quote).HasMaxLength(500);
            builder.Property(fact => fact.Purpose).HasMaxLength(60);
            builder.Property(fact => fact.Source).HasConversion<string>().HasMaxLength(10);
            builder.Property(fact => fact.Status).HasConversion<string>().HasMaxLength(10);
            builder.HasIndex(fact => new { fact.PersonId, fact.Status });
            builder.HasIndex(fact => new { fact.Status, fact.ReviewAt, fact.Id });
        }
    }
}
