using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Features.Academy.Courses;

namespace Ting.Server.Features.Academy.Practice;

/// <summary>Says that somebody finished a course: with the name and the title of that day, whatever changes later.</summary>
public sealed class Certificate
{
    // without letters and digits that look alike in print
    private const string Signs = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    private Certificate() { }

    public Certificate(Guid agentId, string name, Course course, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        AgentId = agentId;
        Name = name;
        Course = course.Key;
        Title = course.Title;
        Language = course.Language;
        Number = string.Create(CultureInfo.InvariantCulture, $"T{now.Year}-{RandomNumberGenerator.GetString(Signs, 4)}-{RandomNumberGenerator.GetString(Signs, 4)}");
        At = now;
    }

    public Guid Id { get; private init; }
    public Guid AgentId { get; private init; }
    public string Name { get; private init; } = "";
    public string Course { get; private init; } = "";

    /// <summary>The course's title in the language it was taken in.</summary>
    public string Title { get; private init; } = "";

    public string Language { get; private init; } = "";

    /// <summary>By which anybody here can check it: T2026-7KQ2-MX4D.</summary>
    public string Number { get; private init; } = "";

    public DateTimeOffset At { get; private init; }

    internal sealed class Table : IEntityTypeConfiguration<Certificate>
    {
        public void Configure(EntityTypeBuilder<Certificate> builder)
        {
            builder.ToTable("certificates");
            builder.Property(certificate => certificate.Id).ValueGeneratedNever();
            builder.Property(certificate => certificate.Name).HasMaxLength(200);
            builder.Property(certificate => certificate.Course).HasMaxLength(40);
            builder.Property(certificate => certificate.Title).HasMaxLength(200);
            builder.Property(certificate => certificate.Language).HasMaxLength(10);
            builder.Property(certificate => certificate.Number).HasMaxLength(20);
            builder.HasIndex(certificate => new { certificate.AgentId, certificate.Course }).IsUnique();
            builder.HasIndex(certificate => certificate.Number).IsUnique();
        }
    }
}
