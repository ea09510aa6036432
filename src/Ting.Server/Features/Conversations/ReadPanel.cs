using Microsoft.EntityFrameworkCore;
using Ting.Listening;
using Ting.Server.Features.People;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Conversations;

/// <summary>Whom one speaks with: what is known of them, how they feel now and what they have come for before.</summary>
public sealed class ReadPanel(IDbContextFactory<AppDb> database, PersonSatisfaction satisfaction)
{
    private const int MostFacts = 40;
    private const int MostPast = 5;
    private const int MostCounted = 100;

    public sealed record View(
        Person Person, IReadOnlyList<Identity> Identities, IReadOnlyList<Fact> Facts, IReadOnlyList<ImportantDate> Dates, int Conversations, double? Satisfaction, int Ratings,
        IReadOnlyList<Past> Before, IReadOnlyList<Moment> Moments, Reading? Reading, bool MoodHidden, Guid ConversationId);

    public sealed record Past(long Number, string? Subject, string Preview, string? Language, ConversationStatus Status, DateTimeOffset LastMessageAt, int? LastLevel, string? Emotion);

    /// <summary>How the customer felt in one message.</summary>
    public sealed record Moment(DateTimeOffset At, int Level, string Emotion);

    public async Task<View?> HandleAsync(long number, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var conversation = await db.Conversations.AsNoTracking().Where(it => it.Number == number).Select(it => new { it.Id, it.PersonId, it.MoodHidden }).FirstOrDefaultAsync(cancel);
        if (conversation is null)
            return null;

        var personId = conversation.PersonId;
        var person = await db.People.AsNoTracking().SingleAsync(it => it.Id == personId, cancel);
        var identities = await db.Identities.AsNoTracking().Where(it => it.PersonId == personId).OrderBy(it => it.Id).ToListAsync(cancel);
        var facts = await db.Facts.AsNoTracking().Where(it => it.PersonId == personId && it.Status != FactStatus.Declined).OrderByDescending(it => it.Id).Take(MostFacts).ToListAsync(cancel);
        var dates = await db.ImportantDates.AsNoTracking().Where(it => it.PersonId == personId).ToListAsync(cancel);
        var count = await db.Conversations.Where(it => it.PersonId == personId).Take(MostCounted).CountAsync(cancel);
        var (mean, answers) = await satisfaction.ReadAsync(db, personId, cancel);
        var before = await db.Conversations.AsNoTracking().Where(it => it.PersonId == personId && it.Id != conversation.Id).OrderByDescending(it => it.LastMessageAt).Take(MostPast)
            .Select(it => new Past(it.Number, it.Subject, it.Preview, it.Language, it.Status, it.LastMessageAt, it.MoodHidden ? null : it.LastLevel, it.MoodHidden ? null : it.Emotion)).ToListAsync(cancel);
        var readings = conversation.MoodHidden ? [] : await db.Readings.AsNoTracking().Where(it => it.ConversationId == conversation.Id).OrderByDescending(it => it.At).ThenByDescending(it => it.MessageId).Take(12).ToListAsync(cancel);
        readings.Reverse();

        return new View(
            person, identities, facts, dates, count, mean, answers, before,
            [.. readings.Select(it => new Moment(it.At, it.ShownLevel, it.CorrectedEmotion ?? it.Emotion))],
            readings.Count == 0 ? null : ListeningJson.ReadReading(readings[^1].Json), conversation.MoodHidden, conversation.Id);
    }
}
