using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Conversations;

/// <summary>What every address that answers one conversation says: the conversation with its labels, and its version as the ETag.</summary>
internal sealed class ConversationAnswer(IDbContextFactory<AppDb> database)
{
    public async Task<IResult> OfAsync(Outcome<Conversation> outcome, HttpContext http)
    {
        if (outcome.IsRefused(out var refusal, out var conversation))
            return refusal.ToHttp();

        await using var db = await database.CreateDbContextAsync(http.RequestAborted);
        var labels = await LabelsOf.FindAsync(db, [conversation.Id], http.RequestAborted);
        http.Response.Tag(conversation.Version, string.Join('\n', labels[conversation.Id]));
        return TypedResults.Ok(ConversationShape.Of(conversation, labels[conversation.Id]));
    }
}
