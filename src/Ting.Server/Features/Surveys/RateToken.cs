using Microsoft.AspNetCore.DataProtection;
using Ting.Server.Platform.Links;

namespace Ting.Server.Features.Surveys;

/// <summary>What stands in the address of a question: the conversation.</summary>
public sealed class RateToken(IDataProtectionProvider protection)
{
    private readonly SealedToken _token = new(protection, "Ting.Surveys.Rate.v1");

    public string For(Guid conversationId) => _token.Write(conversationId.ToByteArray());

    /// <returns>The conversation, or null when the token is not one of ours.</returns>
    public Guid? Read(string token) => _token.Read(token, length: 16) is { } bytes ? new Guid(bytes) : null;
}
