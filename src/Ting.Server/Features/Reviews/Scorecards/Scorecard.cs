using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Reviews.Scorecards;

/// <summary>What conversations are reviewed by: a draft that is worked on, and the editions that were published.</summary>
public sealed class Scorecard
{
    private Scorecard() { }

    /// <param name="id">Null for one of its own.</param>
    public Scorecard(string name, ScorecardContent draft, DateTimeOffset now, Guid? id = null)
    {
        Id = id ?? Guid.CreateVersion7(now);
        Name = name.Trim();
        Draft = draft.Write();
        CreatedAt = now;
    }

    public Guid Id { get; private init; }
    public string Name { get; private set; } = "";

    /// <summary>As it is being worked on, as JSON.</summary>
    public string Draft { get; private set; } = "";

    /// <summary>The number of the edition that reviews go by now; 0 before the first.</summary>
    public int Published { get; private set; }

    /// <summary>Whether the engine reviews by it.</summary>
    public bool IsActive { get; private set; }

    /// <summary>Whose conversations it is for; null for all that have none of their own.</summary>
    public Guid? InboxId { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }
    public int Version { get; private set; }

    public ScorecardContent ReadDraft() => ScorecardContent.Read(Draft) ?? throw new InvalidOperationException($"The draft of scorecard {Id} cannot be read.");

    public void Rename(string name) => (Name, Version) = (name.Trim(), Version + 1);

    /// <summary>Reviews are not changed by this: they go by the last published edition.</summary>
    public void Write(ScorecardContent draft) => (Draft, Version) = (draft.Write(), Version + 1);

    public void Serve(Guid? inboxId) => (InboxId, Version) = (inboxId, Version + 1);

    public Outcome<ScorecardEdition> Publish(Guid? agentId, DateTimeOffset now)
    {
        if (ScorecardRules.Published(ReadDraft()) is { } refusal)
            return refusal;
        Published++;
        IsActive = true;
        Version++;
        return new ScorecardEdition(Id, Published, Draft, agentId, now);
    }

    public Outcome<bool> Use(bool active)
    {
        if (active && Published == 0)
            return Refusal.Conflict("scorecard.unpublished");
        (IsActive, Version) = (active, Version + 1);
        return true;
    }

    internal sealed class Table : IEntityTypeConfiguration<Scorecard>
    {
        public void Configure(EntityTypeBuilder<Scorecard> builder)
        {
            builder.ToTable("scorecards");
            builder.Property(it => it.Id).ValueGeneratedNever();
            builder.Property(it => it.Name).HasMaxLength(120);
            builder.Property(it => it.Version).IsConcurrencyToken();
        }
    }
}

/// <summary>A scorecard as it was published: never changed, so that every review stays readable.</summary>
public sealed class ScorecardEdition
{
    private ScorecardEdition() { }

    internal ScorecardEdition(Guid scorecardId, int number, string content, Guid? publishedBy, DateTimeOffset now) =>
        (ScorecardId, Number, Content, PublishedBy, PublishedAt) = (scorecardId, number, content, publishedBy, now);

    public Guid ScorecardId { get; private init; }
    public int Number { get; private init; }
    public string Content { get; private init; } = "";
    public Guid? PublishedBy { get; private init; }
    public DateTimeOffset PublishedAt { get; private init; }

    public ScorecardContent Read() => ScorecardContent.Read(Content) ?? throw new InvalidOperationException($"Edition {Number} of scorecard {ScorecardId} cannot be read.");

    internal sealed class Table : IEntityTypeConfiguration<ScorecardEdition>
    {
        public void Configure(EntityTypeBuilder<ScorecardEdition> builder)
        {
            builder.ToTable("scorecard_editions");
            builder.HasKey(edition => new { edition.ScorecardId, edition.Number });
        }
    }
}

/// <summary>The scorecards that the engine reviews by.</summary>
internal sealed record ActiveScorecards(IReadOnlyList<ActiveScorecards.One> All)
{
    public sealed record One(Guid Id, int Edition, Guid? InboxId, ScorecardContent Content);

    /// <summary>The inbox's own, or else the oldest for all.</summary>
    public One? For(Guid inboxId) => All.FirstOrDefault(it => it.InboxId == inboxId) ?? All.FirstOrDefault(it => it.InboxId is null);

    public static async Task<ActiveScorecards> ReadAsync(AppDb db, CancellationToken cancel)
    {
        var rows = await (from card in db.Scorecards.AsNoTracking()
                          join edition in db.ScorecardEditions.AsNoTracking() on new { Id = card.Id, Number = card.Published } equals new { Id = edition.ScorecardId, edition.Number }
                          where card.IsActive
                          orderby card.Id
                          select new { Card = card, Edition = edition }).ToListAsync(cancel);
        return new ActiveScorecards([.. rows.Select(it => new One(it.Card.Id, it.Card.Published, it.Card.InboxId, it.Edition.Read()))]);
    }
}
