using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Processes;
using Ting.Server.Features.Surveys.Answers;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Demo;

/// <summary>A small library of standard processes, how it was followed, and how the teams see themselves against the seven standards.</summary>
internal sealed class DemoAxes(AppDb db, DemoCast cast, Random chance, DateTimeOffset now)
{
    private const int Colleagues = 12;

    // What the teams think of themselves, 1 to 7: warm and helpful, less so when it comes to speed and to each one's own way.
    private static readonly Dictionary<string, double> Standards = new()
    {
        ["warmth"] = 5.9,
        ["help"] = 5.6,
        ["speed"] = 4.4,
        ["customer"] = 5.2,
        ["keep"] = 4.8,
        ["place"] = 5.4,
        ["personal"] = 3.9,
    };

    // One process for each label, so that the same way stands in the language of whoever works with it.
    private static readonly (string Example, string Label)[] Library =
        [("return", "退款"), ("return", "Returns"), ("problem", "维修"), ("problem", "Repair"), ("complaint", "投诉"), ("complaint", "ご意見"), ("complaint", "Complaint")];

    public async Task WriteAsync(CancellationToken cancel)
    {
        var since = now.AddDays(-DemoStory.Days);
        var number = 0;
        foreach (var (example, label) in Library)
        {
            var process = ProcessExample.All.Single(it => it.Key == example).ToProcess(cast.Labels[label].Id, since.AddSeconds(number++));
            db.Add(process);
            await RecordAsync(process, cancel);
        }

        AssessThemselves();
    }

    // Most walk it to the end; some forget a step, and those who are in a hurry most of them.
    private async Task RecordAsync(StandardProcess process, CancellationToken cancel)
    {
        var label = process.LabelId;
        var applies = await (from link in db.ConversationLabels
                             where link.LabelId == label
                             join it in db.Conversations on link.ConversationId equals it.Id
                             where it.Status == ConversationStatus.Resolved && it.AssigneeId != null
                             orderby it.Number
                             select new { it.Id, it.AssigneeId, it.ResolvedAt }).ToListAsync(cancel);
        var steps = process.ReadSteps();
        foreach (var it in applies)
        {
            var walked = chance.NextDouble() < 0.72 ? steps.Count : chance.Next(steps.Count);
            foreach (var (at, step) in steps.Take(walked).Index())
                db.Add(new ProcessRecord(it.Id, process.Id, step.Key, it.AssigneeId, it.ResolvedAt!.Value.AddMinutes(at - steps.Count)));
        }
    }

    private void AssessThemselves()
    {
        var since = now.AddDays(-40);
        var survey = new Survey("优质服务七条标准 · Seven standards", SurveyTemplate.Find("self-assessment")!, since);
        if (survey.Publish(null, since).IsRefused(out var refusal, out var version))
            throw new InvalidOperationException(refusal.Code);
        db.Surveys.Add(survey);
        db.SurveyVersions.Add(version);
        var questionnaire = survey.ReadDraft();
        for (var colleague = 0; colleague < Colleagues; colleague++)
        {
            var at = since.AddHours(5 + 9 * colleague);
            var response = new SurveyResponse(survey, 1, "zh-Hans", "link", at);
            var sheet = AnswerSheet.Empty;
            foreach (var (standard, mean) in Standards)
                sheet.Numbers[standard] = Math.Clamp((int)Math.Round(mean + 2 * (chance.NextDouble() - 0.5) + (chance.NextDouble() - 0.5)), 1, 7);
            response.Save(sheet, questionnaire.Sections.Count - 1, "zh-Hans", at);
            response.Complete(isStraight: false, isDuplicate: false, "", at);
            db.SurveyResponses.Add(response);
        }
    }
}
