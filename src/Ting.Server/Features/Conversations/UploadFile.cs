using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Files;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Conversations;

/// <summary>A file is taken in before the message it belongs to; an agent may look at what belongs to a conversation.</summary>
public static class UploadFile
{
    public const long Most = 25_000_000;

    private static readonly string[] Pictures = ["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"];

    public sealed record Response(Guid Id, string Name, long Size);

    /// <summary>A picture can be shown in a page; anything else is only ever saved.</summary>
    public static bool IsPicture(string contentType) => Pictures.Contains(contentType);

    internal static void Map(IEndpointRouteBuilder desk)
    {
        desk.MapPost("/attachments", async (IFormFile file, ClaimsPrincipal user, Handler handler, CancellationToken cancel) =>
            (await handler.HandleAsync(user.Actor(), file, cancel)).ToHttp(saved => TypedResults.Ok(new Response(saved.Id, saved.Name, saved.Size))));

        desk.MapGet("/attachments/{id:guid}", async (Guid id, HttpContext http, IDbContextFactory<AppDb> database, FileStore files, CancellationToken cancel) =>
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var actor = http.User.Actor();
            if (await db.Attachments.AsNoTracking().FirstOrDefaultAsync(it => it.Id == id && (it.MessageId != null || it.Owner == actor), cancel) is not { } file || files.Open(file.Hash) is not { } content)
                return Results.NotFound();

            // Whatever it says it is, the browser must not run it as a page of ours.
            http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
            http.Response.Headers.XContentTypeOptions = "nosniff";
            http.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
            return IsPicture(file.ContentType)
                ? Results.Stream(content, file.ContentType, enableRangeProcessing: true)
                : Results.Stream(content, "application/octet-stream", file.Name, enableRangeProcessing: true);
        });
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, FileStore files, TimeProvider clock)
    {
        public async Task<Outcome<Attachment>> HandleAsync(string owner, IFormFile file, CancellationToken cancel)
        {
            if (file.Length == 0)
                return Refusal.Invalid("attachment.empty", "file");

            await using var content = file.OpenReadStream();
            if (await files.SaveAsync(content, Most, cancel) is not { } saved)
                return Refusal.TooLarge("attachment.too_large");

            var name = Path.GetFileName(file.FileName.Replace('\\', '/'));
            var type = file.ContentType is { Length: > 0 and <= 100 } given ? given.ToLowerInvariant() : "application/octet-stream";
            var attachment = new Attachment(owner, saved.Hash, name.Length > 200 ? name[..200] : name, type, saved.Size, clock.GetUtcNow());
            await using var db = await database.CreateDbContextAsync(cancel);
            db.Attachments.Add(attachment);
            await db.SaveChangesAsync(cancel);
            return attachment;
        }
    }
}
