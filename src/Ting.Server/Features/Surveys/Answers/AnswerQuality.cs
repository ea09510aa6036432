using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Surveys.Answers;

/// <summary>Answers that should be looked at before they are counted: ticked without reading, or given twice.</summary>
internal static class AnswerQuality
{
    public static readonly TimeSpan SamePerson = TimeSpan.FromDays(30);
    public static readonly TimeSpan SameAnswers = TimeSpan.FromHours(1);

    /// <summary>The same place everywhere where the statements contradict each other. Worded one way throughout it may be meant, and is not flagged.</summary>
    public static bool IsStraight(Questionnaire questionnaire, AnswerSheet sheet)
    {
        if (questionnaire.Kind is not SurveyKind.Servqual || ServqualLayout.Of(questionnaire) is not { } layout)
            return false;
        return (layout.HasExpectations ? (string[])["1", "2"] : [""]).Any(side => Answers(layout, sheet, side) is { } answers && layout.Instrument.IsStraightLine(answers));
    }

    /// <summary>The same person within a month, or the very same long list of answers within an hour.</summary>
    public static Task<bool> IsDuplicateAsync(AppDb db, SurveyResponse response, string fingerprint, DateTimeOffset now, CancellationToken cancel)
    {
        var (month, hour, personId) = (now - SamePerson, now - SameAnswers, response.PersonId);
        var others = db.SurveyResponses.Where(it => it.SurveyId == response.SurveyId && it.Id != response.Id);
        return personId is not null
            ? others.AnyAsync(it => it.PersonId == personId && it.CompletedAt > month, cancel)
            : fingerprint.Length == 0 ? Task.FromResult(false) : others.AnyAsync(it => it.Fingerprint == fingerprint && it.CompletedAt > hour, cancel);
    }

    /// <summary>One side of a SERVQUAL sheet in the order of the instrument.</summary>
    /// <param name="side">1 expected, 2 perceived, nothing for single ratings.</param>
    /// <returns>Null when an item was left out.</returns>
    public static IReadOnlyList<int>? Answers(ServqualLayout layout, AnswerSheet sheet, string side)
    {
        var answers = layout.Items.Select(item => sheet[side.Length == 0 ? item.Key : $"{item.Key}.{side}"]).ToList();
        return answers.TrueForAll(answer => answer is not null) ? [.. answers.Select(answer => answer!.Value)] : null;
    }
}
