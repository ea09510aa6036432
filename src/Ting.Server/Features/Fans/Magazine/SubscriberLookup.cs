using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.People;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Live;

namespace Ting.Server.Features.Fans.Magazine;

/// <summary>One reader's subscription: found by the address, and erased. Lists of addresses there are none.</summary>
public sealed class SubscriberLookup(IDbContextFactory<AppDb> database, LiveFeed live)
{
    /// <param name="Wording">What they agreed to, word for word.</param>
    public sealed record Item(Guid Id, string Email, string Purpose, string Source, string Wording, string Language, SubscriberState State, DateTimeOffset AskedAt, DateTimeOffset? ConfirmedAt)
    {
        internal static Item Of(Subscriber it) => new(it.Id, it.Email ?? "", Subscriber.Purpose, it.Source, it.Wording, it.Language, it.State, it.AskedAt, it.ConfirmedAt);
    }

    /// <param name="Languages">Of the confirmed, how many in each language.</param>
    public sealed record Counts(int Confirmed, int Waiting, int Left, IReadOnlyDictionary<string, int> Languages);

    public async Task<Item?> FindAsync(string email, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var wanted = Subscriber.Normalise(email);
        return await db.Subscribers.AsNoTracking().SingleOrDefaultAsync(it => it.Email == wanted, cancel) is { } found ? Item.Of(found) : null;
    }

    public async Task<bool> EraseAsync(Guid id, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var erased = await db.WriteAsync(inside => db.Subscribers.Where(it => it.Id == id).ExecuteDeleteAsync(inside), cancel);
        live.Publish(SendIssue.Topic);
        return erased == 1;
    }

    public static async Task<Counts> CountAsync(AppDb db, CancellationToken cancel)
    {
        var all = await db.Subscribers.GroupBy(it => new { it.State, it.Language }).Select(it => new { it.Key.State, it.Key.Language, Count = it.Count() }).ToListAsync(cancel);
        int Of(SubscriberState state) => all.Where(it => it.State == state).Sum(it => it.Count);
        return new Counts(Of(SubscriberState.Confirmed), Of(SubscriberState.Waiting), Of(SubscriberState.Left), all.Where(it => it.State is SubscriberState.Confirmed).ToDictionary(it => it.Language, it => it.Count));
    }

    /// <summary>What belongs to somebody by their addresses.</summary>
    internal static async Task<List<Subscriber>> OfPeopleAsync(AppDb db, IReadOnlyCollection<Guid> people, CancellationToken cancel)
    {
        var emails = await EmailsAsync(db, people, cancel);
        return await db.Subscribers.Where(it => it.Email != null && emails.Contains(it.Email)).OrderBy(it => it.Id).ToListAsync(cancel);
    }

    internal static Task<List<string>> EmailsAsync(AppDb db, IReadOnlyCollection<Guid> people, CancellationToken cancel) =>
        db.Identities.Where(it => people.Contains(it.PersonId) && it.Kind == "email").Select(it => it.Value).ToListAsync(cancel);
}
