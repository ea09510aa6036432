using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Listening.Text;
using Ting.Server.Platform.Data;

namespace Ting.Server.Platform.Search;

/// <summary>The words of one message or person, as both databases' full-text indexes read them.</summary>
public sealed class SearchDocument : INumbered
{
    public const string Counter = "search";

    private SearchDocument() { }

    /// <param name="kind">message, person …: what the source is.</param>
    /// <param name="owner">The conversation or person a hit leads to.</param>
    /// <param name="source">The message or person whose words these are.</param>
    public SearchDocument(string kind, Guid owner, Guid source, params ReadOnlySpan<string?> texts)
    {
        Kind = kind;
        Owner = owner;
        Source = source;
        Terms = SearchTerms.ForIndex(PrefixOf(kind), texts);
    }

    /// <summary>Grows with time: the newest first is the order of the number.</summary>
    public long Id { get; private set; }

    public string Kind { get; private init; } = "";
    public Guid Owner { get; private set; }
    public Guid Source { get; private init; }
    public string Terms { get; private set; } = "";

    string INumbered.CounterName => Counter;

    /// <summary>The words lead to another place now.</summary>
    public void MoveTo(Guid owner) => Owner = owner;

    public void Rewrite(params ReadOnlySpan<string?> texts) => Terms = SearchTerms.ForIndex(PrefixOf(Kind), texts);

    /// <summary>Every kind but the most frequent one has terms of its own: to look for a person never reads through all messages with the same word.</summary>
    internal static string PrefixOf(string kind) => kind is "message" ? "" : $"{kind}zz";

    void INumbered.Numbered(long number) => Id = number;

    internal sealed class Table : IEntityTypeConfiguration<SearchDocument>
    {
        public void Configure(EntityTypeBuilder<SearchDocument> builder)
        {
            builder.ToTable("search_documents");
            builder.Property(document => document.Id).ValueGeneratedNever();
            builder.Property(document => document.Kind).HasMaxLength(20);
            builder.HasIndex(document => document.Source);
        }
    }
}

public static class SearchTables
{
    extension(AppDb db)
    {
        public DbSet<SearchDocument> SearchDocuments => db.Set<SearchDocument>();
    }
}
