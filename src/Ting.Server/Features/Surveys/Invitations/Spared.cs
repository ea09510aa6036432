using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.People;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Surveys.Invitations;

/// <summary>Who is not asked now, and why: who wants no surveys, whose conversation was asked about already, and who was asked a short while ago. For one person and for many the same.</summary>
internal static class Spared
{
    public const string OptedOut = "invitation.opted_out";
    public const string Already = "invitation.already";
    public const string Lately = "invitation.lately";

    /// <param name="everything">All of the database: who was asked lately was asked, whoever may see it.</param>
    /// <param name="asked">Each person once; the conversation that it would be about.</param>
    /// <returns>By person the code that says why; nobody who may be asked is in it.</returns>
    public static async Task<IReadOnlyDictionary<Guid, string>> OfAsync(
        AppDb everything, Survey survey, IReadOnlyCollection<(Guid PersonId, Guid? ConversationId)> asked, DateTimeOffset now, CancellationToken cancel)
    {
        // What was said and sent to a record that has become part of this one holds too.
        Guid[] people = [.. asked.Select(it => it.PersonId)];
        var merged = await everything.PersonMerges.Where(it => people.Contains(it.PersonId) && it.UndoneAt == null).Select(it => new { it.PersonId, it.OtherId }).ToListAsync(cancel);
        var records = people.Select(id => (Record: id, Person: id)).Concat(merged.Select(it => (Record: it.OtherId, Person: it.PersonId))).ToLookup(it => it.Record, it => it.Person);
        Guid[] ids = [.. records.Select(it => it.Key)];
        Guid[] about = [.. asked.Select(it => it.ConversationId).OfType<Guid>()];
        var since = now.AddDays(-survey.QuietDays);

        var spared = new Dictionary<Guid, string>();
        Note(await everything.SurveyOptOuts.Where(it => ids.Contains(it.PersonId)).Select(it => it.PersonId).ToListAsync(cancel), OptedOut);
        if (about.Length > 0)
        {
            var over = (await everything.SurveyInvitations.Where(it => it.SurveyId == survey.Id && it.ConversationId != null && about.Contains(it.ConversationId.Value)).Select(it => it.ConversationId!.Value).ToListAsync(cancel)).ToHashSet();
            Note(asked.Where(it => it.ConversationId is { } id && over.Contains(id)).Select(it => it.PersonId), Already);
        }

        Note(await everything.SurveyInvitations.Where(it => ids.Contains(it.PersonId) && it.SentAt > since).Select(it => it.PersonId).Distinct().ToListAsync(cancel), Lately);
        return spared;

        void Note(IEnumerable<Guid> found, string code)
        {
            foreach (var person in found.SelectMany(record => records[record]))
                spared.TryAdd(person, code);
        }
    }
}
