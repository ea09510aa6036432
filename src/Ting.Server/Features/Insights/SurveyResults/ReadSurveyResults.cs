using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Inboxes;
using Ting.Server.Features.Surveys.Answers;
using Ting.Server.Features.Surveys.Invitations;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Insights.SurveyResults;

/// <summary>Reads what was answered to a survey within a stretch of time, and counts it. Never by agent: a survey judges the service, not a person (TRAP-13).</summary>
public sealed class ReadSurveyResults(IDbContextFactory<AppDb> database)
{
    /// <summary>More are not counted at once; the newest are.</summary>
    public const int MostAnswers = 5000;

    /// <returns>Null when there is no such survey, or it was never published.</returns>
    public async Task<SurveyFigures?> HandleAsync(ResultAddress address, DateTimeOffset from, DateTimeOffset to, bool byGroup, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        if (await db.Surveys.AsNoTracking().SingleOrDefaultAsync(it => it.Id == address.Survey, cancel) is not { Published: > 0 } survey)
            return null;

        var questionnaire = (await db.SurveyVersions.AsNoTracking().SingleAsync(it => it.SurveyId == survey.Id && it.Number == survey.Published, cancel)).Read();
        var invited = Invitations(db, address).Where(it => it.SentAt >= from && it.SentAt < to);
        var (asked, answered) = (await invited.CountAsync(cancel), await invited.CountAsync(it => it.AnsweredAt != null, cancel));
        var rows = await Rows(db, address, from, to).OrderByDescending(it => it.CompletedAt).ThenByDescending(it => it.Id).Take(MostAnswers + 1)
            .Select(it => new { it.InboxId, it.TeamId, it.IsStraight, it.IsDuplicate, it.Numbers }).ToListAsync(cancel);
        var isCut = rows.Count > MostAnswers;
        var all = rows.Take(MostAnswers).Select(it => new Row(it.InboxId, it.TeamId, it.IsStraight, it.IsDuplicate, SurveyResponse.ReadNumbers(it.Numbers))).ToList();
        var counted = all.Where(row => address.All || !row.IsStraight && !row.IsDuplicate).ToList();
        var hidden = survey.IsAnonymous && counted.Count < SurveyFigures.FewestAnonymous;
        if (hidden)
            counted.Clear();

        List<AnswerSheet> sheets = [.. counted.Select(row => row.Sheet)];
        return new SurveyFigures(
            survey, questionnaire, counted.Count, all.Count(row => row.IsStraight), all.Count(row => row.IsDuplicate), asked, answered, hidden && all.Count > 0, isCut,
            CountAnswers.Head(questionnaire, sheets), CountAnswers.Items(questionnaire, sheets), CountAnswers.Quality(questionnaire, sheets), CountAnswers.Kano(questionnaire, sheets),
            byGroup && !survey.IsAnonymous ? [.. await GroupsAsync(db, questionnaire, counted, cancel)] : []);
    }

    /// <summary>Completed answers, by when they were completed.</summary>
    internal static IQueryable<SurveyResponse> Rows(AppDb db, ResultAddress address, DateTimeOffset from, DateTimeOffset to)
    {
        var rows = db.SurveyResponses.AsNoTracking().Where(it => it.SurveyId == address.Survey && it.CompletedAt >= from && it.CompletedAt < to);
        if (address.Inbox is { } inbox)
            rows = rows.Where(it => it.InboxId == inbox);
        if (address.Team is { } team)
            rows = rows.Where(it => it.TeamId == team);
        return rows;
    }

    private static IQueryable<SurveyInvitation> Invitations(AppDb db, ResultAddress address)
    {
        var rows = db.SurveyInvitations.AsNoTracking().Where(it => it.SurveyId == address.Survey);
        if (address.Inbox is { } inbox)
            rows = rows.Where(it => it.InboxId == inbox);
        if (address.Team is { } team)
            rows = rows.Where(it => it.TeamId == team);
        return rows;
    }

    private static async Task<IEnumerable<GroupFigures>> GroupsAsync(AppDb db, Questionnaire questionnaire, List<Row> counted, CancellationToken cancel)
    {
        Guid[] inboxIds = [.. counted.Select(row => row.InboxId).OfType<Guid>().Distinct()], teamIds = [.. counted.Select(row => row.TeamId).OfType<Guid>().Distinct()];
        var inboxes = await db.Inboxes.AsNoTracking().Where(it => inboxIds.Contains(it.Id)).ToDictionaryAsync(it => it.Id, it => it.Name, cancel);
        var teams = await db.Teams.AsNoTracking().Where(it => teamIds.Contains(it.Id)).ToDictionaryAsync(it => it.Id, it => it.Name, cancel);
        return Of("inbox", row => row.InboxId, inboxes).Concat(Of("team", row => row.TeamId, teams));

        IEnumerable<GroupFigures> Of(string kind, Func<Row, Guid?> key, Dictionary<Guid, string> names) =>
            from row in counted
            group row by key(row) into part
            where part.Key is not null && names.ContainsKey(part.Key.Value)
            let sheets = part.Select(row => row.Sheet).ToList()
            orderby names[part.Key!.Value]
            select new GroupFigures(kind, part.Key!.Value, names[part.Key.Value], sheets.Count, CountAnswers.Head(questionnaire, sheets)?.Figures[0].Value, CountAnswers.Quality(questionnaire, sheets)?.Report);
    }

    private sealed record Row(Guid? InboxId, Guid? TeamId, bool IsStraight, bool IsDuplicate, Dictionary<string, int> Numbers)
    {
        public AnswerSheet Sheet { get; } = new(Numbers, []);
    }
}
