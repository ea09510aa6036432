namespace Ting.Listening.Tests;

public sealed class FormOfAddressTests
{
    [Theory]
    [InlineData("Anna Berg", "en", "Anna")]
    [InlineData("Mr Berg", "en", "Mr Berg")]
    [InlineData("A. Berg", "en", "A. Berg")]
    [InlineData("Berg, Anna", "en", "Berg, Anna")]
    [InlineData("Anna", "en", "Anna")]
    [InlineData("王丽华", "zh", "王丽华")]
    [InlineData("斎藤 誠", "ja", "斎藤 誠")]
    [InlineData(" Anna  Berg ", "ja", "Anna  Berg")]
    public void English_uses_the_first_name_without_a_title(string name, string language, string spoken) => Assert.Equal(spoken, FormOfAddress.Of(name, language));
}
