using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Listening;

namespace Ting.Server.Features.Conversations;

/// <summary>What the engine understood of one message, and what a person made of it.</summary>
public sealed class MessageReading
{
    private MessageReading() { }

    public MessageReading(Message message, Reading reading)
    {
        MessageId = message.Id;
        ConversationId = message.ConversationId;
        At = message.At;
        Read(reading);
    }

    public Guid MessageId { get; private init; }
    public Guid ConversationId { get; private set; }
    public DateTimeOffset At { get; private init; }
    public string Emotion { get; private set; } = "";
    public int Level { get; private set; }
    public double SentimentScore { get; private set; }
    public string ModelVersion { get; private set; } = "";

    /// <summary>The whole reading, as <c>ting listen</c> answers it.</summary>
    public string Json { get; private set; } = "{}";

    /// <summary>The emotion an agent put right; the engine's stays beside it.</summary>
    public string? CorrectedEmotion { get; private set; }

    public Guid? CorrectedBy { get; private set; }

    public void Read(Reading reading)
    {
        Emotion = reading.Emotion.ToString();
        Level = EmotionLevel.Of(reading.Emotion);
        SentimentScore = reading.SentimentScore;
        ModelVersion = reading.ModelVersion;
        Json = ListeningJson.Write(reading);
    }

    /// <summary>The step on which screens draw it: a person's word counts before the engine's.</summary>
    public int ShownLevel => CorrectedEmotion is { } word && Enum.TryParse<Emotion>(word, out var emotion) ? EmotionLevel.Of(emotion) : Level;

    internal void MoveTo(Guid conversationId) => ConversationId = conversationId;

    public void Correct(Emotion emotion, Guid agentId) => (CorrectedEmotion, CorrectedBy) = (emotion.ToString(), agentId);

    internal sealed class Table : IEntityTypeConfiguration<MessageReading>
    {
        public void Configure(EntityTypeBuilder<MessageReading> builder)
        {
            builder.ToTable("readings");
            builder.HasKey(reading => reading.MessageId);
            builder.Property(reading => reading.MessageId).ValueGeneratedNever();
            builder.Ignore(reading => reading.ShownLevel);
            builder.Property(reading => reading.Emotion).HasMaxLength(20);
            builder.Property(reading => reading.CorrectedEmotion).HasMaxLength(20);
            builder.Property(reading => reading.ModelVersion).HasMaxLength(40);
            builder.HasIndex(reading => new { reading.ConversationId, reading.At });
            builder.HasIndex(reading => new { reading.At, reading.MessageId }).HasFilter("\"CorrectedEmotion\" IS NOT NULL");
        }
    }
}
