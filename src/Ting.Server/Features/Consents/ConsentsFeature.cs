using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Identity;

namespace Ting.Server.Features.Consents;

/// <summary>The table of contents of this folder: for what people let us use what we know of them.</summary>
internal static class ConsentsFeature
{
    public static IServiceCollection AddConsents(this IServiceCollection services) => services.AddScoped<SaveConsent.Handler>();

    public static void MapConsentsApi(this IEndpointRouteBuilder api) => SaveConsent.Map(api);

    public static void MapConsents(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/people/{id:guid}/consents", async (
                Guid id, [FromForm] string? purpose, [FromForm] string? state, [FromForm] string? quote, [FromForm] string? returnUrl, ClaimsPrincipal user, SaveConsent.Handler handler, CancellationToken cancel) =>
            InboxRoutes.Back(await handler.HandleAsync(id, purpose ?? "", new() { State = Choice.Of<ConsentState>(state), Quote = quote }, user.Actor(), cancel), returnUrl ?? $"/people/{id}"))
            .RequireAuthorization(Permission.ManagePeople).ExcludeFromDescription();
}
