using System.Text.Json;

namespace Ting.Server.Platform.Jobs;

internal sealed record JobRoute(string Name, Func<IServiceProvider, string, CancellationToken, Task> RunAsync);

public static class JobsSetup
{
    public static IServiceCollection AddJobs(this IServiceCollection services) =>
        services.AddSingleton<JobSignal>().AddSingleton<JobRunner>().AddHostedService(provider => provider.GetRequiredService<JobRunner>());

    public static IServiceCollection AddJob<TJob, THandler>(this IServiceCollection services)
        where TJob : IJob
        where THandler : class, IJobHandler<TJob> =>
        services
            .AddScoped<THandler>()
            .AddSingleton(new JobRoute(TJob.Name, (provider, payload, cancel) =>
                provider.GetRequiredService<THandler>().HandleAsync(JsonSerializer.Deserialize<TJob>(payload)!, cancel)));
}
