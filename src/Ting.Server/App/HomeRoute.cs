using System.Security.Claims;
using Ting.Server.Platform.Identity;

namespace Ting.Server.App;

internal static class HomeRoute
{
    /// <summary>Everybody begins where their work is: those who answer at the inbox, those who lead at the figures.</summary>
    public static void MapHome(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/", (ClaimsPrincipal user) => TypedResults.LocalRedirect(user.Role() switch
        {
            AgentRole.Manager or AgentRole.Supervisor => "/insights",
            AgentRole.Administrator => "/settings",
            _ => "/inbox",
        })).ExcludeFromDescription();
}
