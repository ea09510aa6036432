using Ting.Server.Platform.Forms;

namespace Ting.Server.Tests.Platform.Forms;

public sealed class PartedTests
{
    [Theory]
    [InlineData("a", 1, "ba|c|")]
    [InlineData("b", 1, "a|bc|")]
    [InlineData("b", -1, "ba|c|")]
    [InlineData("c", -1, "abc||")]
    [InlineData("c", 1, "ab||c")]
    [InlineData("a", -1, "ab|c|")]
    [InlineData("x", 1, "ab|c|")]
    public void A_member_moves_by_one_and_over_the_edge_of_its_part(string which, int by, string expected) =>
        Assert.Equal(expected, string.Join('|', Parted.Move<string>([["a", "b"], ["c"], []], it => it == which, by).Select(part => string.Concat(part))));
}
