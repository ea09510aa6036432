using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Inboxes;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Chat;

/// <summary>Who is at the door: a browser on one inbox, with the key to its conversation when it has one.</summary>
public sealed record ChatVisitor(Inbox Inbox, string? Token)
{
    private const int TokenLength = 43; // 32 random bytes

    /// <summary>A browser that does not come back for so long has to start anew.</summary>
    public static readonly TimeSpan Forgotten = TimeSpan.FromDays(90);

    public static readonly Refusal NoConversation = Refusal.NotFound("chat.not_found");

    public static ValueTask<ChatVisitor?> BindAsync(HttpContext http) => ValueTask.FromResult(http.Features.Get<ChatVisitor>());

    public static string NewToken() => System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static bool IsToken(string? token) => token is { Length: TokenLength } && System.Buffers.Text.Base64Url.IsValid(token);

    /// <summary>Only this is stored: who reads the database cannot write in anybody's name.</summary>
    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}

internal static class ChatVisitors
{
    /// <summary>The visitor's own session on this inbox; somebody else's is as good as none.</summary>
    public static Task<ChatSession?> SessionAsync(this AppDb db, ChatVisitor visitor, DateTimeOffset now, CancellationToken cancel)
    {
        if (visitor.Token is null)
            return Task.FromResult<ChatSession?>(null);

        var (hash, since) = (ChatVisitor.HashOf(visitor.Token), now - ChatVisitor.Forgotten);
        return db.ChatSessions.SingleOrDefaultAsync(it => it.TokenHash == hash && it.InboxId == visitor.Inbox.Id && it.LastSeenAt > since, cancel);
    }

    public static IResult ToNoContent(this Outcome<bool> outcome) => outcome.ToHttp(_ => TypedResults.NoContent());
}
