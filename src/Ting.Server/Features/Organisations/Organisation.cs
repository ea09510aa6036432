using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Organisations;

/// <summary>A company, school, club …: people belong to it, it is none itself.</summary>
public sealed class Organisation
{
    public const string StreamKind = "organisation";
    public const int MostCharacters = 200;

    private readonly List<OrganisationDomain> _domains = [];

    private Organisation() { }

    public Organisation(string name, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        CreatedAt = now;
        Rename(name, now);
    }

    public Guid Id { get; private init; }
    public string Name { get; private set; } = "";

    /// <summary>The form in which equal names are equal; one organisation at most has it.</summary>
    public string NameKey { get; private set; } = "";

    /// <summary>diamond, gold, silver; null for an ordinary one.</summary>
    public string? Tier { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }
    public DateTimeOffset UpdatedAt { get; private set; }
    public int LastSequence { get; private set; }

    /// <summary>Grows with every change; two changes at once cannot both succeed.</summary>
    public int Version { get; private set; }

    /// <summary>Behind the @ of its people's addresses.</summary>
    public IReadOnlyList<OrganisationDomain> Domains => _domains;

    /// <summary>Case, width and spaces do not tell two names apart.</summary>
    public static string KeyOf(string name) => string.Join(' ', name.Normalize(NormalizationForm.FormKC).ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public void Rename(string name, DateTimeOffset now)
    {
        (Name, NameKey) = (name.Trim(), KeyOf(name));
        Touch(now);
    }

    public void Rate(string? tier, DateTimeOffset now)
    {
        Tier = tier;
        Touch(now);
    }

    /// <summary>These and no others are its domains.</summary>
    public void Own(IReadOnlyCollection<string> domains, DateTimeOffset now)
    {
        _domains.RemoveAll(it => !domains.Contains(it.Domain));
        _domains.AddRange(domains.Where(domain => _domains.All(it => it.Domain != domain)).Select(domain => new OrganisationDomain(domain, Id)));
        Touch(now);
    }

    /// <summary>Writes one line to this organisation's log.</summary>
    public LoggedEvent Log(string type, string actor, string data, DateTimeOffset now)
    {
        Touch(now);
        return new LoggedEvent(StreamKind, Id, ++LastSequence, type, now, actor, data);
    }

    private void Touch(DateTimeOffset now)
    {
        UpdatedAt = now;
        Version++;
    }

    internal sealed class Table : IEntityTypeConfiguration<Organisation>
    {
        public void Configure(EntityTypeBuilder<Organisation> builder)
        {
            builder.ToTable("organisations");
            builder.Property(it => it.Id).ValueGeneratedNever();
            builder.Property(it => it.Name).HasMaxLength(MostCharacters);
            builder.Property(it => it.NameKey).HasMaxLength(400);
            builder.Property(it => it.Tier).HasMaxLength(20);
            builder.Property(it => it.Version).IsConcurrencyToken();
            builder.HasMany(it => it.Domains).WithOne().HasForeignKey(it => it.OrganisationId);
            builder.HasIndex(it => it.NameKey).IsUnique();
            builder.HasIndex(it => new { it.UpdatedAt, it.Id });
        }
    }
}

/// <summary>A domain that one organisation's people write from.</summary>
public sealed class OrganisationDomain
{
    // Anybody can have an address there.
    private static readonly HashSet<string> Public = new(StringComparer.Ordinal)
    {
        "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "msn.com", "yahoo.com", "yahoo.co.jp", "yahoo.co.uk", "icloud.com", "me.com", "mac.com", "aol.com", "proton.me", "protonmail.com",
        "gmx.com", "gmx.net", "mail.com", "qq.com", "foxmail.com", "163.com", "126.com", "yeah.net", "sina.com", "sina.cn", "sohu.com", "139.com", "189.cn", "aliyun.com",
        "docomo.ne.jp", "ezweb.ne.jp", "au.com", "softbank.ne.jp", "i.softbank.jp", "ymail.ne.jp", "nifty.com", "biglobe.ne.jp", "excite.co.jp",
    };

    private OrganisationDomain() { }

    internal OrganisationDomain(string domain, Guid organisationId) => (Domain, OrganisationId) = (domain, organisationId);

    /// <summary>Lower case; one organisation at most has it.</summary>
    public string Domain { get; private init; } = "";

    public Guid OrganisationId { get; private init; }

    public static bool IsPublic(string domain) => Public.Contains(domain);

    internal sealed class Table : IEntityTypeConfiguration<OrganisationDomain>
    {
        public void Configure(EntityTypeBuilder<OrganisationDomain> builder)
        {
            builder.ToTable("organisation_domains");
            builder.HasKey(it => it.Domain);
            builder.Property(it => it.Domain).HasMaxLength(253);
            builder.HasIndex(it => it.OrganisationId);
        }
    }
}
