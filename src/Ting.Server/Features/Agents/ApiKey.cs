using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;

namespace Ting.Server.Features.Agents;

/// <summary>A program's way in. The key itself is shown once and kept only as a hash.</summary>
public sealed class ApiKey
{
    public const string StreamKind = "key";
    public const string Created = "key.created";
    public const string Revoked = "key.revoked";

    private ApiKey() { }

    public ApiKey(string name, string key, AgentRole role, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        Name = name.Trim();
        Hash = HashOf(key);
        Beginning = key[..Math.Min(8, key.Length)];
        Role = role;
        CreatedAt = now;
    }

    public Guid Id { get; private init; }
    public string Name { get; private set; } = "";
    public string Hash { get; private init; } = "";

    /// <summary>The first characters, by which its owner knows it again.</summary>
    public string Beginning { get; private init; } = "";

    public AgentRole Role { get; private init; }

    /// <summary>Resources it may use, separated by spaces; empty for all that its role may.</summary>
    public string Scopes { get; private set; } = "";

    /// <summary>It sees only what stands with this team; null for everything.</summary>
    public Guid? TeamId { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }
    public DateTimeOffset? LastUsedAt { get; private set; }
    public DateTimeOffset? RevokedAt { get; private set; }

    public static string HashOf(string key) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(key)));

    public void Limit(string scopes, Guid? teamId) => (Scopes, TeamId) = (scopes, teamId);

    public void Revoke(DateTimeOffset now) => RevokedAt = now;

    public void Used(DateTimeOffset now) => LastUsedAt = now;

    /// <summary>Who let it in, with what, and who shut it out: the two lines of its log.</summary>
    public LoggedEvent Log(string type, string actor, DateTimeOffset now) => new(
        StreamKind, Id, type is Created ? 1 : 2, type, now, actor, JsonSerializer.Serialize(new { name = Name, role = Role.ToString(), scopes = Scopes, team = TeamId }, JsonSerializerOptions.Web));

    internal sealed class Table : IEntityTypeConfiguration<ApiKey>
    {
        public void Configure(EntityTypeBuilder<ApiKey> builder)
        {
            builder.ToTable("api_keys");
            builder.Property(key => key.Id).ValueGeneratedNever();
            builder.Property(key => key.Name).HasMaxLength(120);
            builder.Property(key => key.Hash).HasMaxLength(64);
            builder.Property(key => key.Beginning).HasMaxLength(12);
            builder.Property(key => key.Role).HasConversion<string>().HasMaxLength(20);
            builder.Property(key => key.Scopes).HasMaxLength(400);
            builder.HasIndex(key => key.Hash).IsUnique();
        }
    }
}
