using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Fans.Magazine;

/// <summary>Somebody asks for the magazine. Whatever is known of the address, the answer is the same: there is a letter on its way.</summary>
public sealed class Subscribe(IDbContextFactory<AppDb> database, FanLetters letters, TimeProvider clock)
{
    /// <param name="email">As it was typed.</param>
    /// <param name="language">Of the page, and of the magazine to come.</param>
    /// <param name="agreed">That they ticked the sentence.</param>
    /// <param name="wording">That sentence.</param>
    /// <param name="trap">A field that people do not see; a script fills it in.</param>
    public async Task<Outcome<bool>> HandleAsync(string email, string language, bool agreed, string wording, string trap, CancellationToken cancel)
    {
        if (Check.Email(email, "email") is { } wrong)
            return wrong;
        if (!agreed)
            return Refusal.Invalid("magazine.agree", "agree");
        if (!letters.CanWrite)
            return Refusal.Conflict("magazine.no_mail");
        return trap.Length > 0 || await Attempts.OnConflictAsync(() => TryAsync(Subscriber.Normalise(email), language, wording, cancel));
    }

    private async Task<bool> TryAsync(string email, string language, string wording, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var now = clock.GetUtcNow();
        var known = await db.Subscribers.SingleOrDefaultAsync(it => it.Email == email, cancel);
        if (known is not null && !known.AskAgain(language, wording, now))
            return true;

        var subscriber = known ?? db.Subscribers.Add(new Subscriber(email, language, "page", wording, now)).Entity;
        db.Enqueue(new SendSubscriptionLetter(subscriber.Id), now);
        if (subscriber.State is SubscriberState.Waiting)
            db.Enqueue(new ForgetUnconfirmed(subscriber.Id), subscriber.ExpiresAt);
        await db.SaveChangesAsync(cancel);
        return true;
    }
}

/// <summary>Who does not confirm is forgotten.</summary>
public sealed record ForgetUnconfirmed(Guid SubscriberId) : IJob
{
    public static string Name => "forget-unconfirmed-subscriber";

    internal sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock) : IJobHandler<ForgetUnconfirmed>
    {
        public async Task HandleAsync(ForgetUnconfirmed job, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var now = clock.GetUtcNow();
            await db.WriteAsync(inside => db.Subscribers.Where(it => it.Id == job.SubscriberId && it.State == SubscriberState.Waiting && it.ExpiresAt <= now).ExecuteDeleteAsync(inside), cancel);
        }
    }
}
