using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Platform.Data;

namespace Ting.Server.Platform.Identity;

/// <summary>The answer to a POST that carried an Idempotency-Key, so that the same request sent again changes nothing.</summary>
public sealed class RememberedAnswer
{
    private RememberedAnswer() { }

    public RememberedAnswer(string key, string requestHash, DateTimeOffset now) => (Key, RequestHash, CreatedAt) = (key, requestHash, now);

    /// <summary>The caller and the key it chose.</summary>
    public string Key { get; private init; } = "";

    public string RequestHash { get; private init; } = "";

    /// <summary>0 while the first request is still being answered.</summary>
    public int Status { get; private set; }

    public string Body { get; private set; } = "";
    public string? Location { get; private set; }
    public DateTimeOffset CreatedAt { get; private init; }

    public void Answered(int status, string body, string? location) => (Status, Body, Location) = (status, body, location);

    internal sealed class Table : IEntityTypeConfiguration<RememberedAnswer>
    {
        public void Configure(EntityTypeBuilder<RememberedAnswer> builder)
        {
            builder.ToTable("remembered_answers");
            builder.HasKey(answer => answer.Key);
            builder.Property(answer => answer.Key).HasMaxLength(300);
            builder.Property(answer => answer.RequestHash).HasMaxLength(64);
            builder.Property(answer => answer.Location).HasMaxLength(200);
            builder.HasIndex(answer => answer.CreatedAt);
        }
    }
}

public static class IdentityTables
{
    extension(AppDb db)
    {
        public DbSet<RememberedAnswer> RememberedAnswers => db.Set<RememberedAnswer>();
        public DbSet<ProtectionKey> ProtectionKeys => db.Set<ProtectionKey>();
    }
}
