using Ting.Server.Features.Conversations;
using Ting.Server.Features.Fans.Community;
using Ting.Server.Features.Fans.Magazine;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Fans;

/// <summary>The table of contents of this folder: a magazine and a community for those who like what we do (OMNI-08).</summary>
internal static class FansFeature
{
    public static IServiceCollection AddFans(this IServiceCollection services) => services
        .AddRefusalTexts<FansText>()
        .AddSingleton<FanLetters>()
        .AddSingleton<FanLimits>()
        .AddScoped<SaveFanRules.Handler>()
        .AddRefusalTexts<MagazineText>()
        .AddSingleton<LeaveLink>()
        .AddScoped<SendIssue.IssueLetter>()
        .AddScoped<SaveIssue.Handler>()
        .AddScoped<SendIssue.Ask>()
        .AddScoped<Subscribe>()
        .AddScoped<ConfirmSubscription>()
        .AddScoped<LeaveMagazine>()
        .AddScoped<SubscriberLookup>()
        .AddJob<SendSubscriptionLetter, SendSubscriptionLetter.Handler>()
        .AddJob<ForgetUnconfirmed, ForgetUnconfirmed.Handler>()
        .AddJob<SendIssue, SendIssue.Handler>()
        .AddRefusalTexts<CommunityText>()
        .AddSingleton(new PanelSection(typeof(TopicSection)))
        .AddScoped<TopicList>()
        .AddScoped<WritePost>()
        .AddScoped<Moderate>()
        .AddScoped<BringToDesk>()
        .AddJob<SendPostLetter, SendPostLetter.Handler>()
        .AddJob<ForgetPost, ForgetPost.Handler>();

    /// <summary>Before the endpoints: how often strangers may call, and how much they may send.</summary>
    public static void UseFans(this WebApplication app) =>
        app.UseWhen(http => http.Request.Path.StartsWithSegments("/magazine") || http.Request.Path.StartsWithSegments("/community"), branch => branch.Use(branch.ApplicationServices.GetRequiredService<FanLimits>().GuardAsync));

    public static void MapFansApi(this IEndpointRouteBuilder api)
    {
        SaveFanRules.Map(api);
        MagazineEndpoints.Map(api);
        CommunityRoutes.MapApi(api);
    }

    public static void MapFans(this IEndpointRouteBuilder routes)
    {
        MagazineRoutes.Map(routes);
        CommunityRoutes.MapForms(routes);
    }
}
