using Ting.Server.Features.Fields;
using Ting.Server.Features.Surveys.Questionnaires;

namespace Ting.Server.Tests.Features.Fields;

[Trait("req", "CRM-02")]
public sealed class FieldReadingTests
{
    private static readonly FieldOption[] Pets = [new("cat", new("猫", "猫", "Cat")), new("dog", new("狗", "犬", "Dog")), new("fish", new("金鱼", "金魚", "Goldfish"), Retired: true)];

    [Theory]
    [InlineData(FieldKind.Text, " 林 ", "林")]
    [InlineData(FieldKind.LongText, "一\r\n二", "一\n二")]
    [InlineData(FieldKind.Number, "41.5", "41.5")]
    [InlineData(FieldKind.Number, "４１", "41")]
    [InlineData(FieldKind.Number, "-0", "0")]
    [InlineData(FieldKind.Number, "+3.1400", "3.14")]
    [InlineData(FieldKind.Date, "2024-02-29", "2024-02-29")]
    [InlineData(FieldKind.YesNo, "true", "true")]
    [InlineData(FieldKind.YesNo, "false", "false")]
    [InlineData(FieldKind.Choice, "dog", "dog")]
    [InlineData(FieldKind.Choice, "犬", "dog")]
    [InlineData(FieldKind.Choice, "ＣＡＴ", "cat")]
    [InlineData(FieldKind.Link, "https://example.test/a?b=c", "https://example.test/a?b=c")]
    public void What_fits_the_kind_is_taken(FieldKind kind, string written, string kept)
    {
        var (values, fault) = FieldReading.Read(FieldOf(kind), [written]);

        Assert.Null(fault);
        Assert.Equal(kept, FieldReading.Write(kind, Assert.Single(values)));
    }

    [Theory]
    [InlineData(FieldKind.Text, "a\u0007b", "form.unreadable")]
    [InlineData(FieldKind.Number, "forty", "field.number")]
    [InlineData(FieldKind.Number, "1e3", "field.number")]
    [InlineData(FieldKind.Number, "0.00001", "field.number")]
    [InlineData(FieldKind.Number, "9999999999999", "field.number")]
    [InlineData(FieldKind.Number, "51", "field.range")]
    [InlineData(FieldKind.Number, "-11", "field.range")]
    [InlineData(FieldKind.Date, "2023-02-29", "field.date")]
    [InlineData(FieldKind.Date, "29/02/2024", "field.date")]
    [InlineData(FieldKind.Date, "0001-01-01", "field.date")]
    [InlineData(FieldKind.YesNo, "maybe", "field.yes_no")]
    [InlineData(FieldKind.Choice, "horse", "field.option")]
    [InlineData(FieldKind.Choice, "fish", "field.option")]
    [InlineData(FieldKind.Link, "javascript:alert(1)", "field.link")]
    [InlineData(FieldKind.Link, "example.test", "field.link")]
    [InlineData(FieldKind.Link, "https://a b", "field.link")]
    public void What_does_not_is_refused_with_its_reason(FieldKind kind, string written, string code)
    {
        var (values, fault) = FieldReading.Read(FieldOf(kind) with { Least = -10 * FieldReading.Parts, Most = 50 * FieldReading.Parts }, [written]);

        Assert.Equal(code, fault);
        Assert.Empty(values);
    }

    [Fact]
    public void Several_of_a_list_stand_in_the_order_of_the_list_and_once()
    {
        var (values, fault) = FieldReading.Read(FieldOf(FieldKind.Choices), ["dog", "猫", "dog", " "]);

        Assert.Null(fault);
        Assert.Equal(["cat", "dog"], values.Select(it => it.Text));
        Assert.Equal("field.one_only", FieldReading.Read(FieldOf(FieldKind.Choice), ["dog", "cat"]).Fault);
        Assert.Equal("field.one_only", FieldReading.Read(FieldOf(FieldKind.Text), ["a", "b"]).Fault);
    }

    [Fact]
    public void Nothing_is_nothing_unless_the_field_asks_for_it_and_a_retired_option_stays_with_who_has_it()
    {
        var field = FieldOf(FieldKind.Choice);

        Assert.Empty(FieldReading.Read(field, [" ", ""]).Values);
        Assert.Null(FieldReading.Read(field, []).Fault);
        Assert.Equal("field.required", FieldReading.Read(field with { Required = true }, [" "]).Fault);
        Assert.Equal("fish", Assert.Single(FieldReading.Read(field, ["fish"], held: ["fish"]).Values).Text);
    }

    [Fact]
    public void Texts_too_long_are_refused_at_the_first_character_too_many()
    {
        Assert.Null(FieldReading.Read(FieldOf(FieldKind.Text), [new string('字', FieldReading.MostText)]).Fault);
        Assert.Equal("form.too_long", FieldReading.Read(FieldOf(FieldKind.Text), [new string('字', FieldReading.MostText + 1)]).Fault);
        Assert.Equal("form.too_long", FieldReading.Read(FieldOf(FieldKind.LongText), [new string('字', FieldReading.MostLongText + 1)]).Fault);
        // no half of a character at the end of what is compared
        Assert.Equal(99, FieldContent.WordOf(new string('a', 99) + "😀😀").Length);
    }

    [Fact]
    public void What_was_kept_is_written_as_it_is_read_again()
    {
        var chance = new Random(20_261_122);
        for (var round = 0; round < 2000; round++)
        {
            var kind = Enum.GetValues<FieldKind>()[chance.Next(3, 6)] is var chosen && chosen is FieldKind.Choice ? FieldKind.Number : chosen;
            var content = FieldContent.OfNumber(kind switch
            {
                FieldKind.Date => new DateOnly(1800, 1, 1).AddDays(chance.Next(146_000)).DayNumber,
                FieldKind.YesNo => chance.Next(2),
                _ => chance.NextInt64(-1_000_000_000_000 * FieldReading.Parts, 1_000_000_000_000 * FieldReading.Parts),
            });

            var (values, fault) = FieldReading.Read(FieldOf(kind), [FieldReading.Write(kind, content)]);

            Assert.Null(fault);
            Assert.Equal([content], values);
        }
    }

    private static FieldEntry FieldOf(FieldKind kind) => new(Guid.CreateVersion7(), "it", kind, new("它", "それ", "It"), Wording.None, "", null, null, false, Pets, false);
}
