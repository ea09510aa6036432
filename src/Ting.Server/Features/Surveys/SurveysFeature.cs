using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Surveys;

/// <summary>The table of contents of this folder.</summary>
internal static class SurveysFeature
{
    public static IServiceCollection AddSurveys(this IServiceCollection services) => services
        .AddSingleton<RateToken>()
        .AddSingleton(new PersonSatisfaction(SatisfactionOfPerson.ReadAsync))
        .AddScoped<AnswerSatisfaction.Handler>()
        .AddJob<AskSatisfaction, AskSatisfaction.Handler>()
        .AddReaction("conversation.resolved", line => new AskSatisfaction(line.Stream, line.Sequence))
        .AddRefusalTexts<SurveyText>();

    public static void MapSurveys(this IEndpointRouteBuilder api) => AnswerSatisfaction.Map(api);
}
