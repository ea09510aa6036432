using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;

namespace Ting.Server.Features.Agents;

/// <summary>Where a role of this desk differs from the usual one. No row: it does not.</summary>
public sealed class RoleSettings
{
    public const string StreamKind = "role";

    private RoleSettings() { }

    public RoleSettings(AgentRole role, DateTimeOffset now) => (Role, Id) = (role, Guid.CreateVersion7(now));

    public AgentRole Role { get; private init; }

    /// <summary>The stream of its log.</summary>
    public Guid Id { get; private init; }

    /// <summary>JSON: by permission, whether it was granted or withdrawn; only where that differs from the usual.</summary>
    public string Changes { get; private set; } = "{}";

    /// <summary>Which conversations the role sees.</summary>
    public Sight Sight { get; private set; }

    public bool SeesUnheld { get; private set; } = true;

    public int LastSequence { get; private set; }

    /// <summary>Grows with every change; two changes at once cannot both succeed.</summary>
    public int Version { get; private set; }

    public IReadOnlyDictionary<string, bool> ReadChanges() => JsonSerializer.Deserialize<Dictionary<string, bool>>(Changes)!;

    public void Change(IReadOnlyDictionary<string, bool> changes) => Changes = JsonSerializer.Serialize(changes.OrderBy(it => it.Key, StringComparer.Ordinal).ToDictionary());

    public RoleSight ReadSight() => new(Sight, SeesUnheld);

    public void See(RoleSight sight) => (Sight, SeesUnheld) = (sight.Sight, sight.Unheld);

    /// <summary>Writes one line to this role's log.</summary>
    public LoggedEvent Log(string type, string actor, object data, DateTimeOffset now)
    {
        Version++;
        return new LoggedEvent(StreamKind, Id, ++LastSequence, type, now, actor, JsonSerializer.Serialize(data, JsonSerializerOptions.Web));
    }

    internal sealed class Table : IEntityTypeConfiguration<RoleSettings>
    {
        public void Configure(EntityTypeBuilder<RoleSettings> builder)
        {
            builder.ToTable("role_settings");
            builder.HasKey(it => it.Role);
            builder.Property(it => it.Role).HasConversion<string>().HasMaxLength(20).ValueGeneratedNever();
            builder.Property(it => it.Sight).HasConversion<string>().HasMaxLength(10).HasDefaultValue(Sight.All).ValueGeneratedNever();
            builder.Property(it => it.SeesUnheld).HasDefaultValue(true).ValueGeneratedNever();
            builder.Property(it => it.Version).IsConcurrencyToken();
        }
    }
}
