using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Inboxes;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Files;

namespace Ting.Server.Features.Forwards;

/// <summary>What stands behind a link: the chosen messages, and what the third party has answered so far. Nothing of the customer's name, address or other messages.</summary>
public sealed class ForwardedThread(WholeDatabase database, ForwardLink links)
{
    public sealed record View(Forward Forward, string Brand, IReadOnlyList<Line> Shown, IReadOnlyList<Line> Answers);

    public sealed record Line(MessageKind Kind, string Text, DateTimeOffset At, IReadOnlyList<Attachment> Files);

    public async Task<View?> FindAsync(string token, CancellationToken cancel)
    {
        if (links.Read(token) is not { } id)
            return null;

        await using var db = await database.CreateDbContextAsync(cancel);
        if (await db.Forwards.AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, cancel) is not { } forward)
            return null;

        // A conversation that was taken in by another goes on there, and so do the answers.
        List<Guid> threads = [forward.ConversationId];
        for (Guid? next = forward.ConversationId; next is { } at;)
        {
            next = await db.Conversations.Where(it => it.Id == at).Select(it => it.MergedIntoId).SingleAsync(cancel);
            if (next is { } into)
                threads.Add(into);
        }

        var brand = await (from it in db.Conversations
                           join inbox in db.Set<Inbox>() on it.InboxId equals inbox.Id
                           where it.Id == forward.ConversationId
                           select inbox.Name).SingleAsync(cancel);
        var chosen = forward.ReadMessages();
        var shown = await db.Messages.AsNoTracking().Where(it => chosen.Contains(it.Id)).OrderBy(it => it.At).ThenBy(it => it.Id).ToListAsync(cancel);
        var answers = await db.Messages.AsNoTracking().Where(it => threads.Contains(it.ConversationId) && it.ForwardId == id).OrderBy(it => it.At).Take(Forward.MostAnswers).ToListAsync(cancel);
        Guid[] all = [.. shown.Concat(answers).Select(it => it.Id)];
        var files = (await db.Attachments.AsNoTracking().Where(it => it.MessageId != null && all.Contains(it.MessageId.Value)).ToListAsync(cancel)).ToLookup(it => it.MessageId!.Value);
        return new View(forward, brand, [.. shown.Select(LineOf)], [.. answers.Select(LineOf)]);

        Line LineOf(Message it) => new(it.Kind, it.Text, it.At, [.. files[it.Id]]);
    }

    internal static string OwnerOf(Guid forwardId) => $"forward:{forwardId}";

    /// <summary>A file of what was forwarded, or of an answer; of nothing else.</summary>
    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/forward/{token}/files/{id:guid}", async (string token, Guid id, HttpContext http, ForwardedThread thread, FileStore files, TimeProvider clock, CancellationToken cancel) =>
        {
            if (await thread.FindAsync(token, cancel) is not { } view || !view.Forward.IsOpen(clock.GetUtcNow())
                || view.Shown.Concat(view.Answers).SelectMany(line => line.Files).FirstOrDefault(file => file.Id == id) is not { } found || files.Open(found.Hash) is not { } content)
                return Results.NotFound();

            // Whatever it says it is, the browser must not run it as a page of ours.
            http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
            http.Response.Headers.XContentTypeOptions = "nosniff";
            http.Response.Headers.CacheControl = "private, no-store"; // a withdrawn link shows nothing any more
            return UploadFile.IsPicture(found.ContentType) ? Results.Stream(content, found.ContentType) : Results.Stream(content, "application/octet-stream", found.Name);
        }).AllowAnonymous().ExcludeFromDescription();
}
