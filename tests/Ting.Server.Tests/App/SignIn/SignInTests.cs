using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Settings;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.App.SignIn;

public sealed class SignInTests : IDisposable
{
    private const string Email = "admin@example.test";
    private const string Password = "correct horse battery";

    private readonly TestServer _server = new() { RealSignIn = true, Settings = { ["Bootstrap:AdminEmail"] = Email, ["Bootstrap:AdminPassword"] = Password } };

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task A_stranger_is_led_to_the_sign_in_page_and_back_to_where_they_wanted_to_go()
    {
        using var browser = new FormClient(_server.Client());
        await browser.OpenAsync("/settings/team?cursor=x");
        Assert.Equal(HttpStatusCode.Redirect, browser.Status);
        Assert.EndsWith("/sign-in?to=%2Fsettings%2Fteam%3Fcursor%3Dx", browser.Location, StringComparison.Ordinal);

        await browser.SubmitAsync("/sign-in?to=%2Fsettings%2Fteam", "sign-in", ("Input.Email", Email), ("Input.Password", Password));

        Assert.Equal(HttpStatusCode.SeeOther, browser.Status);
        Assert.Equal("/settings/team", browser.Location);
        Assert.Contains(Email, await browser.OpenAsync("/settings/team"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    public async Task Nobody_is_led_away_after_signing_in(string to)
    {
        using var browser = new FormClient(_server.Client());

        await browser.SubmitAsync($"/sign-in?to={Uri.EscapeDataString(to)}", "sign-in", ("Input.Email", Email), ("Input.Password", Password));

        Assert.Equal("/", browser.Location);
    }

    [Theory]
    [InlineData(Email)]
    [InlineData("nobody@example.test")]
    public async Task Five_wrong_passwords_lock_an_address_whether_it_is_known_or_not(string email)
    {
        using var browser = new FormClient(_server.Client());
        for (var i = 0; i < 4; i++)
        {
            var page = await browser.SubmitAsync("/sign-in", "sign-in", ("Input.Email", email), ("Input.Password", "wrong"));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
            Assert.Contains("E-mail or password is not right.", page, StringComparison.Ordinal);
        }

        Assert.Contains("Too many attempts.", await browser.SubmitAsync("/sign-in", "sign-in", ("Input.Email", email), ("Input.Password", "wrong")), StringComparison.Ordinal);
        Assert.Contains("Too many attempts.", await browser.SubmitAsync("/sign-in", "sign-in", ("Input.Email", email), ("Input.Password", Password)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "E-mail or password is not right.")]
    [InlineData("ja", "メールアドレスまたはパスワードが正しくありません。")]
    [InlineData("zh-Hans", "邮箱或密码不正确。")]
    public async Task A_wrong_password_is_explained_in_the_readers_language(string language, string sentence)
    {
        using var browser = new FormClient(_server.Client(language));

        Assert.Contains(sentence, await browser.SubmitAsync("/sign-in", "sign-in", ("Input.Email", Email), ("Input.Password", "wrong")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_two_steps_a_password_alone_does_not_let_in_but_a_code_from_the_phone_does()
    {
        var (key, _) = await TurnOnTwoStepsAsync();
        using var browser = new FormClient(_server.Client());

        await browser.SubmitAsync("/sign-in", "sign-in", ("Input.Email", Email), ("Input.Password", Password));
        Assert.StartsWith("/sign-in/code", browser.Location, StringComparison.Ordinal);
        await browser.OpenAsync("/account");
        Assert.Equal(HttpStatusCode.Redirect, browser.Status);

        await browser.SubmitAsync("/sign-in/code", "code", ("Code", "000000"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        await browser.SubmitAsync("/sign-in/code", "code", ("Code", Totp.CodeOf(key, TimeProvider.System.GetUtcNow())));
        Assert.Equal("/", browser.Location);
        await browser.OpenAsync("/account");
        Assert.Equal(HttpStatusCode.OK, browser.Status);
    }

    [Fact]
    public async Task A_recovery_code_lets_in_once()
    {
        var (_, codes) = await TurnOnTwoStepsAsync();
        Assert.Equal(10, codes.Length);

        foreach (var expected in (HttpStatusCode[])[HttpStatusCode.SeeOther, HttpStatusCode.UnprocessableEntity])
        {
            using var browser = new FormClient(_server.Client());
            await browser.SubmitAsync("/sign-in", "sign-in", ("Input.Email", Email), ("Input.Password", Password));
            await browser.SubmitAsync("/sign-in/code", "code", ("Code", codes[0]));
            Assert.Equal(expected, browser.Status);
        }
    }

    [Fact]
    public async Task Somebody_who_has_left_is_out_within_a_minute()
    {
        using var browser = await SignedInAsync();
        await using (var db = _server.Database())
        {
            (await db.Agents.SingleAsync(agent => agent.Email == Email, TestContext.Current.CancellationToken)).Leave(_server.Clock.GetUtcNow());
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        _server.Clock.Advance(TimeSpan.FromSeconds(61));
        await browser.OpenAsync("/account");

        Assert.Equal(HttpStatusCode.Redirect, browser.Status);
        await browser.SubmitAsync("/sign-in", "sign-in", ("Input.Email", Email), ("Input.Password", Password));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
    }

    [Fact]
    public async Task Looking_at_the_account_ends_no_sign_in()
    {
        using var browser = await SignedInAsync(); // the first look offers a key for two steps

        _server.Clock.Advance(TimeSpan.FromMinutes(2));
        await browser.OpenAsync("/account");

        Assert.Equal(HttpStatusCode.OK, browser.Status);
    }

    [Fact]
    public async Task Signing_out_ends_it()
    {
        using var browser = await SignedInAsync();

        await browser.SubmitAsync("/sign-out", "/sign-out");
        await browser.OpenAsync("/account");

        Assert.Equal(HttpStatusCode.Redirect, browser.Status);
    }

    [Fact]
    public async Task A_browser_can_ask_for_a_passkey_before_it_knows_who_signs_in()
    {
        using var client = _server.Client();

        using var answer = await client.PostAsync("/sign-in/passkey/options", null, TestContext.Current.CancellationToken);
        var options = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(options.GetProperty("challenge").GetString()!.Length >= 22);
        Assert.Equal("localhost", options.GetProperty("rpId").GetString());
    }

    [Fact]
    public async Task Nonsense_instead_of_a_passkey_is_refused()
    {
        using var browser = new FormClient(_server.Client());

        Assert.Contains("This passkey was not accepted.", await browser.SubmitAsync("/sign-in", "passkey", ("Credential", "{}")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
    }

    [Theory]
    [InlineData(false, HttpStatusCode.NotFound)]
    [InlineData(true, HttpStatusCode.SeeOther)]
    public async Task Anybody_may_be_anybody_in_a_demo_and_nowhere_else(bool isDemo, HttpStatusCode expected)
    {
        Guid agent;
        await using (var db = _server.Database())
        {
            var cancel = TestContext.Current.CancellationToken;
            agent = (await db.Agents.SingleAsync(cancel)).Id;
            if (isDemo)
            {
                db.Workspaces.Remove(await db.Workspaces.SingleAsync(cancel));
                await db.SaveChangesAsync(cancel);
                db.ChangeTracker.Clear();
                db.Workspaces.Add(new Workspace("Demo", "en", isDemo: true, _server.Clock.GetUtcNow()));
                await db.SaveChangesAsync(cancel);
            }
        }

        using var browser = new FormClient(_server.Client());
        await browser.OpenAsync("/sign-in");
        Assert.Equal(isDemo, browser.Page.Contains("/demo/sign-in", StringComparison.Ordinal));
        var token = Regex.Match(browser.Page, """__RequestVerificationToken" value="([^"]*)""").Groups[1].Value;
        await browser.PostAsync("/demo/sign-in", ("agent", agent.ToString()), ("__RequestVerificationToken", token));

        Assert.Equal(expected, browser.Status);
    }

    private async Task<FormClient> SignedInAsync()
    {
        var browser = new FormClient(_server.Client());
        await browser.SubmitAsync("/sign-in", "sign-in", ("Input.Email", Email), ("Input.Password", Password));
        Assert.Equal(HttpStatusCode.SeeOther, browser.Status);
        await browser.OpenAsync("/account");
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        return browser;
    }

    private async Task<(string Key, string[] Codes)> TurnOnTwoStepsAsync()
    {
        using var browser = await SignedInAsync();
        var key = browser.TextOf("authenticator-key");
        await browser.SubmitAsync("/account", "code-on", ("Code", Totp.CodeOf(key, TimeProvider.System.GetUtcNow())));
        return (key, browser.TextOf("recovery-codes").Split('\n'));
    }
}
