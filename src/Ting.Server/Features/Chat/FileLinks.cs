using Microsoft.AspNetCore.DataProtection;
using Ting.Server.Features.Inboxes;

namespace Ting.Server.Features.Chat;

/// <summary>Addresses of files that an image tag can open: signed, for one file, for a week.</summary>
public sealed class FileLinks(IDataProtectionProvider protection)
{
    private static readonly TimeSpan Valid = TimeSpan.FromDays(7);
    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("chat-file").ToTimeLimitedDataProtector();

    /// <returns>Relative to the place of the widget's script.</returns>
    public string To(Inbox inbox, Guid file) => $"widget/{inbox.Key}/files/{file}?key={_protector.Protect($"{inbox.Id}/{file}", Valid)}";

    public bool Opens(Inbox inbox, Guid file, string? key)
    {
        try
        {
            return key is not null && _protector.Unprotect(key) == $"{inbox.Id}/{file}";
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return false; // forged, of another installation, or too old
        }
    }
}
