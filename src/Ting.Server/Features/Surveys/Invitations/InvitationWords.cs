using System.Globalization;
using Microsoft.Extensions.Localization;
using Ting.Server.Features.Surveys.Answers;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Localisation;

namespace Ting.Server.Features.Surveys.Invitations;

/// <summary>What an invitation says, in the customer's language, and the address it leads to.</summary>
public sealed class InvitationWords(SurveyLink links, IStringLocalizer<SurveyText> text)
{
    /// <summary>Of an anonymous survey everybody gets the same address, so that nothing leads back to them.</summary>
    public string AddressOf(Survey survey, SurveyInvitation invitation) => links.Whole(TokenOf(survey, invitation));

    /// <summary>One address for each number of the first question, for a message with buttons. Opening one changes nothing.</summary>
    public IReadOnlyList<AnswerAddress> AnswersOf(Survey survey, SurveyInvitation invitation, Questionnaire questionnaire) =>
        questionnaire.Items.FirstOrDefault() is not { Kind: ItemKind.Rating } ? []
        : [.. questionnaire.Scale.Points.Select(point => new AnswerAddress(point, string.Create(CultureInfo.InvariantCulture, $"{AddressOf(survey, invitation)}?a={point}")))];

    public string Message(Survey survey, SurveyInvitation invitation, Questionnaire questionnaire, bool again) => Languages.In(
        invitation.Language, () => text[again ? "message.survey.again" : "message.survey", questionnaire.Title.In(invitation.Language), AddressOf(survey, invitation)]);

    private string TokenOf(Survey survey, SurveyInvitation invitation) => survey.IsAnonymous ? survey.Key : links.ForInvitation(invitation.Id);
}

/// <param name="Value">The number that stands ready when it is opened.</param>
/// <param name="Href">Its address.</param>
public sealed record AnswerAddress(int Value, string Href);
