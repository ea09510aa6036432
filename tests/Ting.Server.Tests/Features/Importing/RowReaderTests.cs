using Ting.Server.Features.Importing;

namespace Ting.Server.Tests.Features.Importing;

public sealed class RowReaderTests
{
    [Theory]
    [InlineData("1990-04-01", 1990, 4, 1)]
    [InlineData("1990/4/1", 1990, 4, 1)]
    [InlineData("１９９０年４月１日", 1990, 4, 1)]
    [InlineData("19900401", 1990, 4, 1)]
    [InlineData("4月1日", null, 4, 1)]
    [InlineData("02-29", null, 2, 29)]
    public void Days_are_read_as_three_languages_write_them(string cell, int? year, int month, int day)
    {
        var date = RowWords.Date(cell);

        Assert.Equal((year, month, day), (date!.Year, date.Month, date.Day));
    }

    [Theory]
    [InlineData("04/01/1990")] // April or January?
    [InlineData("1990-02-30")]
    [InlineData("13-01")]
    [InlineData("soon")]
    public void A_day_that_is_unclear_is_not_guessed(string cell) => Assert.Null(RowWords.Date(cell));

    [Theory]
    [InlineData("email", "not an address", "row.email")]
    [InlineData("phone", "8.61381E+11", "row.phone")]
    [InlineData("phone", "12", "row.phone")]
    [InlineData("language", "Klingon", "row.language")]
    [InlineData("tier", "platinum", "row.tier")]
    [InlineData("access", "maybe", "row.yes_no")]
    [InlineData("birthday", "04/01/1990", "row.date")]
    [InlineData("id", "12", "row.id")]
    [InlineData("name", "\uFFFD\uFFFD", "row.encoding")]
    public void What_cannot_be_right_is_said(string target, string cell, string code) =>
        Assert.Equal(code, new RowReader([target]).Read([cell]).Faults[0].Code);

    [Fact]
    public void Nobody_is_taken_twice_from_one_file()
    {
        var rows = new RowReader(["email", "phone"]);

        Assert.Empty(rows.Read(["a@example.test", "+81 70 0000 1000"]).Faults);
        var second = rows.Read(["b@example.test", "+81-70-0000-1000"]);

        Assert.Equal([new ImportFault("row.twice", "phone", "1")], second.Faults);
        Assert.Empty(rows.Read(["b@example.test", ""]).Faults); // a row that is left out holds nothing
    }

    [Fact]
    public void Cells_may_hold_several_contacts_and_full_width_figures()
    {
        var row = new RowReader(["email", "phone"]).Read(["A@Example.test; b@example.test", "０９０－１２３４－５６７８"]);

        Assert.Equal([("email", "a@example.test"), ("email", "b@example.test"), ("phone", "09012345678")], row.Identities);
    }

    [Fact]
    public void A_row_without_a_contact_or_with_too_many_cells_is_left_out()
    {
        Assert.Equal("row.no_identity", new RowReader(["name", "email"]).Read(["Ada", ""]).Faults[0].Code);
        Assert.Equal("row.columns", new RowReader(["email"]).Read(["a@example.test", "London", "UK"]).Faults[0].Code);
    }
}
