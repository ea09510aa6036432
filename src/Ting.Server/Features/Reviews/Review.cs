using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Features.Reviews.Engine;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Reviews;

/// <summary>What a resolved conversation was worth: the engine's sheet, a person's beside it, and whether the agent agrees.</summary>
public sealed class Review
{
    public const int LongestNote = 4000;

    private Review() { }

    public Review(ReviewedConversation conversation)
    {
        Id = Guid.CreateVersion7(conversation.ResolvedAt ?? conversation.LastMessageAt);
        ConversationId = conversation.Id;
        Number = conversation.Number;
    }

    public Guid Id { get; private init; }
    public Guid ConversationId { get; private init; }

    /// <summary>The conversation's.</summary>
    public long Number { get; private init; }

    /// <summary>Who is reviewed; null when no agent wrote.</summary>
    public Guid? AgentId { get; private set; }

    public Guid InboxId { get; private set; }
    public Guid ScorecardId { get; private set; }
    public int Edition { get; private set; }
    public DateTimeOffset ResolvedAt { get; private set; }

    /// <summary>When the engine looked.</summary>
    public DateTimeOffset EngineAt { get; private set; }

    public int? EngineScore { get; private set; }
    public bool EngineAutoFailed { get; private set; }

    /// <summary>JSON: a result for each criterion.</summary>
    public string Engine { get; private set; } = "[]";

    public Guid? ReviewerId { get; private set; }
    public DateTimeOffset? PersonAt { get; private set; }
    public int? PersonScore { get; private set; }
    public bool PersonAutoFailed { get; private set; }

    /// <summary>JSON: a person's result for each criterion; null until somebody looked.</summary>
    public string? Person { get; private set; }

    /// <summary>For the agent, from the reviewer.</summary>
    public string? Note { get; private set; }

    /// <summary>Worth a person's time, and not looked at yet.</summary>
    public bool IsQueued { get; private set; }

    /// <summary>Why it was picked; stays when somebody has looked.</summary>
    public ReviewPick? Pick { get; private set; }

    /// <summary>The agent sees it otherwise, and nobody has decided yet.</summary>
    public bool IsDisputed { get; private set; }

    /// <summary>Which criterion is disputed; null for the whole.</summary>
    public string? DisputedCriterion { get; private set; }

    public DateTimeOffset? DisputedAt { get; private set; }

    /// <summary>Of the customer, when the conversation was resolved.</summary>
    public string? ValueTier { get; private set; }

    /// <summary>The customer threatened to go further.</summary>
    public bool Escalated { get; private set; }

    public int Version { get; private set; }

    /// <summary>A person's counts before the engine's.</summary>
    public int? Score => Person is null ? EngineScore : PersonScore;

    public bool IsAutoFailed => Person is null ? EngineAutoFailed : PersonAutoFailed;

    /// <summary>The conversation went on after a person had looked at it.</summary>
    public bool WentOn => PersonAt < EngineAt;

    public IReadOnlyList<CriterionResult> ReadEngine() => CriterionResult.Read(Engine);

    public IReadOnlyList<CriterionResult> ReadPerson() => CriterionResult.Read(Person);

    /// <summary>What counts: a person's word on a criterion, or else the engine's.</summary>
    public IReadOnlyList<CriterionResult> ReadResults() => Person is null ? ReadEngine() : ReadPerson();

    /// <summary>The engine has looked, for the first time or again after the conversation went on.</summary>
    public void Look(ReviewedConversation conversation, Guid? agentId, (Guid Id, int Edition) scorecard, IReadOnlyList<CriterionResult> results, ReviewScore score, DateTimeOffset now)
    {
        (AgentId, InboxId, ResolvedAt, ValueTier, Escalated) = (agentId, conversation.InboxId, conversation.ResolvedAt ?? now, conversation.ValueTier, conversation.Escalated);
        (Engine, EngineScore, EngineAutoFailed, EngineAt) = (CriterionResult.Write(results), score.Value, score.IsAutoFailed, now);
        if (Person is null)
            (ScorecardId, Edition) = scorecard; // a person's sheet stays readable by what it was filled in with
        Version++;
    }

    /// <summary>Why a person should look; null takes it from the queue.</summary>
    public void Queue(ReviewPick? pick)
    {
        if (Person is not null && !WentOn)
            return;
        (Pick, IsQueued) = (pick, pick is not null);
        Version++;
    }

    /// <summary>Somebody looked at the queue and had no need to look at this one.</summary>
    public void Pass() => (IsQueued, Version) = (false, Version + 1);

    public void Fill(Guid reviewerId, IReadOnlyList<CriterionResult> results, ReviewScore score, string? note, DateTimeOffset now)
    {
        (ReviewerId, PersonAt, Person, PersonScore, PersonAutoFailed) = (reviewerId, now, CriterionResult.Write(results), score.Value, score.IsAutoFailed);
        (Note, IsQueued) = (note, false);
        Version++;
    }

    /// <param name="criterion">Null for the whole.</param>
    public Outcome<bool> Dispute(string? criterion, DateTimeOffset now)
    {
        if (IsDisputed)
            return Refusal.Conflict("review.disputed");
        (IsDisputed, DisputedCriterion, DisputedAt) = (true, criterion, now);
        Version++;
        return true;
    }

    public Outcome<bool> Settle()
    {
        if (!IsDisputed)
            return Refusal.Conflict("review.not_disputed");
        (IsDisputed, DisputedCriterion) = (false, null);
        Version++;
        return true;
    }

    /// <summary>Nobody's words are left; the numbers stay.</summary>
    public void Forget()
    {
        Engine = CriterionResult.Write([.. ReadEngine().Select(it => it.Forget())]);
        Person = Person is null ? null : CriterionResult.Write([.. ReadPerson().Select(it => it.Forget())]);
        Note = null;
        Version++;
    }

    internal sealed class Table : IEntityTypeConfiguration<Review>
    {
        public void Configure(EntityTypeBuilder<Review> builder)
        {
            builder.ToTable("reviews");
            builder.Property(it => it.Id).ValueGeneratedNever();
            builder.Property(it => it.Note).HasMaxLength(LongestNote);
            builder.Property(it => it.Pick).HasConversion<string>().HasMaxLength(20);
            builder.Property(it => it.DisputedCriterion).HasMaxLength(40);
            builder.Property(it => it.ValueTier).HasMaxLength(20);
            builder.Property(it => it.Version).IsConcurrencyToken();
            builder.Ignore(it => it.Score);
            builder.Ignore(it => it.IsAutoFailed);
            builder.Ignore(it => it.WentOn);
            builder.HasIndex(it => it.ConversationId).IsUnique();
            builder.HasIndex(it => it.Number);
            builder.HasIndex(it => new { it.ResolvedAt, it.Id });
            builder.HasIndex(it => new { it.AgentId, it.ResolvedAt, it.Id });
            builder.HasIndex(it => new { it.IsQueued, it.ResolvedAt, it.Id });
            builder.HasIndex(it => new { it.IsDisputed, it.ResolvedAt, it.Id });
        }
    }
}
