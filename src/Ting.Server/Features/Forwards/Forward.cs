using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Forwards;

/// <summary>None: the link is handed over by hand. Stored by name; never rename one.</summary>
public enum ForwardMail { None, Waiting, Sent, Failed }

/// <summary>Chosen messages of a conversation, shown to somebody outside by a link that ends by itself. What they answer comes into the conversation, for colleagues only.</summary>
public sealed class Forward
{
    public const int MostMessages = 30;
    public const int MostNote = 2_000;
    public const int MostAnswers = 20;
    public const int MostDays = 60;
    public const int UsualDays = 14;

    private Forward() { }

    public Forward(Conversation conversation, string name, string email, string note, string language, IReadOnlyCollection<Guid> messages, bool byMail, int days, Guid? agentId, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        ConversationId = conversation.Id;
        Name = name.Trim();
        Email = email.Trim();
        Note = note.Trim();
        Language = language;
        Messages = JsonSerializer.Serialize(messages);
        Mail = byMail ? ForwardMail.Waiting : ForwardMail.None;
        AgentId = agentId;
        CreatedAt = now;
        ExpiresAt = now.AddDays(days);
    }

    public Guid Id { get; private init; }
    public Guid ConversationId { get; private init; }

    /// <summary>Who is asked: a supplier, a technician.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Empty when the link is handed over by hand.</summary>
    public string Email { get; private set; } = "";

    /// <summary>What they are asked.</summary>
    public string Note { get; private set; } = "";

    public string Language { get; private init; } = "";

    /// <summary>JSON: the ids of the messages that are shown.</summary>
    public string Messages { get; private init; } = "[]";

    /// <summary>Who asked; null for a program.</summary>
    public Guid? AgentId { get; private init; }

    public DateTimeOffset CreatedAt { get; private init; }
    public DateTimeOffset ExpiresAt { get; private init; }
    public DateTimeOffset? ClosedAt { get; private set; }
    public ForwardMail Mail { get; private set; }

    /// <summary>Why the mail did not arrive.</summary>
    public string? Problem { get; private set; }

    public int Answers { get; private set; }
    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>Two changes at once cannot both succeed.</summary>
    public int Version { get; private set; }

    public IReadOnlyList<Guid> ReadMessages() => JsonSerializer.Deserialize<List<Guid>>(Messages)!;

    public bool IsOpen(DateTimeOffset now) => ClosedAt is null && now < ExpiresAt;

    public void Close(DateTimeOffset now)
    {
        ClosedAt ??= now;
        Version++;
    }

    public void Answer(DateTimeOffset now)
    {
        (Answers, AnsweredAt) = (Answers + 1, now);
        Version++;
    }

    public void Arrived()
    {
        (Mail, Problem) = (ForwardMail.Sent, null);
        Version++;
    }

    public void Failed(string problem, bool forGood)
    {
        Problem = problem.Length > 200 ? problem[..200] : problem;
        if (forGood)
            Mail = ForwardMail.Failed;
        Version++;
    }

    /// <summary>The customer is forgotten: nothing is shown any more, and no word stays that could name them.</summary>
    public void Forget(DateTimeOffset now)
    {
        Close(now);
        Note = "";
    }

    internal sealed class Table : IEntityTypeConfiguration<Forward>
    {
        public void Configure(EntityTypeBuilder<Forward> builder)
        {
            builder.ToTable("forwards");
            builder.Property(it => it.Id).ValueGeneratedNever();
            builder.Property(it => it.Name).HasMaxLength(120);
            builder.Property(it => it.Email).HasMaxLength(254);
            builder.Property(it => it.Note).HasMaxLength(MostNote);
            builder.Property(it => it.Language).HasMaxLength(10);
            builder.Property(it => it.Mail).HasConversion<string>().HasMaxLength(10);
            builder.Property(it => it.Problem).HasMaxLength(200);
            builder.Property(it => it.Version).IsConcurrencyToken();
            builder.HasIndex(it => new { it.ConversationId, it.Id });
            builder.HasIndex(it => new { it.AgentId, it.CreatedAt });
        }
    }
}

public static class ForwardTables
{
    extension(AppDb db)
    {
        public DbSet<Forward> Forwards => db.Set<Forward>();
    }
}
