using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Ting.Server.Features.Inboxes;

namespace Ting.Server.Features.Chat;

/// <summary>Who the shop says its signed-in visitor is.</summary>
public sealed record ProvenVisitor(string Subject, string? Name, string? Email);

/// <summary>Checks the token with which a shop proves its visitor's identity: HS256 with the inbox's secret, and it must end some day.</summary>
public sealed class VisitorProof(TimeProvider clock)
{
    public const int ShortestSecret = 32;
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);
    private static readonly JsonWebTokenHandler Tokens = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = 8 * 1024 };

    /// <returns>Null when the token proves nothing.</returns>
    public async Task<ProvenVisitor?> CheckAsync(Inbox inbox, string token)
    {
        if (inbox.SigningSecret is not { Length: >= ShortestSecret } secret)
            return null;

        var result = await Tokens.ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKey = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(secret)),
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            ValidateIssuer = false, // the secret belongs to one inbox: it says who issued it and for whom
            ValidateAudience = false,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            LifetimeValidator = (from, until, _, _) => until is { } end && end + Skew > Now && (from ?? DateTime.MinValue) <= Now + Skew,
        });

        return result.IsValid && Claim(result, "sub") is { } subject ? new ProvenVisitor(subject, Claim(result, "name"), Claim(result, "email")) : null;
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private static string? Claim(TokenValidationResult result, string name) =>
        result.Claims.TryGetValue(name, out var value) && value is string { Length: > 0 and <= 200 } text ? text : null;
}
