using Microsoft.AspNetCore.Mvc;
using Ting.Server.Features.PublicVoice.Feeds;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.PublicVoice;

/// <summary>The table of contents of this folder: what is said of us in public, where it comes from, and what is read in it (OMNI-09, CRM-08).</summary>
internal static class PublicVoiceFeature
{
    public static IServiceCollection AddPublicVoice(this IServiceCollection services) => services
        .AddRefusalTexts<PublicVoiceText>()
        .AddSingleton<FeedClient>()
        .AddScoped<SavePublicSource.Handler>()
        .AddScoped<AddPost.Handler>()
        .AddScoped<ImportPosts.Handler>()
        .AddScoped<LookAtPost.Handler>()
        .AddScoped<ForgetPosts.Settings>()
        .AddJob<PollFeed, PollFeed.Handler>()
        .AddJob<ReadPosts, ReadPosts.Handler>()
        .AddJob<ForgetPosts, ForgetPosts.Handler>()
        .AddHostedService<ForgetPosts.Daily>();

    public static void MapPublicVoice(this IEndpointRouteBuilder api) => PublicVoiceEndpoints.Map(api);

    /// <summary>Forms of one button.</summary>
    public static void MapPublicVoicePages(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/insights/public-voice/posts/{id:guid}").ExcludeFromDescription();
        pages.MapPost("/look", async (Guid id, [FromForm] string? done, [FromForm] string? returnUrl, HttpContext http, LookAtPost.Handler handler, CancellationToken cancel) =>
                Back(http, await handler.HandleAsync(id, done != "no", http.User.AgentId(), cancel), returnUrl))
            .RequireAuthorization(Permission.SeeInsights);
        pages.MapPost("/forget-author", async (Guid id, [FromForm] string? returnUrl, HttpContext http, LookAtPost.Handler handler, CancellationToken cancel) =>
                Back(http, await handler.ForgetAuthorAsync(id, cancel), returnUrl))
            .RequireAuthorization(Permission.ErasePeople);
    }

    private static IResult Back(HttpContext http, Outcome<PublicPost> outcome, string? returnUrl)
    {
        if (outcome.IsRefused(out var refusal, out _))
            return refusal.ToHttp();
        http.Response.Headers.Location = Check.LocalAddress(returnUrl, "/insights/public-voice");
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }
}
