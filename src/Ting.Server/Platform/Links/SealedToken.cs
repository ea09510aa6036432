using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace Ting.Server.Platform.Links;

/// <summary>What stands in an address that is handed to a customer: a few bytes, sealed, so that nobody can guess or change them.</summary>
/// <param name="purpose">Tokens of one purpose are worth nothing for another.</param>
public sealed class SealedToken(IDataProtectionProvider protection, string purpose)
{
    private const int Longest = 400;

    private readonly IDataProtector _protector = protection.CreateProtector(purpose);

    public string Write(byte[] content) => WebEncoders.Base64UrlEncode(_protector.Protect(content));

    /// <returns>Null when the token is not one of ours, or not of this length.</returns>
    public byte[]? Read(string token, int length)
    {
        try
        {
            return token.Length <= Longest && _protector.Unprotect(WebEncoders.Base64UrlDecode(token)) is var content && content.Length == length ? content : null;
        }
        catch (Exception error) when (error is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
