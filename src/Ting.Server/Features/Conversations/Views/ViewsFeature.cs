using Ting.Server.Platform.Data;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Conversations.Views;

/// <summary>The table of contents of this folder: views of conversations that somebody made.</summary>
internal static class ViewsFeature
{
    public static IServiceCollection AddSavedViews(this IServiceCollection services) => services
        .AddRefusalTexts<ViewsText>()
        .AddKept(ViewBook.ReadAsync, typeof(SavedView))
        .AddScoped<ReadViews>()
        .AddScoped<ListOfView>()
        .AddScoped<ViewWords>()
        .AddScoped<SaveView.Handler>();
}
