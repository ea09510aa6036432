using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Platform.Identity;

namespace Ting.Server.Features.Agents;

/// <summary>Somebody who works here and signs in.</summary>
public sealed class Agent : IdentityUser<Guid>
{
    private Agent() { }

    public Agent(string name, string email, AgentRole role, string language, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        Name = name.Trim();
        Email = email.Trim();
        UserName = Email;
        Role = role;
        Language = language;
        CreatedAt = now;
        LockoutEnabled = true;
    }

    public string Name { get; private set; } = "";
    public AgentRole Role { get; private set; }

    /// <summary>zh-Hans, ja or en: of the screens.</summary>
    public string Language { get; private set; } = "en";

    public Guid? TeamId { get; private set; }

    /// <summary>False for somebody who has left: nothing they did is lost, and they cannot sign in.</summary>
    public bool Active { get; private set; } = true;

    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>When they left; null while they are here.</summary>
    public DateTimeOffset? LeftAt { get; private set; }

    public DateTimeOffset? LastSeenAt { get; private set; }

    public void Change(string name, AgentRole role, string language, Guid? teamId) =>
        (Name, Role, Language, TeamId) = (name.Trim(), role, language, teamId);

    public void Leave(DateTimeOffset now) => (Active, LeftAt) = (false, now);

    public void ComeBack() => (Active, LeftAt) = (true, null);

    public void Seen(DateTimeOffset now) => LastSeenAt = now;

    internal sealed class Table : IEntityTypeConfiguration<Agent>
    {
        public void Configure(EntityTypeBuilder<Agent> builder)
        {
            builder.ToTable("agents");
            builder.Property(agent => agent.Id).ValueGeneratedNever();
            builder.Property(agent => agent.Name).HasMaxLength(120);
            builder.Property(agent => agent.Language).HasMaxLength(10);
            builder.Property(agent => agent.Role).HasConversion<string>().HasMaxLength(20);
            builder.Property(agent => agent.UserName).HasMaxLength(256);
            builder.Property(agent => agent.NormalizedUserName).HasMaxLength(256);
            builder.Property(agent => agent.Email).HasMaxLength(256);
            builder.Property(agent => agent.NormalizedEmail).HasMaxLength(256);
            builder.Property(agent => agent.PhoneNumber).HasMaxLength(40);
            builder.Property(agent => agent.ConcurrencyStamp).IsConcurrencyToken();
            builder.HasIndex(agent => agent.NormalizedUserName).IsUnique();
            builder.HasIndex(agent => agent.NormalizedEmail);
        }
    }
}
