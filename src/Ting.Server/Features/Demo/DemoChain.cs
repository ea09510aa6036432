using Ting.Server.Features.Surveys.Answers;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Demo;

/// <summary>What the demo's colleagues said of their work, week by week for half a year: support comes and goes, satisfaction follows two weeks later, the wish to stay one week after that.</summary>
internal static class DemoChain
{
    private const int Weeks = 27;
    private const int Lead = 3;

    public static void Add(AppDb db, Random chance, DateTimeOffset now)
    {
        var since = now.AddDays(-7 * Weeks - 1);
        var survey = new Survey("每周心情 · Weekly pulse", SurveyTemplate.Find("employee")!, since);
        if (survey.Publish(null, since).IsRefused(out var refusal, out var version))
            throw new InvalidOperationException(refusal.Code);
        db.Surveys.Add(survey);
        db.SurveyVersions.Add(version);

        var questionnaire = survey.ReadDraft();
        var support = Support(chance);
        for (var week = 0; week < Weeks; week++)
        {
            var colleagues = 8 + chance.Next(5);
            for (var colleague = 0; colleague < colleagues; colleague++)
            {
                var at = now - TimeSpan.FromDays(7 * (Weeks - week) - 6.9 * chance.NextDouble());
                var response = new SurveyResponse(survey, 1, "zh-Hans", "link", at);
                var sheet = AnswerSheet.Empty;
                var own = 0.4 * Normal(chance);
                foreach (var item in questionnaire.Items.Where(item => item.Kind is ItemKind.Rating))
                    sheet.Numbers[item.Key] = Math.Clamp((int)Math.Round(MeanOf(support, item.Facet, week) + own + 0.6 * Normal(chance)), 1, 5);
                response.Save(sheet, questionnaire.Sections.Count - 1, "zh-Hans", at);
                response.Complete(isStraight: false, isDuplicate: false, "", at);
                db.SurveyResponses.Add(response);
            }
        }
    }

    // Good and bad weeks, each a little like the one before; the first few are from before the survey.
    private static double[] Support(Random chance)
    {
        var weeks = new double[Weeks + Lead];
        for (var week = 1; week < weeks.Length; week++)
            weeks[week] = 0.45 * weeks[week - 1] + 0.5 * Normal(chance);
        return weeks;
    }

    private static double MeanOf(double[] support, string? facet, int week) => facet switch
    {
        "internal" => 3.4 + support[week + Lead],
        "care" => 3.6 + 0.5 * support[week + Lead],
        "satisfaction" => 3.5 + 0.9 * support[week + Lead - 2],
        _ => 3.5 + 0.8 * support[week + Lead - 3],
    };

    private static double Normal(Random chance) => Math.Sqrt(-2 * Math.Log(1 - chance.NextDouble())) * Math.Cos(2 * Math.PI * chance.NextDouble());
}
