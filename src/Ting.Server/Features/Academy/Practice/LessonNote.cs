using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ting.Server.Features.Academy.Practice;

/// <summary>What an agent wrote down after a lesson, for nobody else (ACAD-10).</summary>
public sealed class LessonNote
{
    public const int Longest = 4_000;

    private LessonNote() { }

    public LessonNote(Guid agentId, string course, string lesson) => (AgentId, Course, Lesson) = (agentId, course, lesson);

    public Guid AgentId { get; private init; }
    public string Course { get; private init; } = "";
    public string Lesson { get; private init; } = "";
    public string Text { get; private set; } = "";
    public DateTimeOffset At { get; private set; }

    public void Write(string text, DateTimeOffset now) => (Text, At) = (text, now);

    internal sealed class Table : IEntityTypeConfiguration<LessonNote>
    {
        public void Configure(EntityTypeBuilder<LessonNote> builder)
        {
            builder.ToTable("lesson_notes");
            builder.HasKey(note => new { note.AgentId, note.Course, note.Lesson });
            builder.Property(note => note.Course).HasMaxLength(40);
            builder.Property(note => note.Lesson).HasMaxLength(60);
            builder.Property(note => note.Text).HasMaxLength(Longest);
        }
    }
}
