using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;

namespace Ting.Server.Platform.Identity;

/// <summary>The role of whoever asks must have this permission.</summary>
internal sealed record NeedsPermission(string Permission) : IAuthorizationRequirement;

/// <summary>A key that is limited to some resources may use those only: <c>people</c> for all, <c>people:read</c> for looking.</summary>
internal sealed record WithinScope : IAuthorizationRequirement;

internal sealed class NeedsPermissionHandler : AuthorizationHandler<NeedsPermission>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, NeedsPermission requirement)
    {
        if (context.User.May(requirement.Permission))
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}

internal sealed class WithinScopeHandler : AuthorizationHandler<WithinScope>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, WithinScope requirement)
    {
        if (Allows(context.User, context.Resource as HttpContext))
            context.Succeed(requirement);
        return Task.CompletedTask;
    }

    private static bool Allows(ClaimsPrincipal user, HttpContext? http)
    {
        var scopes = user.FindAll(SignedIn.ScopeClaim).Select(claim => claim.Value).ToHashSet();
        if (scopes.Count == 0)
            return true;
        if (http?.Request.Path.Value?.Split('/', StringSplitOptions.RemoveEmptyEntries) is not ["api", _, var resource, ..])
            return false;

        var looks = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method);
        return scopes.Contains(resource) || (looks && scopes.Contains($"{resource}:read"));
    }
}
