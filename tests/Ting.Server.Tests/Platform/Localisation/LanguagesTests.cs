using Microsoft.AspNetCore.Http;
using Ting.Server.Platform.Localisation;

namespace Ting.Server.Tests.Platform.Localisation;

public sealed class LanguagesTests
{
    [Theory]
    [InlineData(null, "zh-TW,zh;q=0.9,en;q=0.8", "zh-Hans")]
    [InlineData(null, "fr-FR, ja;q=0.7, en;q=0.4", "ja")]
    [InlineData(null, "en;q=0.2, ja;q=0.9", "ja")]
    [InlineData(null, "ja;q=0, en", "en")]
    [InlineData(null, "fr", "en")]
    [InlineData(null, "", "en")]
    [InlineData(null, "a;;q=x,,,", "en")]
    [InlineData("ja", "zh-CN", "ja")]
    [InlineData("klingon", "zh-CN", "zh-Hans")]
    public void The_choice_comes_before_the_browsers_wish(string? cookie, string accept, string language)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.AcceptLanguage = accept;
        if (cookie is not null)
            http.Request.Headers.Cookie = $"ting-lang={cookie}";

        Assert.Equal(language, Languages.Of(http.Request));
    }
}
