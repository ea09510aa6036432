using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Surveys.Questionnaires;

[Trait("req", "SAT-09")]
public sealed class WordOfMouthTests : DeskTest
{
    [Fact]
    public async Task How_customers_came_and_whom_they_told_is_asked_and_counted()
    {
        var (id, path) = await Server.HasSurveyAsync("word-of-mouth");
        using (var customer = Server.Browser())
        {
            await customer.OpenAsync(path, Cancel);
            Assert.Contains("Somebody recommended you", customer.Text, StringComparison.Ordinal);
            Assert.Contains("I recommended you, and they came", customer.Text, StringComparison.Ordinal);
        }

        await Server.HasAnswersAsync(id, [new() { ["heard"] = 1, ["told"] = 1 }, new() { ["heard"] = 1, ["told"] = 5 }, new() { ["heard"] = 4, ["told"] = 4 }]);
        using var browser = Server.Browser();
        await browser.OpenAsync($"/surveys/{id}/results", Cancel);
        var text = browser.Text;
        Assert.Contains("Somebody recommended you", text, StringComparison.Ordinal);
        Assert.Contains("I advised against you", text, StringComparison.Ordinal);
        Assert.Contains("Somebody recommended you: 2", browser.Page.Body!.InnerHtml, StringComparison.Ordinal); // two of three were recommended to come
    }
}
