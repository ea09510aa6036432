namespace Ting.Server.Platform.Search;

internal static class SearchSetup
{
    public static IServiceCollection AddSearch(this IServiceCollection services) => services.AddSingleton<SearchIndex>();
}
