using Microsoft.AspNetCore.DataProtection;
using Ting.Server.Platform.Links;

namespace Ting.Server.Features.Forwards;

/// <summary>The address that a third party is given: which forward it is, sealed. When it ends stands with the forward.</summary>
public sealed class ForwardLink(IDataProtectionProvider protection, SiteAddress site)
{
    private readonly SealedToken _token = new(protection, "Ting.Forwards.v1");

    public string TokenOf(Guid forwardId) => _token.Write(forwardId.ToByteArray());

    /// <param name="origin">Where the agent is, for an installation that has not said where it is.</param>
    public string AddressOf(Guid forwardId, string origin)
    {
        var address = site.Of($"/forward/{TokenOf(forwardId)}");
        return address is ['/', ..] ? origin + address : address;
    }

    public static string OriginOf(HttpRequest request) => $"{request.Scheme}://{request.Host}";

    /// <returns>Null when the token is not one of ours.</returns>
    public Guid? Read(string token) => _token.Read(token, length: 16) is { } bytes ? new Guid(bytes) : null;
}
