using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Ting.Server.Features.Agents;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.App.SignIn;

public sealed class SignInLimitTests : IDisposable
{
    private const string Email = "admin@example.test";
    private const string Password = "correct horse battery";

    private readonly TestServer _server = new()
    {
        RealSignIn = true,
        Settings = { ["Bootstrap:AdminEmail"] = Email, ["Bootstrap:AdminPassword"] = Password, ["SignIn:FailuresPerAddress"] = "6" },
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _server.Dispose();

    [Theory]
    [InlineData("en", "Too many attempts from this network. Please try again in 15 min.")]
    [InlineData("ja", "このネットワークからの試行が多すぎます。15 分後にもう一度お試しください。")]
    [InlineData("zh-Hans", "这个网络的尝试次数太多，请 15 分钟后再试。")]
    public async Task One_address_that_tries_account_after_account_is_told_to_wait(string language, string sentence)
    {
        for (var guess = 0; guess < 6; guess++)
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await TryAsync(language, $"guess{guess}@example.test", "wrong")).Status);

        var refused = await TryAsync(language, Email, Password); // even with the right password

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Equal("900", refused.RetryAfter);
        Assert.Contains(sentence, refused.Page, StringComparison.Ordinal);

        _server.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(HttpStatusCode.SeeOther, (await TryAsync(language, Email, Password)).Status);
    }

    [Fact]
    public async Task Who_gets_in_is_not_counted()
    {
        for (var time = 0; time < 10; time++)
            Assert.Equal(HttpStatusCode.SeeOther, (await TryAsync("en", Email, Password)).Status);
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
    public void An_address_is_a_network(string address, string key) =>
        Assert.Equal(key, SignInLimits.KeyOf(new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse(address) } }));

    private async Task<(HttpStatusCode Status, string? RetryAfter, string Page)> TryAsync(string language, string email, string password)
    {
        using var client = _server.Client(language);
        var page = await client.GetStringAsync("/sign-in", Cancel);
        var form = Regex.Matches(page, "<form.*?</form>", RegexOptions.Singleline).Select(match => match.Value).First(it => it.Contains("value=\"sign-in\"", StringComparison.Ordinal));
        var fields = Regex.Matches(form, """<input type="hidden" name="([^"]*)" value="([^"]*)""").ToDictionary(match => match.Groups[1].Value, match => WebUtility.HtmlDecode(match.Groups[2].Value));
        fields["Input.Email"] = email;
        fields["Input.Password"] = password;
        using var content = new FormUrlEncodedContent(fields);
        using var answer = await client.PostAsync("/sign-in", content, Cancel);
        return (answer.StatusCode, answer.Headers.RetryAfter?.ToString(), await answer.Content.ReadAsStringAsync(Cancel));
    }
}
