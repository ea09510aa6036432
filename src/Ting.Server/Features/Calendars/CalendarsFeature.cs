using Ting.Server.Platform.Data;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Calendars;

/// <summary>The table of contents of this folder.</summary>
internal static class CalendarsFeature
{
    public static IServiceCollection AddCalendars(this IServiceCollection services) => services
        .AddKept(CalendarBook.ReadAsync, typeof(Calendar))
        .AddScoped<SaveCalendar.Handler>()
        .AddScoped<RemoveCalendar.Handler>()
        .AddScoped<ImportHolidays.Handler>()
        .AddRefusalTexts<CalendarsText>();

    public static void MapCalendars(this IEndpointRouteBuilder api) => CalendarEndpoints.Map(api);
}
