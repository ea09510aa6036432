using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Features.People;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Conversations;

/// <summary>A message as the API shows it.</summary>
/// <param name="Reading">As the engine answers it; null for what no customer wrote.</param>
/// <param name="Participant">Of a note that somebody outside wrote who was asked: who.</param>
/// <param name="CorrectedEmotion">What an agent put in the place of the engine's emotion.</param>
public sealed record MessageShape(
    Guid Id, Guid ConversationId, MessageKind Kind, string Text, string? Html, DateTimeOffset At, AuthorShape Author, IReadOnlyList<AttachmentShape> Attachments,
    Delivery Delivery, string? DeliveryProblem, string? ExternalId, RawJson? Reading, string? CorrectedEmotion, string? Participant)
{
    /// <summary>Everything that belongs to these messages of one conversation, in three queries however many they are.</summary>
    internal static async Task<IReadOnlyList<MessageShape>> OfAsync(AppDb db, Guid personId, IReadOnlyList<Message> messages, CancellationToken cancel)
    {
        if (messages.Count == 0)
            return [];

        var ids = messages.Select(it => it.Id).ToArray();
        var readings = await db.Readings.AsNoTracking().Where(it => ids.Contains(it.MessageId))
            .Select(it => new { it.MessageId, it.Json, it.CorrectedEmotion }).ToDictionaryAsync(it => it.MessageId, cancel);
        var files = (await db.Attachments.AsNoTracking().Where(it => it.MessageId != null && ids.Contains(it.MessageId.Value)).ToListAsync(cancel)).ToLookup(it => it.MessageId);
        var authors = messages.Where(it => it.AuthorId is not null).Select(it => it.AuthorId!.Value).Distinct().ToArray();
        var names = await db.Agents.Where(it => authors.Contains(it.Id)).ToDictionaryAsync(it => it.Id, it => it.Name, cancel);
        var person = await db.People.Where(it => it.Id == personId).Select(it => it.Name).FirstOrDefaultAsync(cancel);

        return
        [
            .. messages.Select(it => new MessageShape(
                it.Id, it.ConversationId, it.Kind, it.Text, it.Html, it.At, AuthorShape.Of(it, personId, person, names),
                [.. files[it.Id].Select(file => new AttachmentShape(file.Id, file.Name, file.ContentType, file.Size))],
                it.Delivery, it.DeliveryProblem, it.ExternalId,
                readings.TryGetValue(it.Id, out var reading) ? new RawJson(reading.Json) : null,
                reading?.CorrectedEmotion is { } emotion ? char.ToLowerInvariant(emotion[0]) + emotion[1..] : null, it.Participant)),
        ];
    }
}

public enum AuthorKind { Customer, Agent, Program, System }

/// <param name="Id">The person or the agent.</param>
public sealed record AuthorShape(AuthorKind Kind, Guid? Id, string? Name)
{
    internal static AuthorShape Of(Message message, Guid personId, string? person, Dictionary<Guid, string> agents) => message switch
    {
        { Kind: MessageKind.Customer } => new(AuthorKind.Customer, personId, person),
        { Kind: MessageKind.System } => new(AuthorKind.System, null, null),
        { AuthorId: { } id } => new(AuthorKind.Agent, id, agents.GetValueOrDefault(id)),
        _ => new(AuthorKind.Program, null, null),
    };
}

public sealed record AttachmentShape(Guid Id, string Name, string ContentType, long Size);
