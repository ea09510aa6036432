using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.People;
using Ting.Server.Features.Surveys.Invitations;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Audiences;

/// <summary>Who would be asked if a survey went out to an audience now, and who would not and why. Nothing is sent.</summary>
public sealed class PreviewRound(FindAudience audiences, IDbContextFactory<AppDb> database, WholeDatabase whole, TimeProvider clock)
{
    public const int First = 8;

    private const int AtOnce = 500;

    public sealed record Row(Guid Id, string Name, string? Language, string? Tier, string? Company);

    /// <param name="OptedOut">They want no surveys.</param>
    /// <param name="Already">The conversation was asked about with this survey.</param>
    /// <param name="Lately">They were asked, by whatever survey, within this survey's quiet time.</param>
    /// <param name="Unreachable">There is no conversation to ask them in.</param>
    public sealed record Reasons(int OptedOut, int Already, int Lately, int Unreachable)
    {
        public int All => OptedOut + Already + Lately + Unreachable;
    }

    internal sealed record View(Survey Survey, Audience Audience, IReadOnlyList<Audience.Member> Asked, Reasons LeftOut)
    {
        public IEnumerable<Guid> FirstIds => Asked.Take(First).Select(it => it.PersonId);
    }

    internal async Task<Outcome<View>> HandleAsync(Guid surveyId, AudienceKey key, Guid? me, CancellationToken cancel)
    {
        await using var everything = await whole.CreateDbContextAsync(cancel);
        if (await everything.Surveys.AsNoTracking().SingleOrDefaultAsync(it => it.Id == surveyId, cancel) is not { } survey)
            return Refusal.NotFound("survey.not_there");
        if (!survey.IsOpen)
            return Refusal.Conflict("survey.not_open");
        if (survey.Kind is SurveyKind.Employee)
            return Refusal.Conflict("invitation.employee");
        if ((await audiences.HandleAsync(key, me, cancel)).IsRefused(out var refusal, out var audience))
            return refusal;

        var reached = audience.People.Where(it => it.ConversationId is not null).ToList();
        var (asked, why) = (new List<Audience.Member>(), new List<string>());
        foreach (var some in reached.Chunk(AtOnce))
        {
            var spared = await Spared.OfAsync(everything, survey, [.. some.Select(it => (it.PersonId, it.ConversationId))], clock.GetUtcNow(), cancel);
            asked.AddRange(some.Where(it => !spared.ContainsKey(it.PersonId)));
            why.AddRange(spared.Values);
        }

        return new View(survey, audience, asked, new Reasons(Of(Spared.OptedOut), Of(Spared.Already), Of(Spared.Lately), audience.People.Count - reached.Count));

        int Of(string code) => why.Count(it => it == code);
    }

    /// <summary>The first of them, by name, in the order of the audience.</summary>
    internal async Task<IReadOnlyList<Row>> RowsAsync(IEnumerable<Guid> people, CancellationToken cancel)
    {
        Guid[] ids = [.. people];
        await using var db = await database.CreateDbContextAsync(cancel);
        var rows = await db.People.AsNoTracking().Where(it => ids.Contains(it.Id)).Select(it => new Row(it.Id, it.Name, it.Language, it.Tier, it.Company)).ToDictionaryAsync(it => it.Id, cancel);
        return [.. ids.Where(rows.ContainsKey).Select(id => rows[id])];
    }
}
