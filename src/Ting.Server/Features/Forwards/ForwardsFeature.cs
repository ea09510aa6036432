using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Forwards;

/// <summary>The table of contents of this folder: messages shown to a third party, and what they answer.</summary>
internal static class ForwardsFeature
{
    public static IServiceCollection AddForwards(this IServiceCollection services) => services
        .AddSingleton<ForwardLink>()
        .AddSingleton<ForwardLimits>()
        .AddScoped<MakeForward.Handler>()
        .AddScoped<CloseForward.Handler>()
        .AddScoped<AnswerForward>()
        .AddScoped<ForwardedThread>()
        .AddJob<SendForward, SendForward.Handler>()
        .AddRefusalTexts<ForwardsText>();

    public static void UseForwards(this WebApplication app) =>
        app.UseWhen(http => http.Request.Path.StartsWithSegments("/forward"), branch => branch.Use(branch.ApplicationServices.GetRequiredService<ForwardLimits>().GuardAsync));

    public static void MapForwardsApi(this IEndpointRouteBuilder api)
    {
        MakeForward.Map(api);
        CloseForward.Map(api);
    }

    public static void MapForwards(this IEndpointRouteBuilder routes)
    {
        ForwardedThread.Map(routes);
        routes.MapPost("/inbox/forwards/{id:guid}/close", async (Guid id, [FromForm] string? returnUrl, ClaimsPrincipal user, CloseForward.Handler handler, CancellationToken cancel) =>
            InboxRoutes.Back(await handler.HandleAsync(id, user, cancel), returnUrl)).RequireAuthorization(Permission.Reply).ExcludeFromDescription();
    }
}
