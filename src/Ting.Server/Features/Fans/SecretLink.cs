using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Ting.Server.Features.Fans;

/// <summary>What proves that somebody reads the mail of an address. Only its hash is kept, so that nobody who reads the database can confirm for another.</summary>
internal static class SecretLink
{
    public const int HashLength = 64;
    private const int Length = 43;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <returns>Null for what is no token of ours.</returns>
    public static string? HashOf(string token) => token.Length == Length ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token))) : null;
}
