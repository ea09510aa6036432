using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.People;

/// <summary>What programs can do with people: the table of contents.</summary>
internal static class PeopleApi
{
    public static IServiceCollection AddPeopleApi(this IServiceCollection services) => services
        .AddScoped<ListPeople.Handler>()
        .AddScoped<AddPerson.Handler>()
        .AddScoped<ChangePerson.Handler>()
        .AddScoped<PersonIdentities.Handler>()
        .AddRefusalTexts<PeopleApiText>();

    public static void MapPeopleApi(this IEndpointRouteBuilder api)
    {
        ListPeople.Map(api);
        AddPerson.Map(api);
        GetPerson.Map(api);
        ChangePerson.Map(api);
        PersonIdentities.Map(api);
        PersonFacts.Map(api);
        PersonDates.Map(api);
    }
}
