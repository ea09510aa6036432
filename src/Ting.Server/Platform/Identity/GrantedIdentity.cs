using System.Security.Claims;

namespace Ting.Server.Platform.Identity;

/// <summary>What whoever asks may do on this desk now. Put beside their identity with each request and never kept in a cookie, so that a change holds at once.</summary>
public sealed class GrantedIdentity(IReadOnlySet<string> permissions) : ClaimsIdentity
{
    public IReadOnlySet<string> Permissions => permissions;
}
