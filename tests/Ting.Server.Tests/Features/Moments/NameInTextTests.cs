using Ting.Server.Features.Moments;

namespace Ting.Server.Tests.Features.Moments;

[Trait("req", "MOT-03")]
public sealed class NameInTextTests
{
    [Theory]
    [InlineData("林女士您好，马上为您查。", "林婉清", true)]
    [InlineData("婉清您好", "林婉清", true)]
    [InlineData("欧阳先生，您好", "欧阳明", true)]
    [InlineData("您好，马上为您查。", "林婉清", false)]
    [InlineData("田中様、お待たせいたしました。", "田中 美咲", true)]
    [InlineData("お待たせいたしました。", "田中 美咲", false)]
    [InlineData("Good morning Ruth, thank you for writing.", "Ruth Vaughan", true)]
    [InlineData("Dear Ms Vaughan", "Ruth Vaughan", true)]
    [InlineData("The truth is that it left yesterday.", "Ruth Vaughan", false)]
    [InlineData("Hello", "", false)]
    [InlineData("Hello", "  ", false)]
    [InlineData("a b", "a", true)]
    public void A_text_names_somebody_or_does_not(string text, string name, bool names) => Assert.Equal(names, NameInText.Is(text, name));
}
