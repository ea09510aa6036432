using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Localisation;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.FollowUps;

/// <summary>The table of contents of this folder.</summary>
internal static class FollowUpsFeature
{
    public static IServiceCollection AddFollowUps(this IServiceCollection services) => services
        .AddScoped<MakeFollowUp.Handler>()
        .AddScoped<ChangeFollowUp.Handler>()
        .AddScoped<ListFollowUps.Handler>()
        .AddSingleton(new PanelSection(typeof(FollowUpSection)))
        .AddJob<RemindFollowUp, RemindFollowUp.Handler>()
        .AddRefusalTexts<FollowUpsText>();

    public static void MapFollowUpsApi(this IEndpointRouteBuilder api)
    {
        MakeFollowUp.Map(api);
        ChangeFollowUp.Map(api);
        ListFollowUps.Map(api);
    }

    /// <summary>The number on the rail, and forms of one button.</summary>
    public static void MapFollowUps(this IEndpointRouteBuilder routes)
    {
        var desk = routes.MapGroup("/follow-ups").RequireAuthorization(Permission.SeeConversations).ExcludeFromDescription();
        desk.MapGet("/count", () => (IResult)new RazorComponentResult<FollowUpCount>());

        desk.MapPost("/{id:guid}", async (
                Guid id, [FromForm] FollowUpState? state, [FromForm] string? result, [FromForm] string? due, [FromForm] string? agent, [FromForm] string? returnUrl,
                ClaimsPrincipal user, ChangeFollowUp.Handler handler, DateFormats dates, CancellationToken cancel) =>
            {
                var request = new ChangeFollowUp.Request { Result = result };
                if (state is { } given)
                    request.State = new(given);
                if (due is not null)
                    request.DueAt = new(WallClock.Read(due, dates.Zone) ?? default);
                if (agent is not null)
                    request.AgentId = new(Guid.TryParse(agent, out var agentId) ? agentId : null);
                return InboxRoutes.Back(await handler.HandleAsync(id, user, request, cancel), returnUrl);
            }).RequireAuthorization(Permission.Reply);

        desk.MapPost("/of/{conversationId:guid}", async (
                Guid conversationId, [FromForm] string? text, [FromForm] string? due, [FromForm] string? returnUrl, ClaimsPrincipal user, MakeFollowUp.Handler handler, DateFormats dates, CancellationToken cancel) =>
            InboxRoutes.Back(await handler.HandleAsync(conversationId, user, new() { Text = text ?? "", DueAt = WallClock.Read(due, dates.Zone) ?? default }, cancel), returnUrl)).RequireAuthorization(Permission.Reply);
    }
}
