using Ting.Server.Features.Academy.Writing;

namespace Ting.Server.Tests.Features.Academy.Writing;

/// <summary>What names somebody goes out of a passage, in each language's own ways of naming.</summary>
[Trait("req", "ACAD-06")]
public sealed class PassageTests
{
    private static readonly KnownNames Names = new(["林婉清", "Anna Whitfield", "佐藤 健", "wanqing@example.test", "禾木设计公司"], ["周予安", "Mel Ashworth"]);

    [Theory]
    [InlineData("zh", "我是林婉清，电话 13812345678，订单 HM20261101234 还没到。", "我是某某，电话 【电话】，订单 【编号】 还没到。")]
    [InlineData("zh", "林女士您好，我是周予安，请发到 wanqing@example.test。", "某某您好，我是客服，请发到 某某。")]
    [InlineData("zh", "请寄到上海市静安区南京西路1266号3楼，王先生收。", "请寄到【地址】，某先生收。")]
    [InlineData("zh", "我叫陈小明，在禾木设计公司上班。", "我叫某，在某某上班。")]
    [InlineData("ja", "佐藤健と申します。東京都渋谷区神南1-2-3に送ってください。", "○○と申します。【住所】に送ってください。")]
    [InlineData("ja", "お客様、田中様のお電話は 03-1234-5678 でしょうか。", "お客様、○○様のお電話は 【電話番号】 でしょうか。")]
    [InlineData("en", "My name is Anna Whitfield, please call 020 7946 0018 or see https://example.test/o/1.", "My name is [name], please call [phone] or see [link].")]
    [InlineData("en", "Ms Carter lives at 12 Old Mill Lane. Mel will write to her.", "Ms [name] lives at [address]. [colleague] will write to her.")]
    [InlineData("en", "Annabel waits for the smelling salts until 14 May.", "Annabel waits for the smelling salts until 14 May.")]
    [InlineData("en", "The bag is here, and Dougie will write on Friday.", "The bag is here, and [name] will write on Friday.")]
    public void Names_numbers_and_addresses_are_replaced(string language, string said, string expected)
    {
        var replacements = Passage.Find([said], language, Names, []);

        var changed = Passage.Apply(said, replacements);

        Assert.Equal(expected, changed);
        Assert.Empty(Passage.LeftIn(changed, language, Names));
    }

    [Fact]
    public void What_a_person_sees_besides_goes_too_and_stands_as_they_want_it()
    {
        const string Said = "The red piano of my daughter Mia stands in Brno.";

        var replacements = Passage.Find([Said], "en", Names, ["mia", "Brno"]).Select(it => it.Original == "Brno" ? it with { Stand = "a town" } : it).ToList();

        Assert.Equal("The red piano of my daughter […] stands in a town.", Passage.Apply(Said, replacements));
    }

    [Fact]
    public void What_was_left_is_found_again() => Assert.Equal(["林婉清", "HM20261101234"], Passage.LeftIn("林婉清的订单 HM20261101234", "zh", Names));
}
