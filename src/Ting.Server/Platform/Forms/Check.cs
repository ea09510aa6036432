using System.Net.Mail;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Platform.Forms;

/// <summary>The shape of what people type, checked the same way for pages and programs.</summary>
public static class Check
{
    public static Refusal? Name(string? value, string field, int most = 120) =>
        string.IsNullOrWhiteSpace(value) ? Refusal.Invalid("form.required", field)
        : value.Trim().Length > most ? Refusal.Invalid("form.too_long", field)
        : value.Any(char.IsControl) ? Refusal.Invalid("form.unreadable", field)
        : null;

    public static Refusal? Email(string? value, string field) =>
        Name(value, field, most: 254)
        ?? (MailAddress.TryCreate(value!.Trim(), out var address) && address.Address == value.Trim() && address.Host.Contains('.') ? null : Refusal.Invalid("form.email", field));

    public static Refusal? Language(string? value, string field) =>
        value is "zh-Hans" or "ja" or "en" ? null : Refusal.Invalid("form.language", field);

    /// <summary>Only an address of our own, so that nobody is led away.</summary>
    public static string LocalAddress(string? value, string otherwise) =>
        value is ['/', ..] && !value.StartsWith("//", StringComparison.Ordinal) && !value.StartsWith("/\\", StringComparison.Ordinal) && !value.Any(char.IsControl)
            ? value
            : otherwise;
}
