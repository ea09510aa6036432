using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Ideas;

/// <summary>The table of contents of this folder: ideas for service, and what they mean to customers over the years.</summary>
internal static class IdeasFeature
{
    public static IServiceCollection AddIdeas(this IServiceCollection services) => services
        .AddRefusalTexts<IdeasText>()
        .AddScoped<SaveIdea.Handler>()
        .AddScoped<RecordClass.Handler>()
        .AddJob<LookAtIdeas, LookAtIdeas.Handler>()
        .AddJob<RemindIdea, RemindIdea.Handler>()
        .AddJob<WriteToIdeaOwner, WriteToIdeaOwner.Handler>()
        .AddHostedService<LookAtIdeas.Daily>();

    public static void MapIdeas(this IEndpointRouteBuilder api) => IdeaEndpoints.Map(api);
}
