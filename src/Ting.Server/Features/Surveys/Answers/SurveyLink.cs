using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace Ting.Server.Features.Surveys.Answers;

/// <summary>What stands in the address of a survey: an invitation or a response that was begun, sealed, so that nobody can guess or change one.</summary>
public sealed class SurveyLink(IDataProtectionProvider protection, IConfiguration configuration)
{
    private const byte OfInvitation = 1;
    private const byte OfResponse = 2;
    private const int Longest = 400;

    private readonly IDataProtector _protector = protection.CreateProtector("Ting.Surveys.Link.v1");

    public string ForInvitation(Guid id) => Seal(OfInvitation, id);

    public string ForResponse(Guid id) => Seal(OfResponse, id);

    /// <summary>The whole address, for a message.</summary>
    public string Whole(string token) => $"{configuration["Site:Url"]?.TrimEnd('/')}/s/{token}";

    /// <returns>The one or the other; both null when the token is not one of ours.</returns>
    public (Guid? Invitation, Guid? Response) Read(string token)
    {
        try
        {
            if (token.Length > Longest || _protector.Unprotect(WebEncoders.Base64UrlDecode(token)) is not { Length: 17 } bytes)
                return default;
            var id = new Guid(bytes.AsSpan(1));
            return bytes[0] switch { OfInvitation => (id, null), OfResponse => (null, id), _ => default };
        }
        catch (Exception error) when (error is CryptographicException or FormatException)
        {
            return default;
        }
    }

    private string Seal(byte kind, Guid id) => WebEncoders.Base64UrlEncode(_protector.Protect([kind, .. id.ToByteArray()]));
}
