using System.Net;
using Ting.Server.Platform.Identity;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Products;

[Trait("req", "PERS-02")]
public sealed class ProductTests : DeskTest
{
    private static readonly string[] NoProducts =
    [
        """{"sku":"","names":{"en":"A"}}""",
        """{"sku":"A","names":{}}""",
        """{"sku":"A","names":null}""",
        """{"sku":"A","names":{"en":null}}""",
        """{"sku":"A","names":{"en":"   "}}""",
        """{"sku":"A","names":{"en":"A"},"words":null}""",
        """{"sku":"A","names":{"en":"A"},"words":[null]}""",
        """{"sku":"A","names":{"en":"A"},"words":["01234567890123456789012345678901234567890"]}""",
        """{"sku":"A","names":{"en":"A"},"price":-1,"currency":"CNY"}""",
        """{"sku":"A","names":{"en":"A"},"price":5}""",
        """{"sku":"A","names":{"en":"A"},"lastsDays":0}""",
    ];

    [Fact]
    public async Task What_is_typed_is_kept_until_it_can_be_read_and_the_list_shows_it()
    {
        using var browser = Server.Browser("ja");
        await browser.OpenAsync("/products/new", Cancel);
        await browser.SubmitAsync("main form[method=post]", Cancel, ("sku", "HN-1"), ("ja", "日帰り温泉"), ("words", "温泉、昼食"), ("price", "たかい"), ("currency", "jpy"), ("active", "true"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        Assert.Equal("たかい", browser.Page.QuerySelector("#price")!.GetAttribute("value"));

        await browser.SubmitAsync("main form[method=post]", Cancel, ("sku", "HN-1"), ("ja", "日帰り温泉"), ("words", "温泉、昼食"), ("price", "9800"), ("currency", "jpy"), ("lasts", "30"), ("active", "true"));
        Assert.Equal("/products?done=saved", browser.Led);
        Assert.Contains("日帰り温泉", browser.Text, StringComparison.Ordinal);

        var product = Assert.Single((await Client.ReadAsync("/api/v1/products")).Items());
        Assert.Equal(("HN-1", 9800.0, "JPY", 30), (product.Text("sku"), product.GetProperty("price").GetDouble(), product.Text("currency"), product.GetProperty("lastsDays").GetInt32()));
        Assert.Equal(["温泉", "昼食"], product.GetProperty("words").EnumerateArray().Select(it => it.GetString()!));
        Assert.Equal("product.exists", (await Client.PostAsync("/api/v1/products", new { sku = "HN-1", names = new { en = "Again" } }, HttpStatusCode.Conflict)).Text("title"));
    }

    [Fact]
    public async Task What_is_no_product_is_refused_in_words()
    {
        foreach (var body in NoProducts)
            await Client.PostAsync("/api/v1/products", body, HttpStatusCode.BadRequest);
        Assert.Empty((await Client.ReadAsync("/api/v1/products")).Items());
    }

    [Fact]
    public async Task Who_serves_people_sees_products_and_who_leads_the_desk_writes_them()
    {
        Server.Role = AgentRole.Representative;
        await Client.ReadAsync("/api/v1/products");
        await Client.PostAsync("/api/v1/products", new { sku = "A", names = new { en = "A" } }, HttpStatusCode.Forbidden);
    }
}
