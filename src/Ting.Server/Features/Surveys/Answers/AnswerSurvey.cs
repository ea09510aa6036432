using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Surveys.Answers;

/// <summary>What somebody does on a page of a survey.</summary>
public enum AnswerMove { Save, Back, Next }

/// <summary>A customer answers a page of a survey. What is sent is kept at once; the last page completes it.</summary>
public static class AnswerSurvey
{
    /// <param name="Step">The section that the form shows, from 0.</param>
    /// <param name="Said">A field of the form, or null when it was not sent.</param>
    /// <param name="Language">zh-Hans, ja or en: in which it is read.</param>
    public sealed record Request(int Step, AnswerMove Move, Func<string, string?> Said, string Language);

    /// <param name="Token">Of the address to go on at; another one when an open link was begun.</param>
    /// <param name="Step">The section to show next.</param>
    /// <param name="Missing">Items that were left open; the page stays.</param>
    public sealed record Response(string Token, int Step, bool IsComplete, IReadOnlyList<string> Missing);

    public sealed class Handler(IDbContextFactory<AppDb> database, SurveyDoor door, SurveyLink links, TimeProvider clock)
    {
        public Task<Outcome<Response>> HandleAsync(string token, Request request, CancellationToken cancel) =>
            Attempts.OnConflictAsync(() => TryAsync(token, request, cancel));

        private async Task<Outcome<Response>> TryAsync(string token, Request request, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await door.FindAsync(db, token, cancel) is not { } room)
                return Refusal.NotFound("survey.unknown");

            var now = clock.GetUtcNow();
            if (room.Shut(now) is { } shut)
                return Refusal.Conflict(shut);
            var (questionnaire, sections) = (room.Questionnaire, room.Questionnaire.Sections);
            if (request.Step < 0 || request.Step >= sections.Count || !Enum.IsDefined(request.Move))
                return Refusal.Invalid("form.choice", "step");

            var response = room.Response ?? Begin(db, room, request.Language, now);
            var section = sections[request.Step];
            var sheet = room.Sheet.Take(questionnaire, section, request.Said);
            var address = room.Invitation is not null && room.Response is null ? token : room.Response is null ? links.ForResponse(response.Id) : token;
            if (request.Move is not AnswerMove.Next)
            {
                var stays = request.Move is AnswerMove.Save ? request.Step : Earlier(questionnaire, sheet, request.Step);
                response.Save(sheet, stays, request.Language, now);
                await db.SaveChangesAsync(cancel);
                return new Response(address, stays, false, []);
            }

            // An answer may bring up a further question on the same page, which the reader has not seen.
            var open = sheet.OpenIn(questionnaire, section);
            if (open.Count > 0 || section.Items.Any(item => item.ShownIf is not null && sheet.IsShown(item) && request.Said($"{item.Key}.seen") is null && !sheet.HasAnswer(questionnaire, item)))
            {
                response.Save(sheet, request.Step, request.Language, now);
                await db.SaveChangesAsync(cancel);
                return new Response(address, request.Step, false, [.. open.Where(item => item.ShownIf is null || request.Said($"{item.Key}.seen") is not null).Select(item => item.Key)]);
            }

            var next = Later(questionnaire, sheet, request.Step);
            response.Save(sheet, next ?? request.Step, request.Language, now);
            if (next is null)
                await CompleteAsync(db, room, response, sheet, now, cancel);
            await db.SaveChangesAsync(cancel);
            return new Response(address, next ?? request.Step, next is null, []);
        }

        private static SurveyResponse Begin(AppDb db, SurveyRoom room, string language, DateTimeOffset now)
        {
            var response = new SurveyResponse(room.Survey, room.VersionNumber, language, room.Invitation is null ? "link" : "invitation", now);
            if (room.Invitation is { } invitation)
                response.Belong(invitation);
            db.SurveyResponses.Add(response);
            return response;
        }

        private static async Task CompleteAsync(AppDb db, SurveyRoom room, SurveyResponse response, AnswerSheet sheet, DateTimeOffset now, CancellationToken cancel)
        {
            var fingerprint = sheet.Fingerprint();
            response.Complete(AnswerQuality.IsStraight(room.Questionnaire, sheet), await AnswerQuality.IsDuplicateAsync(db, response, fingerprint, now, cancel), fingerprint, now);
            room.Invitation?.Answered(now);
        }

        // A section in which nothing is asked of this person is passed over.
        private static int? Later(Questionnaire questionnaire, AnswerSheet sheet, int step)
        {
            for (var next = step + 1; next < questionnaire.Sections.Count; next++)
            {
                if (questionnaire.Sections[next].Items.Any(sheet.IsShown))
                    return next;
            }

            return null;
        }

        private static int Earlier(Questionnaire questionnaire, AnswerSheet sheet, int step)
        {
            for (var before = step - 1; before >= 0; before--)
            {
                if (questionnaire.Sections[before].Items.Any(sheet.IsShown))
                    return before;
            }

            return 0;
        }
    }
}
