using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Moments;

/// <summary>The table of contents of this folder: moments of truth, what customers meet with us, and what it costs them.</summary>
internal static class MomentsFeature
{
    public static IServiceCollection AddMoments(this IServiceCollection services) => services
        .AddRefusalTexts<MomentsText>()
        .AddSingleton<ReadFirstAnswer.Seen>()
        .AddSingleton<TouchpointScores>()
        .AddSingleton<FirstAnswerFigures>()
        .AddSingleton<EffortFigures>()
        .AddScoped<SaveTouchpoint.Handler>()
        .AddScoped<SaveImpressionWeights.Handler>()
        .AddScoped<LogMoment.Handler>()
        .AddScoped<SaveCue.Handler>()
        .AddScoped<LogSolution.Handler>()
        .AddReaction<ReadFirstAnswer>("message.sent", (provider, line) => provider.GetRequiredService<ReadFirstAnswer.Seen>().JobFor(line))
        .AddJob<ReadFirstAnswer, ReadFirstAnswer.Handler>()
        .AddJob<CatchUpFirstAnswers, CatchUpFirstAnswers.Handler>()
        .AddHostedService<CatchUpFirstAnswers.AtStart>();

    public static void MapMoments(this IEndpointRouteBuilder api) => MomentEndpoints.Map(api);
}
