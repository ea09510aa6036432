using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.People;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Fields;

/// <summary>Writes into a person's fields. The log says which fields, not what they held.</summary>
public static class SavePersonFields
{
    /// <param name="Key">Of the field.</param>
    /// <param name="Code">The key of the sentence that says what is wrong.</param>
    public sealed record Fault(string Key, string Code);

    public sealed class Handler(IDbContextFactory<AppDb> database, Kept<FieldBook> books, TimeProvider clock)
    {
        /// <param name="given">By key what was written; nothing empties the field, and a field that is not named stays.</param>
        /// <returns>What is wrong, field by field; when there is something, nothing is changed.</returns>
        public Task<Outcome<IReadOnlyList<Fault>>> HandleAsync(Guid personId, IReadOnlyDictionary<string, IReadOnlyList<string>> given, string actor, CancellationToken cancel) =>
            Attempts.OnConflictAsync(() => TryAsync(personId, given, actor, cancel));

        private async Task<Outcome<IReadOnlyList<Fault>>> TryAsync(Guid personId, IReadOnlyDictionary<string, IReadOnlyList<string>> given, string actor, CancellationToken cancel)
        {
            var book = await books.ReadAsync(cancel);
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.People.SingleOrDefaultAsync(it => it.Id == personId && it.ErasedAt == null && it.MergedIntoId == null, cancel) is not { } person)
                return Refusal.NotFound("person.not_found");

            var held = (await db.FieldValues.Where(it => it.PersonId == personId).OrderBy(it => it.Place).ToListAsync(cancel)).ToLookup(it => it.FieldId);
            var faults = new List<Fault>();
            var changed = new List<string>();
            foreach (var field in book.Shown.Where(field => given.ContainsKey(field.Key)))
            {
                FieldValue[] before = [.. held[field.Id]];
                var (values, fault) = FieldReading.Read(field, given[field.Key], [.. before.Select(it => it.Text).OfType<string>()]);
                if (fault is not null)
                    faults.Add(new Fault(field.Key, fault));
                else if (Change(db, personId, field.Id, before, values))
                    changed.Add(field.Key);
            }

            if (faults.Count > 0 || changed.Count == 0)
                return Outcome.Of<IReadOnlyList<Fault>>(faults);

            db.Append(person.Log("person.fields", actor, JsonSerializer.Serialize(new { fields = changed }), clock.GetUtcNow()));
            await db.SaveChangesAsync(cancel);
            return Outcome.Of<IReadOnlyList<Fault>>([]);
        }
    }

    /// <returns>False when nothing is different.</returns>
    internal static bool Change(AppDb db, Guid personId, Guid fieldId, IReadOnlyList<FieldValue> before, IReadOnlyList<FieldContent> after)
    {
        if (before.Select(it => it.Content).SequenceEqual(after))
            return false;

        for (var place = 0; place < Math.Max(before.Count, after.Count); place++)
        {
            if (place >= after.Count)
                db.FieldValues.Remove(before[place]);
            else if (place >= before.Count)
                db.FieldValues.Add(new FieldValue(personId, fieldId, place, after[place]));
            else
                before[place].Hold(after[place]);
        }

        return true;
    }
}
