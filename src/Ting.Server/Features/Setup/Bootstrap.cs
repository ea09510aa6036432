using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Settings;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;

namespace Ting.Server.Features.Setup;

/// <summary>Sets an unattended installation up at its first start, from <c>Bootstrap:…</c> in the configuration. What is already there stays as it is.</summary>
internal sealed partial class Bootstrap(
    IDbContextFactory<AppDb> database,
    IServiceScopeFactory scopes,
    IConfiguration configuration,
    TimeProvider clock,
    ILogger<Bootstrap> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => RunAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task RunAsync(CancellationToken cancel)
    {
        var key = configuration["Bootstrap:ApiKey"];
        var email = configuration["Bootstrap:AdminEmail"];
        var password = configuration["Bootstrap:AdminPassword"];
        if (string.IsNullOrWhiteSpace(key) && string.IsNullOrWhiteSpace(email) && string.IsNullOrWhiteSpace(configuration["Bootstrap:Workspace"]))
            return;

        await Attempts.OnConflictAsync(() => AddWorkspaceAndKeyAsync(key, cancel));
        if (!string.IsNullOrWhiteSpace(email))
            await AddAdministratorAsync(email, password ?? "");
    }

    private async Task<bool> AddWorkspaceAndKeyAsync(string? key, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var now = clock.GetUtcNow();
        if (!await db.Workspaces.AnyAsync(cancel))
            db.Workspaces.Add(new Workspace(configuration["Bootstrap:Workspace"] ?? "Ting", configuration["Bootstrap:Language"] ?? "en", isDemo: false, now));

        if (!string.IsNullOrWhiteSpace(key))
        {
            if (key.Length < 20)
                LogShortKey(key.Length);

            var hash = ApiKey.HashOf(key);
            if (!await db.ApiKeys.AnyAsync(it => it.Hash == hash, cancel)) // one that was revoked stays so
                db.ApiKeys.Add(new ApiKey("Bootstrap", key, AgentRole.Administrator, now));
        }

        await db.SaveChangesAsync(cancel);
        return true;
    }

    private async Task AddAdministratorAsync(string email, string password)
    {
        await using var scope = scopes.CreateAsyncScope();
        var agents = scope.ServiceProvider.GetRequiredService<UserManager<Agent>>();
        if (await agents.FindByEmailAsync(email) is not null)
            return;

        var name = configuration["Bootstrap:AdminName"] ?? email.Split('@')[0];
        var agent = new Agent(name, email, AgentRole.Administrator, configuration["Bootstrap:Language"] ?? "en", clock.GetUtcNow());
        var created = await agents.CreateAsync(agent, password);
        if (!created.Succeeded && !created.Errors.All(error => error.Code.StartsWith("Duplicate", StringComparison.Ordinal)))
            throw new InvalidOperationException($"Bootstrap:AdminEmail/AdminPassword: {string.Join(" ", created.Errors.Select(error => error.Description))}");
    }

    [LoggerMessage(LogLevel.Warning, "Bootstrap:ApiKey has only {Length} characters; use 32 random ones or more")]
    private partial void LogShortKey(int length);
}
