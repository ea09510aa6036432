using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Calendars;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Inboxes;

/// <summary>The table of contents of this folder.</summary>
internal static class InboxesFeature
{
    public static IServiceCollection AddInboxes(this IServiceCollection services) => services
        .AddRefusalTexts<InboxesText>()
        .AddSingleton(new CalendarUse((db, id, cancel) => db.Inboxes.AnyAsync(inbox => inbox.CalendarId == id, cancel)))
        .AddScoped<SaveInbox.Handler>()
        .AddScoped<SignInbox.Handler>();

    public static void MapInboxes(this IEndpointRouteBuilder api) => InboxEndpoints.Map(api);
}
