using Ting.Server.Platform.Jobs;

namespace Ting.Server.Features.Profiles;

/// <summary>What concerns everything one person is and did, across features: the table of contents for programs.</summary>
internal static class ProfilesApi
{
    public static IServiceCollection AddProfilesApi(this IServiceCollection services) => services
        .AddScoped<MergePeople.Handler>()
        .AddScoped<UnmergePeople.Handler>()
        .AddScoped<ErasePerson.Handler>()
        .AddJob<ForgetWords, ForgetWords.Handler>();

    public static void MapProfilesApi(this IEndpointRouteBuilder api)
    {
        MergePeople.Map(api);
        UnmergePeople.Map(api);
        ErasePerson.Map(api);
        ExportPerson.Map(api);
        PersonTimeline.Map(api);
    }
}
