using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Policies;

/// <summary>What was decided about how customers are treated (POL-01): one row for the workspace, and one for each inbox where something else holds.</summary>
public sealed class ServicePolicy
{
    public const string StreamKind = "policy";
    public const string Changed = "policy.changed";
    public const int MostOpening = 300;
    public const int MostRings = 10;
    public const int UsualRings = 3;

    /// <summary>In place of an inbox: the row that holds everywhere.</summary>
    public static readonly Guid Everywhere = Guid.Empty;

    private ServicePolicy() { }

    public ServicePolicy(Guid inboxId, DateTimeOffset now) => (InboxId, Id) = (inboxId, Guid.CreateVersion7(now));

    public Guid InboxId { get; private init; }

    /// <summary>The stream of its log.</summary>
    public Guid Id { get; private init; }

    /// <summary>JSON: <see cref="Wording"/>. With what a call is answered; a language without one is as everywhere.</summary>
    public string Opening { get; private set; } = "{}";

    /// <summary>After how many rings at most a call is answered; of the workspace only.</summary>
    public int? Rings { get; private set; }

    /// <summary>Whoever complains hears first that we are sorry. Null: as everywhere.</summary>
    public bool? ApologiseFirst { get; private set; }

    /// <summary>Nobody has to prove where and when something was bought, and its origin is not haggled over. Null: as everywhere.</summary>
    public bool? Trust { get; private set; }

    public int LastSequence { get; private set; }

    /// <summary>Grows with every change; two changes at once cannot both succeed.</summary>
    public int Version { get; private set; }

    public PolicyContent Read() => new(JsonSerializer.Deserialize<Wording>(Opening)!, Rings, ApologiseFirst, Trust);

    /// <returns>The line of the log, with what held before; null when nothing has changed.</returns>
    public LoggedEvent? Decide(PolicyContent content, string actor, DateTimeOffset now)
    {
        var before = Read();
        if (before == content)
            return null;

        (Opening, Rings, ApologiseFirst, Trust) = (JsonSerializer.Serialize(content.Opening), content.Rings, content.ApologiseFirst, content.Trust);
        Version++;
        return new LoggedEvent(StreamKind, Id, ++LastSequence, Changed, now, actor, JsonSerializer.Serialize(new { inbox = InboxId == Everywhere ? (Guid?)null : InboxId, before, after = content }, JsonSerializerOptions.Web));
    }

    internal sealed class Table : IEntityTypeConfiguration<ServicePolicy>
    {
        public void Configure(EntityTypeBuilder<ServicePolicy> builder)
        {
            builder.ToTable("service_policies");
            builder.HasKey(it => it.InboxId);
            builder.Property(it => it.InboxId).ValueGeneratedNever();
            builder.Property(it => it.Version).IsConcurrencyToken();
        }
    }
}

/// <summary>What one row says; null where it says nothing.</summary>
public sealed record PolicyContent(Wording Opening, int? Rings, bool? ApologiseFirst, bool? Trust);

internal static class PolicyTables
{
    extension(AppDb db)
    {
        public DbSet<ServicePolicy> ServicePolicies => db.Set<ServicePolicy>();
    }
}
