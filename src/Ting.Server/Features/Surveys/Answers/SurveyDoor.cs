using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Inboxes;
using Ting.Server.Features.Settings;
using Ting.Server.Features.Surveys.Invitations;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Surveys.Answers;

/// <summary>What stands behind an address: the survey, the version that is answered, and the answers so far.</summary>
/// <param name="Response">Null until the first answer is saved.</param>
/// <param name="Invitation">Null for an open link, and of an anonymous survey.</param>
/// <param name="Brand">In whose name it is asked.</param>
public sealed record SurveyRoom(Survey Survey, int VersionNumber, Questionnaire Questionnaire, SurveyResponse? Response, SurveyInvitation? Invitation, string Brand)
{
    public AnswerSheet Sheet => Response?.ReadSheet() ?? AnswerSheet.Empty;

    /// <summary>Why no answer is taken: closed, expired; null while one is.</summary>
    public string? Shut(DateTimeOffset now) =>
        Response?.CompletedAt is not null ? "survey.answered"
        : !Survey.IsOpen ? "survey.not_open"
        : Response is { } begun ? (now > begun.StartedAt + SurveyResponse.Resumable ? "survey.expired" : null)
        : Invitation?.IsOver(now) is true ? "survey.expired"
        : null;
}

/// <summary>Finds what an address leads to. Looking changes nothing.</summary>
public sealed class SurveyDoor(SurveyLink links, CurrentWorkspace workspace)
{
    private const int LongestKey = 20;

    public async Task<SurveyRoom?> FindAsync(AppDb db, string token, CancellationToken cancel)
    {
        var (survey, response, invitation) = await LookAsync(db, token, cancel);
        if (survey is null || survey.Published == 0)
            return null;

        var number = response?.VersionNumber ?? survey.Published;
        var version = await db.SurveyVersions.AsNoTracking().SingleAsync(it => it.SurveyId == survey.Id && it.Number == number, cancel);
        var inboxId = invitation?.InboxId ?? survey.InboxId;
        var brand = inboxId is null ? null : await db.Inboxes.Where(it => it.Id == inboxId).Select(it => it.Name).SingleOrDefaultAsync(cancel);
        return new SurveyRoom(survey, number, version.Read(), response, invitation, brand ?? (await workspace.FindAsync(cancel))?.Name ?? "");
    }

    private async Task<(Survey?, SurveyResponse?, SurveyInvitation?)> LookAsync(AppDb db, string token, CancellationToken cancel)
    {
        if (token.Length <= LongestKey)
            return (await db.Surveys.AsNoTracking().SingleOrDefaultAsync(it => it.Key == token, cancel), null, null);

        switch (links.Read(token))
        {
            case ({ } invitationId, _) when await db.SurveyInvitations.SingleOrDefaultAsync(it => it.Id == invitationId, cancel) is { } invitation:
                var survey = await db.Surveys.AsNoTracking().SingleAsync(it => it.Id == invitation.SurveyId, cancel);
                if (survey.IsAnonymous)
                    return (survey, null, null); // who was asked is not known from here on
                var answered = await db.SurveyResponses.SingleOrDefaultAsync(it => it.InvitationId == invitationId, cancel);
                return (survey, answered, invitation);
            case (_, { } responseId) when await db.SurveyResponses.SingleOrDefaultAsync(it => it.Id == responseId, cancel) is { } response:
                return (await db.Surveys.AsNoTracking().SingleAsync(it => it.Id == response.SurveyId, cancel), response, null);
            default:
                return default;
        }
    }
}
