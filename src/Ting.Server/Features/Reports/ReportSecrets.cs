using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace Ting.Server.Features.Reports;

/// <summary>What webhooks are signed with: sealed in the database, readable only here.</summary>
public sealed class ReportSecrets(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Ting.Reports.Webhook");

    public string New() => _protector.Protect("ting_" + WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32)));

    /// <returns>Empty for none, or when the keys it was sealed with are gone.</returns>
    public string Open(string written)
    {
        try
        {
            return written.Length == 0 ? "" : _protector.Unprotect(written);
        }
        catch (CryptographicException)
        {
            return "";
        }
    }
}
