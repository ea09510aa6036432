using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Inboxes;

/// <summary>What visitors may pick before the chat, in the three languages.</summary>
public sealed record Topic(string Key, string Zh, string Ja, string En);

/// <summary>The rules for what an inbox may look like.</summary>
internal static partial class InboxShape
{
    public const int MostTopics = 8;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IReadOnlyList<string> Kinds { get; } = ["chat", "email", "api"];

    /// <summary>Stands in the shop's page: short, and not to be guessed from another.</summary>
    public static string NewKey() => RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", 12);

    public static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    public static IReadOnlyList<Topic> TopicsOf(Inbox inbox) => JsonSerializer.Deserialize<List<Topic>>(inbox.Topics, Json) ?? [];

    public static string Write(IEnumerable<Topic> topics) => JsonSerializer.Serialize(topics, Json);

    public static Refusal? CheckColour(string? colour) =>
        colour is null || Colour().IsMatch(colour) ? null : Refusal.Invalid("inbox.colour", "colour");

    /// <summary>Web origins, separated by spaces or lines, each as a browser writes it.</summary>
    public static Outcome<string> Origins(string? text)
    {
        var origins = new List<string>();
        foreach (var part in (text ?? "").Split([' ', ',', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Uri.TryCreate(part, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http") || address.PathAndQuery is not "/" || address.Fragment.Length > 0 || address.UserInfo.Length > 0)
                return Refusal.Invalid("inbox.origins", "origins");
            origins.Add(address.GetLeftPart(UriPartial.Authority).ToLowerInvariant());
        }

        return string.Join(' ', origins.Distinct());
    }

    [GeneratedRegex("^#[0-9a-fA-F]{6}$")]
    private static partial Regex Colour();
}
