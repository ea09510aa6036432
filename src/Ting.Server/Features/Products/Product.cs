using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Products;

/// <summary>Something that this desk's shop sells: what it is called, and in which words customers ask for its like.</summary>
public sealed class Product
{
    public const int MostSku = 60;
    public const int MostName = 120;
    public const int MostWords = 30;
    public const int MostWord = 40;

    private Product() { }

    public Product(string sku, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        Sku = sku.Trim();
        CreatedAt = now;
    }

    public Guid Id { get; private init; }

    /// <summary>The shop's own name for it; one product at most has it.</summary>
    public string Sku { get; private set; } = "";

    /// <summary>JSON of a <see cref="Wording"/>.</summary>
    public string Names { get; private set; } = "{}";

    public string Category { get; private set; } = "";

    /// <summary>JSON: colour, size, material, style … as customers say them, in any language.</summary>
    public string Words { get; private set; } = "[]";

    /// <summary>In hundredths; null when it is not said.</summary>
    public long? Price { get; private set; }

    /// <summary>ISO 4217; empty without a price.</summary>
    public string Currency { get; private set; } = "";

    /// <summary>After how many days what was bought is used up; null for what lasts.</summary>
    public int? LastsDays { get; private set; }

    /// <summary>False: it is not sold any more, and not recommended.</summary>
    public bool Active { get; private set; } = true;

    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>Grows with every change; two changes at once cannot both succeed.</summary>
    public int Version { get; private set; }

    public void Describe(Wording names, string category, IReadOnlyList<string> words, bool active)
    {
        (Names, Category, Active) = (JsonSerializer.Serialize(names.Tidy()), category.Trim(), active);
        Words = JsonSerializer.Serialize(words);
        Version++;
    }

    public void Sell(long? price, string currency, int? lastsDays) => (Price, Currency, LastsDays) = (price, price is null ? "" : currency, lastsDays);

    public Wording ReadNames() => JsonSerializer.Deserialize<Wording>(Names)!;

    public IReadOnlyList<string> ReadWords() => JsonSerializer.Deserialize<string[]>(Words)!;

    internal sealed class Table : IEntityTypeConfiguration<Product>
    {
        public void Configure(EntityTypeBuilder<Product> builder)
        {
            builder.ToTable("products");
            builder.Property(product => product.Id).ValueGeneratedNever();
            builder.Property(product => product.Sku).HasMaxLength(MostSku);
            builder.Property(product => product.Category).HasMaxLength(MostName);
            builder.Property(product => product.Currency).HasMaxLength(3);
            builder.Property(product => product.Version).IsConcurrencyToken();
            builder.HasIndex(product => product.Sku).IsUnique();
        }
    }
}

public static class ProductTables
{
    extension(AppDb db)
    {
        public DbSet<Product> Products => db.Set<Product>();
    }
}

/// <summary>A product, ready to be compared with what somebody likes and bought.</summary>
public sealed record ProductEntry(Guid Id, string Sku, Wording Names, string Category, IReadOnlyList<string> Words, long? Price, string Currency, int? LastsDays)
{
    internal static ProductEntry Of(Product it) => new(it.Id, it.Sku, it.ReadNames(), it.Category, it.ReadWords(), it.Price, it.Currency, it.LastsDays);

    /// <summary>Whether an order's line means this product: by its number or by its name in any language.</summary>
    public bool IsCalled(string line)
    {
        var said = line.Trim();
        return said.Length > 0 && new[] { Sku, Names.Zh, Names.Ja, Names.En }.Any(name => string.Equals(name, said, StringComparison.OrdinalIgnoreCase));
    }
}

/// <summary>What is sold now, kept in memory.</summary>
public sealed record ProductBook(IReadOnlyList<ProductEntry> All)
{
    /// <summary>A desk's small catalogue; a shop of a hundred thousand things recommends in its own system.</summary>
    public const int Most = 2000;

    internal static async Task<ProductBook> ReadAsync(AppDb db, CancellationToken cancel) =>
        new([.. (await db.Products.AsNoTracking().Where(it => it.Active).OrderBy(it => it.Id).Take(Most).ToListAsync(cancel)).Select(ProductEntry.Of)]);
}
