using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Features.Academy.Courses;
using Ting.Server.Features.Academy.Grading;

namespace Ting.Server.Features.Academy.Practice;

/// <summary>One answer of one agent to one exercise, as it was given.</summary>
public sealed class Attempt
{
    private Attempt() { }

    public Attempt(Guid agentId, Course course, Exercise exercise, Answer answer, Grade grade, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        AgentId = agentId;
        Course = course.Key;
        Exercise = exercise.Key;
        Language = course.Language;
        Edition = course.Edition;
        AnswerJson = JsonSerializer.Serialize(answer, JsonSerializerOptions.Web);
        Verdict = grade.Verdict;
        Score = grade.Score;
        At = now;
    }

    public Guid Id { get; private init; }
    public Guid AgentId { get; private init; }
    public string Course { get; private init; } = "";
    public string Exercise { get; private init; } = "";

    /// <summary>zh-Hans, ja or en: of the course when it was answered.</summary>
    public string Language { get; private init; } = "";

    /// <summary>Of the course when it was answered; 0 for what was shipped.</summary>
    public int Edition { get; private init; }

    public string AnswerJson { get; private init; } = "";
    public Verdict Verdict { get; private init; }
    public int Score { get; private init; }
    public DateTimeOffset At { get; private init; }

    public Answer Given => JsonSerializer.Deserialize<Answer>(AnswerJson, JsonSerializerOptions.Web)!;

    internal sealed class Table : IEntityTypeConfiguration<Attempt>
    {
        public void Configure(EntityTypeBuilder<Attempt> builder)
        {
            builder.ToTable("attempts");
            builder.Property(attempt => attempt.Id).ValueGeneratedNever();
            builder.Property(attempt => attempt.Course).HasMaxLength(40);
            builder.Property(attempt => attempt.Exercise).HasMaxLength(60);
            builder.Property(attempt => attempt.Language).HasMaxLength(10);
            builder.Property(attempt => attempt.Edition).HasDefaultValue(0).ValueGeneratedNever();
            builder.Property(attempt => attempt.AnswerJson).HasColumnName("Answer");
            builder.Property(attempt => attempt.Verdict).HasConversion<string>().HasMaxLength(10);
            builder.Ignore(attempt => attempt.Given);
            builder.HasIndex(attempt => new { attempt.AgentId, attempt.Id });
        }
    }
}
