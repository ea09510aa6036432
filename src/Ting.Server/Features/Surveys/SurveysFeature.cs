using Ting.Server.Features.Conversations;
using Ting.Server.Features.Surveys.Answers;
using Ting.Server.Features.Surveys.Improvements;
using Ting.Server.Features.Surveys.Invitations;
using Ting.Server.Features.Surveys.Questionnaires;
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
        .AddReaction("conversation.resolved", line => new AskSatisfaction(line.Stream, line.Sequence), AskSatisfaction.WaitAfter)
        .AddSingleton<SurveyLink>()
        .AddSingleton<SurveyLimits>()
        .AddSingleton<SurveyDoor>()
        .AddSingleton<InvitationWords>()
        .AddKept(SurveyRules.ReadAsync, typeof(Survey))
        .AddScoped<SaveSurvey.Handler>()
        .AddScoped<PublishSurvey.Handler>()
        .AddScoped<AnswerSurvey.Handler>()
        .AddScoped<WithdrawAnswers.Handler>()
        .AddScoped<InviteToSurvey.Handler>()
        .AddScoped<ImportResponses.Handler>()
        .AddScoped<SaveImprovement.Handler>()
        .AddJob<InviteAfterResolution, InviteAfterResolution.Handler>()
        .AddJob<SendInvitation, SendInvitation.Handler>()
        .AddJob<RemindInvitation, RemindInvitation.Handler>()
        .AddReaction("conversation.resolved", (provider, line) =>
            provider.GetRequiredService<Kept<SurveyRules>>().TryPeek(out var rules) && rules.All.Count == 0 ? null : new InviteAfterResolution(line.Stream))
        .AddRefusalTexts<SurveyText>();

    /// <summary>Before the endpoints: how often strangers may call, and how much they may send.</summary>
    public static void UseSurveys(this WebApplication app) =>
        app.UseWhen(http => http.Request.Path.StartsWithSegments("/s"), branch => branch.Use(branch.ApplicationServices.GetRequiredService<SurveyLimits>().GuardAsync));

    public static void MapSurveys(this IEndpointRouteBuilder api)
    {
        AnswerSatisfaction.Map(api);
        SurveyEndpoints.Map(api);
        InviteToSurvey.Map(api);
        ImportResponses.Map(api);
        SaveImprovement.Map(api);
    }
}
