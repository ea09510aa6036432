using Microsoft.EntityFrameworkCore;
using Ting.Listening;
using Ting.Server.Features.Conversations.Promises;
using Ting.Server.Features.People;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Conversations;

/// <summary>Whom one speaks with: what is known of them, how they feel now and what they have come for before.</summary>
public sealed class ReadPanel(IDbContextFactory<AppDb> database, ReadThread threads, PersonSatisfaction satisfaction, FactUse use)
{
    private const int MostFacts = 40;
    private const int MostPast = 5;
    private const int MostCounted = 100;
    private const int MostMoments = 12;
    private const int MostPromises = 20;

    public sealed record View(
        Person Person, IReadOnlyList<Identity> Identities, IReadOnlyList<Fact> Facts, IReadOnlyList<ImportantDate> Dates, int Conversations, double? Satisfaction, int Ratings,
        IReadOnlyList<Past> Before, IReadOnlyList<Moment> Moments, IReadOnlyList<Promise> Promises, Reading? Reading, bool MoodHidden, Guid ConversationId);

    public sealed record Past(Guid Id, long Number, string? Subject, string Preview, string? Language, ConversationStatus Status, DateTimeOffset LastMessageAt, int? LastLevel, string? Emotion);

    /// <summary>How the customer felt in one message.</summary>
    public sealed record Moment(DateTimeOffset At, int Level, string Emotion);

    /// <param name="thread">What it has read is not read again; of an earlier part the newest is read besides, for how they feel now.</param>
    /// <param name="cancel">Ends the reading.</param>
    public async Task<View> HandleAsync(ReadThread.View thread, CancellationToken cancel)
    {
        if (thread.IsEarlier)
            thread = await threads.HandleAsync(thread.Conversation.Number, before: null, cancel) ?? thread;

        var (conversation, personId) = (thread.Conversation, thread.Person.Id);
        await using var db = await database.CreateDbContextAsync(cancel);
        var identities = await db.Identities.AsNoTracking().Where(it => it.PersonId == personId).OrderBy(it => it.Id).ToListAsync(cancel);
        var dates = await db.ImportantDates.AsNoTracking().Where(it => it.PersonId == personId).ToListAsync(cancel);
        var (mean, answers) = await satisfaction.ReadAsync(db, personId, cancel);
        var before = await db.Conversations.AsNoTracking().Where(it => it.PersonId == personId && it.Id != conversation.Id).OrderByDescending(it => it.LastMessageAt).Take(MostPast + 1)
            .Select(it => new Past(it.Id, it.Number, it.Subject, it.Preview, it.Language, it.Status, it.LastMessageAt, it.MoodHidden ? null : it.LastLevel, it.MoodHidden ? null : it.Emotion)).ToListAsync(cancel);
        var count = before.Count <= MostPast ? before.Count + 1 : await db.Conversations.Where(it => it.PersonId == personId).Take(MostCounted).CountAsync(cancel);
        use.Shown(thread.Facts.Take(MostFacts));
        Guid[] spoken = [conversation.Id, .. before.Select(it => it.Id)];
        var promises = await db.Promises.AsNoTracking().Where(it => spoken.Contains(it.ConversationId) && it.State == PromiseState.Open).OrderBy(it => it.DueAt).Take(MostPromises).ToListAsync(cancel);
        var read = thread.Items.OfType<ReadThread.Said>().Where(said => said.Understood is not null).TakeLast(MostMoments).ToList();

        return new View(
            thread.Person, identities, [.. thread.Facts.Take(MostFacts)], dates, count, mean, answers, [.. before.Take(MostPast)],
            [.. read.Select(said => new Moment(said.Understood!.At, said.Understood.ShownLevel, said.Understood.CorrectedEmotion ?? said.Understood.Emotion))], promises,
            read.Count == 0 ? null : read[^1].Reading, conversation.MoodHidden, conversation.Id);
    }
}
