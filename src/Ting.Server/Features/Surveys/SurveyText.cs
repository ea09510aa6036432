namespace Ting.Server.Features.Surveys;

public sealed class SurveyText;
