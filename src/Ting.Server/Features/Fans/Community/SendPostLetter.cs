using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Ting.Server.Features.Settings;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Localisation;

namespace Ting.Server.Features.Fans.Community;

/// <summary>The letter after a post: the link that lets it appear. What was written does not stand in it: a stranger could have typed somebody else's address.</summary>
public sealed record SendPostLetter(Guid PostId) : IJob
{
    public static string Name => "send-post-letter";

    internal sealed class Handler(IDbContextFactory<AppDb> database, FanLetters letters, CurrentWorkspace workspace, IStringLocalizer<CommunityText> text, TimeProvider clock) : IJobHandler<SendPostLetter>
    {
        public async Task HandleAsync(SendPostLetter job, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (!letters.CanWrite || await db.CommunityPosts.SingleOrDefaultAsync(it => it.Id == job.PostId, cancel) is not { Email: { } email } post || !post.CanConfirm(clock.GetUtcNow()))
                return;

            var secret = SecretLink.New();
            post.Expect(SecretLink.HashOf(secret)!);
            await db.SaveChangesAsync(cancel);
            var brand = (await workspace.FindAsync(cancel))?.Name ?? "Ting 聽";
            var letter = Languages.In(post.Language, () => FanLetters.Short($"post-{post.Id:N}-{post.Version}", email, brand, text["letter.subject", brand], [text["letter.about", brand]], (text["letter.go"], letters.AddressOf($"/community/confirm/{secret}?lang={post.Language}")), [text["letter.until", (int)CommunityPost.Confirmable.TotalDays]]));
            await letters.SendToConfirmAsync(letter, cancel);
        }
    }
}
