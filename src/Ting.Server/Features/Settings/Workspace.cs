using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Settings;

/// <summary>The one workspace of this installation; absent until it has been set up.</summary>
public sealed class Workspace
{
    public const int TheOne = 1;

    private Workspace() { }

    public Workspace(string name, string language, bool isDemo, DateTimeOffset now)
    {
        Id = TheOne;
        Name = name.Trim();
        Language = language;
        IsDemo = isDemo;
        SetUpAt = now;
    }

    public int Id { get; private init; }
    public string Name { get; private set; } = "";
    public string Language { get; private set; } = "en";

    /// <summary>Shows the cards with which anybody signs in as anybody.</summary>
    public bool IsDemo { get; private init; }

    public DateTimeOffset SetUpAt { get; private init; }

    public void Change(string name, string language) => (Name, Language) = (name.Trim(), language);

    internal sealed class Table : IEntityTypeConfiguration<Workspace>
    {
        public void Configure(EntityTypeBuilder<Workspace> builder)
        {
            builder.ToTable("workspace");
            builder.Property(workspace => workspace.Id).ValueGeneratedNever();
            builder.Property(workspace => workspace.Name).HasMaxLength(120);
            builder.Property(workspace => workspace.Language).HasMaxLength(10);
        }
    }
}

public static class WorkspaceTables
{
    extension(AppDb db)
    {
        public DbSet<Workspace> Workspaces => db.Set<Workspace>();
    }
}
