using Microsoft.AspNetCore.DataProtection;
using Ting.Server.Platform.Links;

namespace Ting.Server.Features.Surveys.Answers;

/// <summary>What stands in the address of a survey: an invitation or a response that was begun.</summary>
public sealed class SurveyLink(IDataProtectionProvider protection, SiteAddress site)
{
    private const byte OfInvitation = 1;
    private const byte OfResponse = 2;

    private readonly SealedToken _token = new(protection, "Ting.Surveys.Link.v1");

    public string ForInvitation(Guid id) => _token.Write([OfInvitation, .. id.ToByteArray()]);

    public string ForResponse(Guid id) => _token.Write([OfResponse, .. id.ToByteArray()]);

    /// <summary>The whole address, for a message.</summary>
    public string Whole(string token) => site.Of($"/s/{token}");

    /// <returns>The one or the other; both null when the token is not one of ours.</returns>
    public (Guid? Invitation, Guid? Response) Read(string token)
    {
        if (_token.Read(token, length: 17) is not { } bytes)
            return default;
        var id = new Guid(bytes.AsSpan(1));
        return bytes[0] switch { OfInvitation => (id, null), OfResponse => (null, id), _ => default };
    }
}
