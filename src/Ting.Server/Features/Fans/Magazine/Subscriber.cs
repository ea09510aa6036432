using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Features.People;

namespace Ting.Server.Features.Fans.Magazine;

/// <summary>Stored by name; never rename one.</summary>
public enum SubscriberState { Waiting, Confirmed, Left }

/// <summary>
/// Somebody asked for the magazine: an address, what they agreed to in which words, and whether they have confirmed it. Of who leaves again only the dates stay,
/// so that nothing is left to write to.
/// </summary>
public sealed class Subscriber
{
    public const string Purpose = "magazine";
    public const int MostEmail = 254;
    public const int MostWording = 400;
    public static readonly TimeSpan Confirmable = TimeSpan.FromDays(3);
    private static readonly TimeSpan BetweenLetters = TimeSpan.FromMinutes(15);

    private Subscriber() { }

    /// <param name="wording">What stood beside the form, word for word.</param>
    public Subscriber(string email, string language, string source, string wording, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        (Email, Language, Source, Wording, AskedAt, ExpiresAt) = (Normalise(email), language, source, wording, now, now + Confirmable);
    }

    public Guid Id { get; private init; }

    /// <summary>Null for who has left.</summary>
    public string? Email { get; private set; }

    public string Language { get; private set; } = "";

    /// <summary>Where they agreed: the page of the magazine, the demo.</summary>
    public string Source { get; private init; } = "";

    public string Wording { get; private set; } = "";
    public SubscriberState State { get; private set; }
    public DateTimeOffset AskedAt { get; private set; }
    public DateTimeOffset? ConfirmedAt { get; private set; }
    public DateTimeOffset? LeftAt { get; private set; }

    /// <summary>Of the link that confirms; null when none is open.</summary>
    public string? TokenHash { get; private set; }

    /// <summary>Until when they can confirm; afterwards the row goes.</summary>
    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>The last letter about the subscription itself.</summary>
    public DateTimeOffset? LetterAt { get; private set; }

    /// <summary>Two changes at once cannot both succeed.</summary>
    public int Version { get; private set; }

    public static string Normalise(string email) => Identity.Normalise("email", email);

    /// <returns>False when an address has had a letter only just now: nobody's mailbox is filled through our form.</returns>
    public bool AskAgain(string language, string wording, DateTimeOffset now)
    {
        if (now < (LetterAt ?? AskedAt) + BetweenLetters)
            return false;
        if (State is SubscriberState.Waiting)
            (Language, Wording, AskedAt, ExpiresAt) = (language, wording, now, now + Confirmable);
        LetterAt = now;
        Version++;
        return true;
    }

    /// <summary>The link of before is worth nothing any more.</summary>
    public void Expect(string tokenHash)
    {
        TokenHash = tokenHash;
        Version++;
    }

    public bool CanConfirm(DateTimeOffset now) => State is SubscriberState.Waiting && now < ExpiresAt;

    public void Confirm(DateTimeOffset now)
    {
        (State, ConfirmedAt, TokenHash) = (SubscriberState.Confirmed, now, null);
        Version++;
    }

    public void Leave(DateTimeOffset now)
    {
        (State, LeftAt, Email, TokenHash) = (SubscriberState.Left, now, null, null);
        Version++;
    }

    internal sealed class Table : IEntityTypeConfiguration<Subscriber>
    {
        public void Configure(EntityTypeBuilder<Subscriber> builder)
        {
            builder.ToTable("magazine_subscribers");
            builder.Property(it => it.Id).ValueGeneratedNever();
            builder.Property(it => it.Email).HasMaxLength(MostEmail);
            builder.Property(it => it.Language).HasMaxLength(10);
            builder.Property(it => it.Source).HasMaxLength(20);
            builder.Property(it => it.Wording).HasMaxLength(MostWording);
            builder.Property(it => it.State).HasConversion<string>().HasMaxLength(10);
            builder.Property(it => it.TokenHash).HasMaxLength(SecretLink.HashLength);
            builder.Property(it => it.Version).IsConcurrencyToken();
            builder.HasIndex(it => it.Email).IsUnique();
            builder.HasIndex(it => it.TokenHash).IsUnique();
            builder.HasIndex(it => new { it.State, it.Id });
        }
    }
}
