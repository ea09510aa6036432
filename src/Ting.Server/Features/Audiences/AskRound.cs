using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Audiences;

/// <summary>A survey goes out to an audience, once: who was in it when it began is asked one after the other.</summary>
public sealed class AskRound
{
    private AskRound() { }

    public AskRound(Guid surveyId, Audience audience, string actor, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        SurveyId = surveyId;
        Audience = audience.Key.ToString();
        Name = audience.Name;
        People = audience.People.Count;
        Actor = actor;
        StartedAt = now;
    }

    public Guid Id { get; private init; }
    public Guid SurveyId { get; private init; }

    /// <summary>An <see cref="AudienceKey"/>; the view or segment may be gone meanwhile.</summary>
    public string Audience { get; private init; } = "";

    /// <summary>What the view or segment was called.</summary>
    public string Name { get; private init; } = "";

    /// <summary>Who began it: agent:ID or key:ID. The audience was what they may see.</summary>
    public string Actor { get; private init; } = "";

    /// <summary>How many were in it.</summary>
    public int People { get; private init; }

    public int Asked { get; private set; }

    /// <summary>Those who may not be asked, and those whom we cannot reach.</summary>
    public int LeftOut { get; private set; }

    public DateTimeOffset StartedAt { get; private init; }

    /// <summary>Null while somebody is still to be asked.</summary>
    public DateTimeOffset? FinishedAt { get; private set; }

    public int Version { get; private set; }

    public void Leave(int people)
    {
        LeftOut += people;
        Version++;
    }

    public void Ask()
    {
        Asked++;
        Version++;
    }

    public void Finish(DateTimeOffset now)
    {
        FinishedAt = now;
        Version++;
    }

    internal sealed class Table : IEntityTypeConfiguration<AskRound>
    {
        public void Configure(EntityTypeBuilder<AskRound> builder)
        {
            builder.ToTable("ask_rounds");
            builder.Property(round => round.Id).ValueGeneratedNever();
            builder.Property(round => round.Audience).HasMaxLength(60);
            builder.Property(round => round.Name).HasMaxLength(60);
            builder.Property(round => round.Actor).HasMaxLength(60);
            builder.Property(round => round.Version).IsConcurrencyToken();
            builder.HasIndex(round => new { round.SurveyId, round.StartedAt });
        }
    }
}

/// <summary>Somebody who is still to be asked in a round; the row goes as soon as that has been decided.</summary>
public sealed class PersonToAsk
{
    private PersonToAsk() { }

    public PersonToAsk(Guid roundId, Guid personId, Guid conversationId) => (RoundId, PersonId, ConversationId) = (roundId, personId, conversationId);

    public Guid RoundId { get; private init; }
    public Guid PersonId { get; private init; }
    public Guid ConversationId { get; private init; }

    internal sealed class Table : IEntityTypeConfiguration<PersonToAsk>
    {
        public void Configure(EntityTypeBuilder<PersonToAsk> builder)
        {
            builder.ToTable("people_to_ask");
            builder.HasKey(it => new { it.RoundId, it.PersonId });
            builder.HasIndex(it => it.PersonId);
        }
    }
}

public static class AudienceTables
{
    extension(AppDb db)
    {
        public DbSet<AskRound> AskRounds => db.Set<AskRound>();
        public DbSet<PersonToAsk> PeopleToAsk => db.Set<PersonToAsk>();
    }
}
