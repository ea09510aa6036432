using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Live;

namespace Ting.Server.Features.Conversations.Visibility;

/// <summary>Which conversations an agent sees. The table of contents of this folder.</summary>
internal static class VisibilityFeature
{
    /// <summary>Contexts that wait for the next request of an agent who does not see all.</summary>
    private const int MostIdle = 8;

    public static IServiceCollection AddVisibility(this IServiceCollection services) => services
        .AddHttpContextAccessor()
        .AddPooledDbContextFactory<SeenDb>(DataSetup.Use, MostIdle)
        .Replace(ServiceDescriptor.Singleton<IDbContextFactory<AppDb>, DeskDatabase>())
        .AddSingleton<HearableNotices>()
        .AddSingleton(provider => new NoticeGate(provider.GetRequiredService<HearableNotices>().MayHearAsync));
}
