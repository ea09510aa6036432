using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Surveys.Answers;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Surveys;

/// <summary>Surveys as tests make and answer them: through the front door.</summary>
internal static class SurveyDesk
{
    /// <returns>The id, and the path of the open link.</returns>
    public static async Task<(Guid Id, string Path)> HasSurveyAsync(this TestServer server, string template, object? changes = null)
    {
        using var client = server.Client();
        var made = await client.PostAsync("/api/v1/surveys", new { name = template, template });
        var id = made.GetProperty("id").GetGuid();
        if (changes is not null)
            await client.SendAsync(HttpMethod.Patch, $"/api/v1/surveys/{id}", changes, HttpStatusCode.OK);
        await client.PostAsync($"/api/v1/surveys/{id}/publish", new { }, HttpStatusCode.OK);
        return (id, new Uri(new Uri("http://x"), made.Text("address")!).AbsolutePath);
    }

    /// <summary>Completed answers, put straight into the database.</summary>
    /// <param name="numbers">For each answer, what was ticked.</param>
    public static async Task HasAnswersAsync(this TestServer server, Guid surveyId, IEnumerable<Dictionary<string, int>> numbers, Guid? inboxId = null, bool isStraight = false, TimeSpan ago = default)
    {
        await using var db = server.Database();
        var survey = await db.Surveys.SingleAsync(it => it.Id == surveyId, TestContext.Current.CancellationToken);
        var at = server.Clock.GetUtcNow() - ago;
        foreach (var ticked in numbers)
        {
            var response = new SurveyResponse(survey, survey.Published, "en", "link", at);
            response.Save(new AnswerSheet(ticked, []), 0, "en", at);
            response.Complete(isStraight, isDuplicate: false, "", at);
            db.SurveyResponses.Add(response);
            if (inboxId is not null)
                db.Entry(response).Property(it => it.InboxId).CurrentValue = inboxId;
        }

        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        server.Clock.Advance(TimeSpan.FromMinutes(1)); // what is answered now is not yet in a report up to now
    }

    /// <summary>A whole SERVQUAL sheet: everything is expected at 6, and perceived at 6 but for one dimension.</summary>
    public static Dictionary<string, int> Quality(string weakest, int perceived)
    {
        var questionnaire = SurveyTemplate.Find("servqual")!;
        var numbers = new Dictionary<string, int>();
        foreach (var section in AnswerSheet.Weighed(questionnaire))
        {
            foreach (var item in section.Items)
            {
                var felt = section.Key == weakest ? perceived : 6;
                (numbers[$"{item.Key}.1"], numbers[$"{item.Key}.2"]) = item.IsReversed ? (2, 8 - felt) : (6, felt);
            }
        }

        return numbers;
    }

    public static double Figure(this JsonElement results, string name, string of) =>
        results.GetProperty("figures").EnumerateArray().Single(it => it.Text("name") == name && it.Text("of") == of).GetProperty("value").GetDouble();
}
