using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.People;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Search;

namespace Ting.Server.Features.Profiles;

/// <summary>People, those something happened with last first; or those whose name or address holds the words.</summary>
public sealed class ReadPeople(IDbContextFactory<AppDb> database, SearchIndex search)
{
    public const int PageSize = 50;

    public sealed record Row(Guid Id, string Name, string? Company, string? Language, string? Tier, DateTimeOffset UpdatedAt, string? Contact, DateTimeOffset? LastMessageAt, string? Emotion, int? LastLevel);

    public async Task<(IReadOnlyList<Row> Rows, string? Next)> HandleAsync(string? words, string? after, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        if (!string.IsNullOrWhiteSpace(words))
        {
            var before = long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : (long?)null;
            var hits = await search.FindAsync(db, "person", words, PageSize, before, cancel);
            List<Guid> ids = [.. hits.Select(hit => hit.Owner).Distinct()];
            var found = await Rows(db, db.People.Where(person => ids.Contains(person.Id))).ToDictionaryAsync(row => row.Id, cancel);
            return ([.. ids.Where(found.ContainsKey).Select(id => found[id])], hits.Count == PageSize ? hits[^1].Id.ToString(CultureInfo.InvariantCulture) : null);
        }

        var people = db.People.Where(person => person.ErasedAt == null);
        if (after?.Split('-') is [var ticks, var last] && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTimeOffset.MaxValue.UtcTicks && Guid.TryParse(last, out var lastId))
        {
            var moment = new DateTimeOffset(at, TimeSpan.Zero);
            people = people.Where(person => person.UpdatedAt < moment || (person.UpdatedAt == moment && person.Id < lastId));
        }

        var rows = await Rows(db, people.OrderByDescending(person => person.UpdatedAt).ThenByDescending(person => person.Id)).Take(PageSize + 1).ToListAsync(cancel);
        return rows.Count > PageSize
            ? (rows[..PageSize], string.Create(CultureInfo.InvariantCulture, $"{rows[PageSize - 1].UpdatedAt.UtcTicks}-{rows[PageSize - 1].Id:N}"))
            : (rows, null);
    }

    private static IQueryable<Row> Rows(AppDb db, IQueryable<Person> people) => people.Select(person => new Row(
        person.Id, person.Name, person.Company, person.Language, person.Tier, person.UpdatedAt,
        db.Set<Identity>().Where(identity => identity.PersonId == person.Id && identity.Kind != "visitor").OrderBy(identity => identity.Id).Select(identity => identity.Value).FirstOrDefault(),
        db.Set<Conversation>().Where(it => it.PersonId == person.Id).OrderByDescending(it => it.LastMessageAt).Select(it => (DateTimeOffset?)it.LastMessageAt).FirstOrDefault(),
        db.Set<Conversation>().Where(it => it.PersonId == person.Id).OrderByDescending(it => it.LastMessageAt).Select(it => it.MoodHidden ? null : it.Emotion).FirstOrDefault(),
        db.Set<Conversation>().Where(it => it.PersonId == person.Id).OrderByDescending(it => it.LastMessageAt).Select(it => it.MoodHidden ? null : it.LastLevel).FirstOrDefault()));
}
