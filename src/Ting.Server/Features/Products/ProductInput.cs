using System.Globalization;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Localisation;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Products;

/// <summary>A product as the form holds it: whatever was typed, until it can be read.</summary>
internal sealed class ProductInput
{
    public string Sku { get; set; } = "";
    public string Zh { get; init; } = "";
    public string Ja { get; init; } = "";
    public string En { get; init; } = "";
    public string Category { get; init; } = "";
    public string Words { get; init; } = "";
    public string Price { get; init; } = "";
    public string Currency { get; init; } = "";
    public string Lasts { get; init; } = "";
    public bool Active { get; init; } = true;
    public int Version { get; init; }

    public static ProductInput Of(Product it)
    {
        var names = it.ReadNames();
        return new()
        {
            Sku = it.Sku,
            Zh = names.Zh,
            Ja = names.Ja,
            En = names.En,
            Category = it.Category,
            Words = string.Join(Languages.Current.Code is "en" ? ", " : "、", it.ReadWords()),
            Price = it.Price is { } price ? (price / 100m).ToString("0.##", CultureInfo.InvariantCulture) : "",
            Currency = it.Currency,
            Lasts = it.LastsDays?.ToString(CultureInfo.InvariantCulture) ?? "",
            Active = it.Active,
            Version = it.Version,
        };
    }

    public static ProductInput Read(IFormCollection form) => new()
    {
        Sku = form["sku"].ToString(),
        Zh = form["zh"].ToString(),
        Ja = form["ja"].ToString(),
        En = form["en"].ToString(),
        Category = form["category"].ToString(),
        Words = form["words"].ToString(),
        Price = form["price"].ToString().Trim(),
        Currency = form["currency"].ToString().Trim(),
        Lasts = form["lasts"].ToString().Trim(),
        Active = form["active"] == "true",
        Version = FormRows.Version(form),
    };

    public Outcome<SaveProduct.Request> ToRequest()
    {
        double? price = null;
        if (Price.Length > 0)
        {
            if (!double.TryParse(Price, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var amount))
                return Refusal.Invalid("product.price", "price");
            price = amount;
        }

        int? lasts = null;
        if (Lasts.Length > 0)
        {
            if (!int.TryParse(Lasts, NumberStyles.None, CultureInfo.InvariantCulture, out var days))
                return Refusal.Invalid("product.lasts", "lastsDays");
            lasts = days;
        }

        return new SaveProduct.Request
        {
            Sku = Sku,
            Names = new Wording(Zh, Ja, En),
            Category = Category,
            Words = FormRows.Words(Words),
            Price = price,
            Currency = Currency.ToUpperInvariant(),
            LastsDays = lasts,
            Active = Active,
        };
    }
}
