using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ting.Server.Features.Cases.Gestures;

/// <summary>Asked: it waits for somebody who may decide. Stored by name; never rename one.</summary>
public enum GestureState { Given, Asked, Refused }

/// <summary>A gesture in one case: given within one's own authority, or asked for.</summary>
public sealed class GivenGesture
{
    public const int MostReason = 500;

    private GivenGesture() { }

    public GivenGesture(Case matter, Gesture gesture, long amount, string reason, string actor, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        CaseId = matter.Id;
        PersonId = matter.PersonId;
        GestureId = gesture.Id;
        Amount = amount;
        Reason = reason;
        AskedBy = actor;
        AskedAt = now;
        State = GestureState.Asked;
    }

    public Guid Id { get; private init; }
    public Guid CaseId { get; private init; }
    public Guid PersonId { get; private set; }
    public Guid GestureId { get; private init; }

    /// <summary>In the smallest unit of the currency.</summary>
    public long Amount { get; private init; }

    public GestureState State { get; private set; }
    public string Reason { get; private set; } = "";
    public string AskedBy { get; private init; } = "";
    public DateTimeOffset AskedAt { get; private init; }

    /// <summary>Who gave it: whoever asked, within their own authority, or whoever approved.</summary>
    public string? DecidedBy { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }
    public string Answer { get; private set; } = "";

    /// <summary>The month whose budget it was taken from; null while it was not given.</summary>
    public string? Month { get; private set; }

    /// <summary>The budget has been taken from already.</summary>
    public void Give(Case matter, string month, string answer, string actor, DateTimeOffset now)
    {
        matter.Log(actor == AskedBy && DecidedAt is null && answer.Length == 0 ? "case.gesture_given" : "case.gesture_approved", actor, now, new { givenId = Id, gestureId = GestureId, amount = Amount });
        (State, Month, Answer, DecidedBy, DecidedAt) = (GestureState.Given, month, answer, actor, now);
    }

    public void Ask(Case matter, DateTimeOffset now) => matter.Log("case.gesture_asked", AskedBy, now, new { givenId = Id, gestureId = GestureId, amount = Amount });

    public void Refuse(Case matter, string answer, string actor, DateTimeOffset now)
    {
        (State, Answer, DecidedBy, DecidedAt) = (GestureState.Refused, answer, actor, now);
        matter.Log("case.gesture_refused", actor, now, new { givenId = Id, gestureId = GestureId, amount = Amount });
    }

    internal void MoveTo(Guid personId) => PersonId = personId;

    internal void Forget() => (Reason, Answer) = ("", "");

    internal sealed class Table : IEntityTypeConfiguration<GivenGesture>
    {
        public void Configure(EntityTypeBuilder<GivenGesture> builder)
        {
            builder.ToTable("given_gestures");
            builder.Property(it => it.Id).ValueGeneratedNever();
            builder.Property(it => it.State).HasConversion<string>().HasMaxLength(10);
            builder.Property(it => it.Reason).HasMaxLength(MostReason);
            builder.Property(it => it.AskedBy).HasMaxLength(60);
            builder.Property(it => it.DecidedBy).HasMaxLength(60);
            builder.Property(it => it.Answer).HasMaxLength(MostReason);
            builder.Property(it => it.Month).HasMaxLength(7);
            builder.HasIndex(it => it.CaseId);
            builder.HasIndex(it => new { it.State, it.DecidedAt });
            builder.HasIndex(it => new { it.State, it.AskedAt });
            builder.HasIndex(it => new { it.PersonId, it.AskedAt });
        }
    }
}
