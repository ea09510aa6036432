using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Inboxes;
using Ting.Server.Features.Settings;
using Ting.Server.Platform.Identity;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Setup;

public sealed class SetupTests
{
    [Fact]
    public async Task A_new_installation_is_set_up_by_whoever_opens_it_first_and_only_once()
    {
        using var server = new TestServer { RealSignIn = true, SetUp = false };
        using var browser = new FormClient(server.Client());
        await browser.OpenAsync("/inbox");
        Assert.Equal("/setup", browser.Location);

        await browser.SubmitAsync("/setup", "setup", ("Input.Name", "周予安"), ("Input.Email", "zhou@example.test"), ("Input.Password", "一二三四五六七八九十"), ("Input.Workspace", "禾木"), ("Input.Language", "zh-Hans"), ("Input.Inbox", "禾木生活"));
        Assert.Equal("/setup/done", browser.Location);
        Assert.Contains("data-inbox=", WebUtility.HtmlDecode(await browser.OpenAsync("/setup/done")), StringComparison.Ordinal);

        using var second = new FormClient(server.Client());
        await second.OpenAsync("/setup");
        Assert.Equal("/sign-in", second.Location);

        await using var db = server.Database();
        var cancel = TestContext.Current.CancellationToken;
        Assert.Equal(AgentRole.Administrator, (await db.Agents.SingleAsync(cancel)).Role);
        Assert.Equal("禾木", (await db.Workspaces.SingleAsync(cancel)).Name);
        Assert.Equal("chat", (await db.Inboxes.SingleAsync(cancel)).Kind);
    }

    [Fact]
    public async Task A_refused_form_leaves_nothing_behind()
    {
        using var server = new TestServer { RealSignIn = true, SetUp = false };
        using var browser = new FormClient(server.Client());

        var page = await browser.SubmitAsync("/setup", "setup", ("Input.Name", "Ann"), ("Input.Email", "ann@example.test"), ("Input.Password", "short"), ("Input.Workspace", "W"), ("Input.Language", "en"), ("Input.Inbox", "I"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        Assert.Contains("Use at least 10 characters.", page, StringComparison.Ordinal);
        await using var db = server.Database();
        Assert.Empty(await db.Agents.ToListAsync(TestContext.Current.CancellationToken));
        Assert.Empty(await db.Workspaces.ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Starting_again_with_the_same_settings_changes_nothing()
    {
        using var server = new TestServer
        {
            RealSignIn = true,
            Settings = { ["Bootstrap:ApiKey"] = "a-key-for-scripts-0123456789", ["Bootstrap:AdminEmail"] = "ann@example.test", ["Bootstrap:AdminPassword"] = "long enough 1" },
        };
        var cancel = TestContext.Current.CancellationToken;
        var bootstrap = server.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().Single(service => service.GetType().Name == "Bootstrap");

        await bootstrap.StartAsync(cancel);

        await using var db = server.Database();
        Assert.Single(await db.ApiKeys.ToListAsync(cancel));
        Assert.Single(await db.Agents.ToListAsync(cancel));
        Assert.Single(await db.Workspaces.ToListAsync(cancel));
    }
}
