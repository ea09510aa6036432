using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Phrases;

public enum MacroScope { Mine, Team, Everyone }

/// <summary>Text that agents send often, and what to do with the conversation when it is used.</summary>
public sealed class Macro
{
    private Macro() { }

    public Macro(string name, string text, string language, MacroScope scope, Guid? ownerId, Guid? teamId, bool resolves, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        Scope = scope;
        OwnerId = ownerId;
        TeamId = teamId;
        Change(name, text, language, resolves);
    }

    public Guid Id { get; private init; }
    public string Name { get; private set; } = "";

    /// <summary>May hold {name}, {agent} and {number}.</summary>
    public string Text { get; private set; } = "";

    public string Language { get; private set; } = "en";
    public MacroScope Scope { get; private init; }
    public Guid? OwnerId { get; private init; }
    public Guid? TeamId { get; private init; }

    /// <summary>Sending it resolves the conversation.</summary>
    public bool Resolves { get; private set; }

    public void Change(string name, string text, string language, bool resolves) =>
        (Name, Text, Language, Resolves) = (name.Trim(), text, language, resolves);

    internal sealed class Table : IEntityTypeConfiguration<Macro>
    {
        public void Configure(EntityTypeBuilder<Macro> builder)
        {
            builder.ToTable("macros");
            builder.Property(macro => macro.Id).ValueGeneratedNever();
            builder.Property(macro => macro.Name).HasMaxLength(120);
            builder.Property(macro => macro.Language).HasMaxLength(10);
            builder.Property(macro => macro.Scope).HasConversion<string>().HasMaxLength(10);
            builder.HasIndex(macro => macro.OwnerId);
        }
    }
}

public static class PhraseTables
{
    extension(AppDb db)
    {
        public DbSet<Macro> Macros => db.Set<Macro>();
    }
}
