using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Files;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Chat;

/// <summary>Files a customer adds: taken by what they are, not by what they are called, and given out so that no browser runs them.</summary>
public static class ChatSessionFiles
{
    public const long MostBytes = 10_000_000;
    private const long MostRequest = MostBytes + 100_000;
    private const int MostWaiting = 20;

    public sealed record Response(string Session, FileShown File);

    internal static void Map(IEndpointRouteBuilder widget)
    {
        widget.MapPost("/files", async (ChatVisitor visitor, IFormFile file, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(visitor, file, cancel)).ToHttp(TypedResults.Ok))
            .DisableAntiforgery() // the key travels in a header, which no foreign form can set
            .WithMetadata(new RequestSizeLimitAttribute(MostRequest));

        widget.MapGet("/files/{id:guid}", OpenAsync);
    }

    internal static string OwnerOf(ChatSession session) => $"session:{session.Id}";

    private static async Task<IResult> OpenAsync(Guid id, string? key, ChatVisitor visitor, HttpResponse response, FileLinks links, FileStore files, IDbContextFactory<AppDb> database, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var file = links.Opens(visitor.Inbox, id, key) ? await db.Attachments.AsNoTracking().FirstOrDefaultAsync(it => it.Id == id, cancel) : null;
        if (file is null || files.Open(file.Hash) is not { } content)
            return Refusal.NotFound("chat.file_gone").ToHttp();

        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin"; // the shop's page shows the picture
        response.Headers.CacheControl = "private, max-age=86400";
        var disposition = new ContentDispositionHeaderValue(SniffedType.IsPicture(file.ContentType) ? "inline" : "attachment");
        disposition.SetHttpFileName(file.Name);
        response.Headers.ContentDisposition = disposition.ToString();
        return TypedResults.Stream(content, file.ContentType, enableRangeProcessing: true);
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, FileStore files, ChatTranscript transcript, TimeProvider clock)
    {
        public async Task<Outcome<Response>> HandleAsync(ChatVisitor visitor, IFormFile given, CancellationToken cancel)
        {
            if (given.Length == 0)
                return Refusal.Invalid("chat.file_empty", "file");
            if (given.Length > MostBytes)
                return Refusal.TooLarge("chat.file_too_large");

            var name = VisitorText.Line(Path.GetFileName(given.FileName.Replace('\\', '/')), 200) ?? "file";
            await using var content = given.OpenReadStream();
            if (await SniffedType.OfAsync(content, name, cancel) is not { } type)
                return Refusal.WrongType("chat.file_type");

            await using var db = await database.CreateDbContextAsync(cancel);
            var now = clock.GetUtcNow();
            var session = await db.SessionAsync(visitor, now, cancel);
            if (session is null && visitor.Token is not null)
                return ChatVisitor.NoConversation;

            var token = visitor.Token ?? ChatVisitor.NewToken();
            if (session is null)
                db.ChatSessions.Add(session = new ChatSession(visitor.Inbox.Id, ChatVisitor.HashOf(token), now));
            var owner = OwnerOf(session);
            if (await db.Attachments.CountAsync(it => it.Owner == owner && it.MessageId == null && it.ConversationId == null, cancel) >= MostWaiting)
                return new Refusal(RefusalKind.TooMany, "chat.too_many_files");

            if (await files.SaveAsync(content, MostBytes, cancel) is not { } stored)
                return Refusal.TooLarge("chat.file_too_large");

            var file = new Attachment(owner, stored.Hash, name, type, stored.Size, now);
            db.Attachments.Add(file);
            await db.SaveChangesAsync(cancel);
            return new Response(token, transcript.Show(visitor.Inbox, file));
        }
    }
}
