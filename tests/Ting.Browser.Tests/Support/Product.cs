using System.Collections.Concurrent;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Ting.Server.Commands;
using Ting.Server.Features.Academy;
using Ting.Server.Features.Academy.Voice;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Demo;
using Ting.Server.Features.Inboxes;
using Ting.Browser.Tests.Support;
using Ting.Server.Tests.Support;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(Product))]
[assembly: ClosesItsWindows]

namespace Ting.Browser.Tests.Support;

/// <summary>The real product with its demo and a real Chromium; one of each for all journeys, which share no rows.</summary>
public sealed class Product : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ting-browser-").FullName;
    private readonly TestDatabase _database = new();
    private static readonly ConcurrentDictionary<string, ConcurrentBag<IBrowserContext>> Opened = [];
    private readonly ConcurrentDictionary<string, Guid> _inboxes = [];
    private IPlaywright? _playwright;

    public ServerProcess Server { get; private set; } = null!;
    public IBrowser Browser { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var environment = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development", // as a newcomer starts it
            ["Data__Path"] = _folder,
            ["Logging__LogLevel__Default"] = "Warning",
            ["Desk__UndoSeconds"] = "2", // a reply can be taken back, without making every journey wait ten seconds for it
        };
        if (_database.ConnectionString is { } postgres)
            environment["ConnectionStrings__Postgres"] = postgres;
        Server = await ServerProcess.StartAsync(Path.Combine(AppContext.BaseDirectory, "ting-server.dll"), environment, CancellationToken.None, "--demo");

        Assertions.SetDefaultExpectTimeout(20_000); // the machine that tests is busy with other tests
        _playwright = await Playwright.CreateAsync();
        var microphone = Path.Combine(_folder, "microphone.wav");
        await File.WriteAllBytesAsync(microphone, HeardByTheMicrophone());
        Browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("TING_CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", $"--use-file-for-fake-audio-capture={microphone}"],
        });
    }

    // Over and over: a tone of 220 Hz for a second, and half a second of silence.
    private static byte[] HeardByTheMicrophone()
    {
        const int Rate = 48_000;
        return WaveFile.Of(Rate, 16, [.. Enumerable.Range(0, Rate * 3 / 2).Select(at => at < Rate ? 0.2f * MathF.Sin(2 * MathF.PI * 220 * at / Rate) : 0)]);
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null)
            await Browser.DisposeAsync();
        _playwright?.Dispose();
        if (Server is not null)
            await Server.DisposeAsync();
        _database.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>What one agent practised lies a day further back: the server of the journeys keeps real time, and nobody waits for tomorrow.</summary>
    public async Task PractisedYesterdayAsync(string agent)
    {
        await using var installation = Opening();
        await using var db = await installation.OpenAsync();
        var id = await db.Set<Agent>().Where(it => it.Name == agent).Select(it => it.Id).SingleAsync();
        foreach (var card in await db.PracticeCards.AsNoTracking().Where(it => it.AgentId == id && it.DueAt != null).ToListAsync())
            await db.PracticeCards.Where(it => it.AgentId == id && it.Course == card.Course && it.Exercise == card.Exercise)
                .ExecuteUpdateAsync(set => set.SetProperty(it => it.DueAt, card.DueAt!.Value.AddDays(-1)).SetProperty(it => it.LastAt, card.LastAt.AddDays(-1)));
    }

    /// <summary>What waits for somebody in one brand's inbox: what journeys leave in the others does not push it off the first page.</summary>
    public async Task<string> UnassignedAsync(string brand)
    {
        if (!_inboxes.TryGetValue(brand, out var id))
        {
            await using var installation = Opening();
            await using var db = await installation.OpenAsync();
            var name = DemoBrand.All.Single(it => it.Key == brand).Name;
            _inboxes[brand] = id = await db.Set<Inbox>().Where(it => it.Name == name).Select(it => it.Id).SingleAsync();
        }

        return $"/inbox?view=unassigned&inbox={id}";
    }

    private Installation Opening() => new(new CommandArguments([$"--Data:Path={_folder}", .. _database.ConnectionString is { } postgres ? [$"--ConnectionStrings:Postgres={postgres}"] : Array.Empty<string>()]));

    /// <summary>A browser window of its own, signed in as the demo's agent of that name when one is given.</summary>
    public async Task<IPage> OpenAsync(string language, string? agent = null, int width = 1440, int height = 900, bool dark = false)
    {
        var context = await Browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Server.Address.ToString(),
            Locale = language == "zh-Hans" ? "zh-CN" : language,
            TimezoneId = "Asia/Shanghai",
            ViewportSize = new ViewportSize { Width = width, Height = height },
            HasTouch = width < 500,
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
        });
        Opened.GetOrAdd(TestContext.Current.Test!.UniqueID, _ => []).Add(context);
        await context.AddCookiesAsync([new Cookie { Name = "ting-lang", Value = language, Url = Server.Address.ToString() }]);
        context.SetDefaultTimeout(20_000);
        var page = await context.NewPageAsync();
        if (agent is not null)
        {
            await page.GotoAsync("/sign-in");
            await page.Locator("form[action='/demo/sign-in']").Filter(new LocatorFilterOptions { HasText = agent }).GetByRole(AriaRole.Button).ClickAsync();
            await Assertions.Expect(page).Not.ToHaveURLAsync(new Regex("sign-in"), new PageAssertionsToHaveURLOptions { Timeout = 90_000 }); // the first one finds a server that has just started
            await context.AddCookiesAsync([new Cookie { Name = "ting-lang", Value = language, Url = Server.Address.ToString() }]);
        }

        return page;
    }

    internal static async Task CloseAsync(string test)
    {
        if (!Opened.TryRemove(test, out var contexts))
            return;
        foreach (var context in contexts)
            await context.CloseAsync();
    }
}

/// <summary>A window that stays open hears of everything the other journeys do, and draws it: what a journey has opened goes with it.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class ClosesItsWindowsAttribute : BeforeAfterTestAttribute
{
    public override void After(MethodInfo methodUnderTest, IXunitTest test) => _ = Product.CloseAsync(test.UniqueID); // the next journey need not wait for it
}
