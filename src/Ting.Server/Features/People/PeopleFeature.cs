using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.People;

/// <summary>The table of contents of this folder.</summary>
internal static class PeopleFeature
{
    public static IServiceCollection AddPeople(this IServiceCollection services) => services
        .AddRefusalTexts<PeopleText>()
        .AddScoped<DecideFact.Handler>()
        .AddScoped<AddFact.Handler>()
        .AddScoped<AddImportantDate.Handler>()
        .AddScoped<AddIdentity.Handler>()
        .AddScoped<DescribePerson.Handler>()
        .AddJob<ExpireFact, ExpireFact.Handler>()
        .AddSingleton<FactUse>()
        .AddHostedService(provider => provider.GetRequiredService<FactUse>());
}
