using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Organisations;

/// <summary>The table of contents of this folder.</summary>
internal static class OrganisationsFeature
{
    public static IServiceCollection AddOrganisations(this IServiceCollection services) => services
        .AddScoped<SaveOrganisation.Handler>()
        .AddScoped<GetOrganisations.Handler>()
        .AddScoped<OrganisationMembers.Handler>()
        .AddScoped<OrganisationFacts.Handler>()
        .AddScoped<JoinOrganisation.Handler>()
        .AddRefusalTexts<OrganisationsText>();

    public static void MapOrganisationsApi(this IEndpointRouteBuilder api)
    {
        GetOrganisations.Map(api);
        SaveOrganisation.Map(api);
        OrganisationMembers.Map(api);
        OrganisationFacts.Map(api);
    }

    public static void MapOrganisations(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/people/{id:guid}/organisations", async (
                Guid id, [FromForm] string? organisation, [FromForm] string? department, [FromForm] string? position, [FromForm] bool? isKey, [FromForm] string? returnUrl,
                ClaimsPrincipal user, JoinOrganisation.Handler handler, CancellationToken cancel) =>
            InboxRoutes.Back(await handler.HandleAsync(id, organisation ?? "", new() { Department = department, Position = position, IsKey = isKey ?? false }, user, cancel), returnUrl ?? $"/people/{id}"))
            .RequireAuthorization(Permission.ManagePeople).ExcludeFromDescription();
}
