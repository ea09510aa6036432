using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Localisation;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Conversations.Promises;

/// <summary>The table of contents of this folder.</summary>
internal static class PromisesFeature
{
    public static IServiceCollection AddPromises(this IServiceCollection services) => services
        .AddScoped<MakePromise.Handler>()
        .AddScoped<ChangePromise.Handler>()
        .AddScoped<ListPromises.Handler>()
        .AddJob<RemindPromise, RemindPromise.Handler>()
        .AddRefusalTexts<PromisesText>();

    public static void MapPromisesApi(this IEndpointRouteBuilder api)
    {
        MakePromise.Map(api);
        ChangePromise.Map(api);
        ListPromises.Map(api);
    }

    /// <summary>The number on the rail, and forms of one button.</summary>
    public static void MapPromises(this IEndpointRouteBuilder routes)
    {
        var desk = routes.MapGroup("/promises").RequireAuthorization(Permission.SeeConversations).ExcludeFromDescription();
        desk.MapGet("/count", () => (IResult)new RazorComponentResult<PromiseCount>());

        desk.MapPost("/{id:guid}", async (
                Guid id, [FromForm] PromiseState? state, [FromForm] string? due, [FromForm] string? agent, [FromForm] string? returnUrl, ClaimsPrincipal user, ChangePromise.Handler handler, DateFormats dates, CancellationToken cancel) =>
            {
                var request = new ChangePromise.Request();
                if (state is { } given)
                    request.State = new(given);
                if (due is not null)
                    request.DueAt = new(WallClock.Read(due, dates.Zone) ?? default);
                if (agent is not null)
                    request.AgentId = new(Guid.TryParse(agent, out var agentId) ? agentId : null);
                return InboxRoutes.Back(await handler.HandleAsync(id, user, request, cancel), returnUrl);
            }).RequireAuthorization(Permission.Reply);

        desk.MapPost("/of/{conversationId:guid}", async (
                Guid conversationId, [FromForm] string? text, [FromForm] string? due, [FromForm] string? returnUrl, ClaimsPrincipal user, MakePromise.Handler handler, DateFormats dates, CancellationToken cancel) =>
            InboxRoutes.Back(await handler.HandleAsync(conversationId, user, new() { Text = text ?? "", DueAt = WallClock.Read(due, dates.Zone) ?? default }, cancel), returnUrl)).RequireAuthorization(Permission.Reply);
    }
}
