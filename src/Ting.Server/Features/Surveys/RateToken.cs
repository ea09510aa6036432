using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace Ting.Server.Features.Surveys;

/// <summary>What stands in the address of a question: the conversation, sealed, so that nobody can guess or change one.</summary>
public sealed class RateToken(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Ting.Surveys.Rate.v1");

    public string For(Guid conversationId) => WebEncoders.Base64UrlEncode(_protector.Protect(conversationId.ToByteArray()));

    /// <returns>The conversation, or null when the token is not one of ours.</returns>
    public Guid? Read(string token)
    {
        try
        {
            return token.Length <= 400 && _protector.Unprotect(WebEncoders.Base64UrlDecode(token)) is { Length: 16 } bytes ? new Guid(bytes) : null;
        }
        catch (Exception error) when (error is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
