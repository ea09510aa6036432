using Ting.Server.Features.Cases;
using Ting.Server.Platform.Forms;

namespace Ting.Server.Tests.Platform.Forms;

public sealed class ChoiceTests
{
    [Theory]
    [InlineData("Complaint", CaseKind.Complaint)]
    [InlineData("complaint", CaseKind.Complaint)]
    [InlineData("", null)]
    [InlineData(null, null)]
    [InlineData("0", null)] // a number is no word, even where it stands for one
    [InlineData("99", null)]
    [InlineData("-1", null)]
    [InlineData("+1", null)]
    [InlineData(" 1", null)]
    [InlineData("complaint,request", null)]
    [InlineData("投诉", null)]
    public void Only_a_word_of_the_list_is_taken(string? given, CaseKind? expected) => Assert.Equal(expected, Choice.Of<CaseKind>(given));

    [Fact]
    public void What_must_be_given_and_was_not_is_no_value_of_the_list()
    {
        Assert.Equal(CaseKind.Request, Choice.Required<CaseKind>("request"));
        Assert.False(Enum.IsDefined(Choice.Required<CaseKind>("99")));
        Assert.False(Enum.IsDefined(Choice.Required<CaseKind>(null)));
    }
}
