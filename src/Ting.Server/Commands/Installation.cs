using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations.DueTimes;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;

namespace Ting.Server.Commands;

/// <summary>The installation that a verb works on: the same settings as the server's, nothing of it running.</summary>
internal sealed class Installation : IAsyncDisposable
{
    private readonly WebApplication _app;

    public Installation(CommandArguments arguments)
    {
        var builder = WebApplication.CreateBuilder(ProgramFolder.Options(arguments.Settings));
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton<JobSignal>().AddData(builder.Configuration).AddServiceRules();
        _app = builder.Build();
    }

    public IServiceProvider Services => _app.Services;
    public DataSource Source => Services.GetRequiredService<DataSource>();
    public TimeProvider Clock => Services.GetRequiredService<TimeProvider>();
    public string Folder => _app.Configuration.DataFolder(_app.Environment);
    public string Files => Path.Combine(Folder, "files");

    public Task<AppDb> OpenAsync() => Services.GetRequiredService<IDbContextFactory<AppDb>>().CreateDbContextAsync();

    /// <summary>Does a verb's work in the installation, brought up to date first.</summary>
    public static async Task<int> RunAsync(CommandArguments arguments, Func<IServiceProvider, Task<int>> work)
    {
        await using var installation = new Installation(arguments);
        await installation.MigrateAsync();
        return await work(installation.Services);
    }

    public Task MigrateAsync() => Services.MigrateDatabaseAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools(); // a pooled connection would keep the file open
    }
}
