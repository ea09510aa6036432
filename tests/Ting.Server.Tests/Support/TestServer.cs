using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Conversations.DueTimes;
using Ting.Server.Features.Inboxes;
using Ting.Server.Features.Routing;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Jobs;

namespace Ting.Server.Tests.Support;

/// <summary>The real server on a database of its own; only the clock and, unless <see cref="RealSignIn"/>, the sign-in are ours. TING_TEST_POSTGRES moves it to PostgreSQL.</summary>
public sealed class TestServer : WebApplicationFactory<Program>
{
    public static readonly Guid AgentId = Guid.Parse("0198c0de-0000-7000-8000-000000000001");

    private readonly string _folder = Directory.CreateTempSubdirectory("ting-test-").FullName;
    private readonly TestDatabase _database = new();

    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    public bool SignedIn { get; set; } = true;
    public AgentRole Role { get; set; } = AgentRole.Administrator;

    /// <summary>Leaves the product's own sign-in and keys in place.</summary>
    public bool RealSignIn { get; init; }

    /// <summary>False for an installation that nobody has set up.</summary>
    public bool SetUp { get; init; } = true;

    public string HostEnvironment { get; init; } = "Production";
    public Dictionary<string, string?> Settings { get; } = [];
    public SteppedClock Clock { get; } = new();
    public string DataFolder => _folder;

    public AppDb Database() => Services.GetRequiredService<IDbContextFactory<AppDb>>().CreateDbContext();

    public HttpClient Client(string language = "en")
    {
        var client = CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        client.DefaultRequestHeaders.AcceptLanguage.Add(new StringWithQualityHeaderValue(language));
        return client;
    }

    /// <summary>Adds the signed-in agent and a chat inbox with the key "shop".</summary>
    public async Task<Inbox> HasInboxAsync(string kind = "api", string key = "shop", string language = "zh-Hans")
    {
        await using var db = Database();
        if (!await db.Agents.AnyAsync(agent => agent.Id == AgentId))
            db.Agents.Add(NewAgent());
        var inbox = new Inbox("禾木生活", kind, key, language, Clock.GetUtcNow());
        db.Inboxes.Add(inbox);
        await db.SaveChangesAsync();
        return inbox;
    }

    /// <summary>A customer says something, through the front door.</summary>
    public async Task<(Guid Id, Guid PersonId)> HasConversationAsync(string text = "你好", string inbox = "shop", string name = "林婉清", string? email = null)
    {
        using var client = Client();
        using var response = await client.PostAsJsonAsync("/api/v1/conversations", new
        {
            inbox,
            person = new { name, identities = new[] { new { kind = "email", value = email ?? $"{Guid.CreateVersion7():N}@example.test" } } },
            text,
        });
        response.EnsureSuccessStatusCode();
        var started = await response.Content.ReadFromJsonAsync<JsonElement>();
        return (started.GetProperty("id").GetGuid(), started.GetProperty("personId").GetGuid());
    }

    /// <summary>Runs every job that is due.</summary>
    public async Task RunJobsAsync(CancellationToken cancel)
    {
        while (await Services.GetRequiredService<JobRunner>().RunNextAsync(cancel)) { }
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(HostEnvironment);
        builder.UseSetting("Data:Path", _folder);
        TestDatabase.CopyTo(_folder);
        if (_database.ConnectionString is { } postgres)
            builder.UseSetting("ConnectionStrings:Postgres", postgres);

        if (SetUp)
            builder.UseSetting("Bootstrap:Workspace", "禾木生活");

        builder.UseSetting("Logging:LogLevel:Microsoft.Hosting.Lifetime", "Warning"); // hundreds of servers start and end here
        builder.UseSetting("Logging:LogLevel:Microsoft.AspNetCore.DataProtection", "Error");
        builder.UseSetting("Desk:UndoSeconds", "0"); // what is sent is sent; the wait has tests of its own
        foreach (var (key, value) in Settings)
            builder.UseSetting(key, value);

        builder.ConfigureServices(services =>
        {
            services.AddSingleton(this).AddSingleton<TimeProvider>(Clock);
            foreach (var always in (Type[])[typeof(JobRunner), typeof(RoutingRounds)]) // tests run the jobs and the rounds themselves
                services.Remove(services.Single(service => service.ServiceType == typeof(IHostedService) && service.ImplementationFactory?.Method.ReturnType == always));
            services.Remove(services.Single(service => service.ImplementationType == typeof(DueWatchAlways))); // and look themselves at what is due
            if (!RealSignIn)
                services.AddAuthentication("test").AddScheme<AuthenticationSchemeOptions, TestSignIn>("test", null);
        });
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _database.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        if (Directory.Exists(_folder)) // disposing may come twice
            Directory.Delete(_folder, recursive: true);
    }

    // The id is fixed, so that tests can say whose conversations they look for.
    private Agent NewAgent()
    {
        var agent = new Agent("周予安", "zhou@example.test", Role, "zh-Hans", Clock.GetUtcNow());
        typeof(Agent).GetProperty(nameof(Agent.Id))!.SetValue(agent, AgentId);
        agent.NormalizedEmail = agent.NormalizedUserName = agent.Email!.ToUpperInvariant();
        return agent;
    }

    private sealed class TestSignIn(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder, TestServer server)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            if (!server.SignedIn)
                return Task.FromResult(AuthenticateResult.NoResult());

            var identity = new ClaimsIdentity([new(ClaimTypes.NameIdentifier, AgentId.ToString()), new(ClaimTypes.Role, server.Role.ToString()), new(ClaimTypes.Name, "周予安")], "test");
            return Task.FromResult(AuthenticateResult.Success(new(new ClaimsPrincipal(identity), "test")));
        }
    }
}
