using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;
using Ting.Server.Platform.Search;

namespace Ting.Server.Features.Forwards;

/// <summary>The third party answers by the link: their words and files come into the conversation as a note that names them. The customer sees nothing of it.</summary>
public sealed class AnswerForward(WholeDatabase database, UploadFile.Handler uploads, LiveFeed live, TimeProvider clock)
{
    public const int MostCharacters = 5_000;
    public const int MostFiles = 5;

    public async Task<Outcome<Message>> HandleAsync(Guid forwardId, string text, IReadOnlyList<IFormFile> files, CancellationToken cancel)
    {
        text = text.ReplaceLineEndings("\n").Trim();
        files = [.. files.Where(file => file.Length > 0)]; // an empty field of a form is sent as a file without content
        if (text.Length == 0 && files.Count == 0)
            return Refusal.Invalid("forward.empty", "text");
        if (text.Length > MostCharacters)
            return Refusal.Invalid("form.too_long", "text");
        if (files.Count > MostFiles)
            return Refusal.Invalid("forward.files", "files");
        if (await ShutAsync(forwardId, cancel) is { } shut)
            return shut;

        List<Guid> saved = [];
        var owner = ForwardedThread.OwnerOf(forwardId);
        foreach (var file in files)
        {
            if ((await uploads.HandleAsync(owner, file, cancel)).IsRefused(out var refusal, out var attachment))
                return refusal;
            saved.Add(attachment.Id);
        }

        return await Attempts.OnConflictAsync(() => TryAsync(forwardId, text, owner, saved, cancel));
    }

    private async Task<Refusal?> ShutAsync(Guid forwardId, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        return await db.Forwards.AsNoTracking().SingleOrDefaultAsync(it => it.Id == forwardId, cancel) is { } forward ? Shut(forward) : Refusal.NotFound("forward.not_found");
    }

    private Refusal? Shut(Forward it) =>
        !it.IsOpen(clock.GetUtcNow()) ? Refusal.Conflict("forward.over")
        : it.Answers >= Forward.MostAnswers ? Refusal.Conflict("forward.enough")
        : null;

    private async Task<Outcome<Message>> TryAsync(Guid forwardId, string text, string owner, IReadOnlyCollection<Guid> files, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        if (await db.Forwards.SingleOrDefaultAsync(it => it.Id == forwardId, cancel) is not { } forward)
            return Refusal.NotFound("forward.not_found");
        if (Shut(forward) is { } shut)
            return shut;

        var now = clock.GetUtcNow();
        var conversation = await db.Conversations.SingleAsync(it => it.Id == forward.ConversationId, cancel);
        while (conversation.MergedIntoId is { } into)
            conversation = await db.Conversations.SingleAsync(it => it.Id == into, cancel);
        if (conversation.Status is ConversationStatus.Snoozed)
            _ = conversation.Reopen("system", now); // what was waited for is here

        var message = conversation.Hear(forwardId, forward.Name, text, now);
        db.Messages.Add(message);
        if ((await AttachedFiles.TakeAsync(db, message, owner, files, cancel)).IsRefused(out var refusal, out _))
            return refusal;

        forward.Answer(now);
        db.AddNumbered(new SearchDocument("message", conversation.Id, message.Id, text));
        foreach (var agent in new[] { forward.AgentId, conversation.AssigneeId }.OfType<Guid>().Distinct())
            db.AddNumbered(new SearchDocument(MentionColleague.Kind, conversation.Id, message.Id, MentionColleague.WordFor(agent)));
        await db.SaveAsync(conversation, cancel);
        Intake.Announce(live, conversation);
        return message;
    }
}
