using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Links;
using Ting.Server.Platform.Live;

namespace Ting.Server.Features.Fans.Magazine;

/// <summary>What stands in the address that ends a subscription: whose it is, and the issue that it came with.</summary>
public sealed class LeaveLink(IDataProtectionProvider protection)
{
    private readonly SealedToken _token = new(protection, "Ting.Magazine.Leave.v1");

    public string TokenOf(Guid subscriberId, Guid? issueId) => _token.Write([.. subscriberId.ToByteArray(), .. (issueId ?? Guid.Empty).ToByteArray()]);

    public string PathOf(Guid subscriberId, Guid? issueId, string language) => $"/magazine/leave/{TokenOf(subscriberId, issueId)}?lang={language}";

    /// <returns>Null when the token is not one of ours.</returns>
    public (Guid Subscriber, Guid? Issue)? Read(string token) =>
        _token.Read(token, length: 32) is { } bytes ? (new Guid(bytes.AsSpan(0, 16)), new Guid(bytes.AsSpan(16)) is var issue && issue == Guid.Empty ? null : issue) : null;
}

/// <summary>A reader leaves, by one click. What is left of them is a date.</summary>
public sealed class LeaveMagazine(IDbContextFactory<AppDb> database, LeaveLink links, LiveFeed live, TimeProvider clock)
{
    /// <returns>False for an address that is none of ours; whoever has left already has left.</returns>
    public async Task<bool> HandleAsync(string token, CancellationToken cancel)
    {
        if (links.Read(token) is not { } link)
            return false;
        await Attempts.OnConflictAsync(async () =>
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Subscribers.SingleOrDefaultAsync(it => it.Id == link.Subscriber, cancel) is not { State: not SubscriberState.Left } subscriber)
                return true;
            subscriber.Leave(clock.GetUtcNow());
            await db.SaveChangesAsync(cancel);
            if (link.Issue is { } issue)
                await db.WriteAsync(inside => db.MagazineIssues.Where(it => it.Id == issue).ExecuteUpdateAsync(set => set.SetProperty(it => it.Unsubscribed, it => it.Unsubscribed + 1), inside), cancel);
            return true;
        });
        live.Publish(SendIssue.Topic);
        return true;
    }
}

/// <summary>The link of the letter was opened and its button pressed: the address is its owner's, and the magazine comes.</summary>
public sealed class ConfirmSubscription(IDbContextFactory<AppDb> database, LiveFeed live, TimeProvider clock)
{
    /// <returns>False when the link is over or was never one.</returns>
    public async Task<bool> IsOpenAsync(string token, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        return await FindAsync(db, token, cancel) is { } it && it.CanConfirm(clock.GetUtcNow());
    }

    /// <returns>False when the link is over or was never one.</returns>
    public Task<bool> HandleAsync(string token, CancellationToken cancel) => Attempts.OnConflictAsync(async () =>
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var now = clock.GetUtcNow();
        if (await FindAsync(db, token, cancel) is not { } subscriber || !subscriber.CanConfirm(now))
            return false;
        subscriber.Confirm(now);
        await db.SaveChangesAsync(cancel);
        live.Publish(SendIssue.Topic);
        return true;
    });

    private static async Task<Subscriber?> FindAsync(AppDb db, string token, CancellationToken cancel) =>
        SecretLink.HashOf(token) is { } hash ? await db.Subscribers.SingleOrDefaultAsync(it => it.TokenHash == hash, cancel) : null;
}
