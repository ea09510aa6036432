using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Ting.Server.Features.Settings;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Localisation;
using Ting.Server.Platform.Mail;

namespace Ting.Server.Features.Fans.Magazine;

/// <summary>The letter after a form: the link to confirm; or, for somebody who has the magazine already, that they have it.</summary>
public sealed record SendSubscriptionLetter(Guid SubscriberId) : IJob
{
    public static string Name => "send-subscription-letter";

    internal sealed class Handler(IDbContextFactory<AppDb> database, FanLetters letters, LeaveLink leaving, CurrentWorkspace workspace, IStringLocalizer<MagazineText> text, TimeProvider clock) : IJobHandler<SendSubscriptionLetter>
    {
        public async Task HandleAsync(SendSubscriptionLetter job, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var now = clock.GetUtcNow();
            if (!letters.CanWrite || await db.Subscribers.SingleOrDefaultAsync(it => it.Id == job.SubscriberId, cancel) is not { Email: { } email } subscriber)
                return;
            if (subscriber.State is SubscriberState.Waiting && !subscriber.CanConfirm(now))
                return;

            var secret = SecretLink.New();
            if (subscriber.State is SubscriberState.Waiting)
            {
                subscriber.Expect(SecretLink.HashOf(secret)!);
                await db.SaveChangesAsync(cancel);
            }

            var brand = (await workspace.FindAsync(cancel))?.Name ?? "Ting 聽";
            await letters.SendToConfirmAsync(Write(subscriber, email, brand, secret), cancel);
        }

        private Letter Write(Subscriber it, string email, string brand, string secret) =>
            Languages.In(it.Language, () => it.State is SubscriberState.Waiting
                ? FanLetters.Short($"subscribe-{it.Id:N}-{it.Version}", email, brand, text["letter.confirm.subject", brand], [text["letter.confirm.about", brand]], (text["letter.confirm.go"], letters.AddressOf($"/magazine/confirm/{secret}?lang={it.Language}")), [text["letter.confirm.until", (int)Subscriber.Confirmable.TotalDays]])
                : FanLetters.Short($"subscribed-{it.Id:N}-{it.Version}", email, brand, text["letter.known.subject", brand], [text["letter.known.about", brand]], (text["letter.leave"], letters.AddressOf(leaving.PathOf(it.Id, null, it.Language))), []));
    }
}
