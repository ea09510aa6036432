using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ting.Server.Features.Conversations;

/// <summary>A word by which conversations are sorted.</summary>
public sealed class Label
{
    private Label() { }

    public Label(string name, string? colour, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        Name = name.Trim();
        Colour = colour;
    }

    public Guid Id { get; private init; }
    public string Name { get; private set; } = "";

    /// <summary>brand, eye, heart, warning, danger or success; null for grey.</summary>
    public string? Colour { get; private set; }

    public void Change(string name, string? colour) => (Name, Colour) = (name.Trim(), colour);

    internal sealed class Table : IEntityTypeConfiguration<Label>
    {
        public void Configure(EntityTypeBuilder<Label> builder)
        {
            builder.ToTable("labels");
            builder.Property(label => label.Id).ValueGeneratedNever();
            builder.Property(label => label.Name).HasMaxLength(60);
            builder.Property(label => label.Colour).HasMaxLength(20);
            builder.HasIndex(label => label.Name).IsUnique();
        }
    }
}

public sealed class ConversationLabel
{
    private ConversationLabel() { }

    public ConversationLabel(Guid labelId, Guid conversationId) => (LabelId, ConversationId) = (labelId, conversationId);

    public Guid LabelId { get; private init; }
    public Guid ConversationId { get; private init; }

    internal sealed class Table : IEntityTypeConfiguration<ConversationLabel>
    {
        public void Configure(EntityTypeBuilder<ConversationLabel> builder)
        {
            builder.ToTable("conversation_labels");
            builder.HasKey(link => new { link.ConversationId, link.LabelId });
            builder.HasIndex(link => new { link.LabelId, link.ConversationId });
        }
    }
}
