using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Ting.Server.Features.Importing;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Importing;

public sealed class ImportTargetTests
{
    [Theory]
    [InlineData("Name;E-mail;Phone;Tier;Company;Notes", "name;email;phone;tier;organisation;fact.other")]
    [InlineData("客户姓名;邮箱;手机号码;会员等级;公司名称;备注", "name;email;phone;tier;organisation;fact.other")]
    [InlineData("お名前;メールアドレス;電話番号;会員ランク;会社名;備考", "name;email;phone;tier;organisation;fact.other")]
    [InlineData("E-Mail 1;email_2;ＴＥＬ;Customer Name;什么;", "email;email;phone;name;;")]
    [InlineData("name;full name;email", "name;;email")]
    public void Columns_are_known_by_their_names_in_three_languages(string headers, string targets) =>
        Assert.Equal(targets.Split(';'), ImportTarget.Guess(headers.Split(';')));

    [Theory]
    [InlineData("en")]
    [InlineData("ja")]
    [InlineData("zh-Hans")]
    public void What_an_export_calls_its_columns_is_known_again(string language)
    {
        using var server = new TestServer();
        using var scope = server.Services.CreateScope();
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        try
        {
            var words = scope.ServiceProvider.GetRequiredService<ImportWords>();
            Assert.Equal(ImportTarget.All, ImportTarget.Guess([.. ImportTarget.All.Select(words.NameOf)]));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
