using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace Ting.Server.Features.Cases.Recovery;

/// <summary>What stands in the address of the question after a complaint: the case and its round, sealed, so that nobody can guess or change one.</summary>
public sealed class RecoveryToken(IDataProtectionProvider protection)
{
    private const int Length = 20;

    private readonly IDataProtector _protector = protection.CreateProtector("Ting.Cases.Recovery.v1");

    public string For(Guid caseId, int round)
    {
        var bytes = new byte[Length];
        caseId.TryWriteBytes(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(16), round);
        return WebEncoders.Base64UrlEncode(_protector.Protect(bytes));
    }

    /// <returns>Null when the token is not one of ours.</returns>
    public (Guid CaseId, int Round)? Read(string token)
    {
        try
        {
            return token.Length <= 400 && _protector.Unprotect(WebEncoders.Base64UrlDecode(token)) is { Length: Length } bytes
                ? (new Guid(bytes.AsSpan(0, 16)), BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(16)))
                : null;
        }
        catch (Exception error) when (error is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
