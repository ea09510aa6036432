using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Calendars;
using Ting.Server.Features.Inboxes;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;

namespace Ting.Server.Features.Conversations.DueTimes;

/// <summary>The table of contents of this folder.</summary>
internal static class DueTimesFeature
{
    public static IServiceCollection AddDueTimes(this IServiceCollection services) => services
        .AddServiceRules()
        .AddSingleton<DueWatch>()
        .AddHostedService<DueWatchAlways>()
        .AddJob<HoursChanged, RecountDueTimes>()
        .AddJob<RecountPerson, RecountPerson.Handler>()
        .AddReaction("person.described", line => new RecountPerson(line.Stream))
        .AddReaction("person.changed", line => new RecountPerson(line.Stream))
        .AddSingleton(new CalendarUse((db, id, cancel) => db.ServiceLevels.AnyAsync(level => level.CalendarId == id, cancel)));

    /// <summary>For whoever saves conversations.</summary>
    public static IServiceCollection AddServiceRules(this IServiceCollection services) =>
        services.AddKept(ServiceRules.ReadAsync, typeof(ServiceLevel), typeof(Calendar), typeof(Inbox));
}
