using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.People;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Localisation;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Profiles;

/// <summary>The table of contents of this folder: people as pages show them, with all they have said.</summary>
internal static class ProfilesFeature
{
    public static IServiceCollection AddProfiles(this IServiceCollection services) => services
        .AddRefusalTexts<ProfilesText>()
        .AddScoped<ReadPeople>()
        .AddScoped<ReadProfile>();

    public static void MapProfiles(this IEndpointRouteBuilder routes)
    {
        var people = routes.MapGroup("/people/{id:guid}").RequireAuthorization(Permission.ManagePeople).ExcludeFromDescription();

        people.MapPost("/", async (
                Guid id, [FromForm] string? name, [FromForm] string? company, [FromForm] string? language, [FromForm] string? tier, [FromForm] bool? accessLane, [FromForm] string? returnUrl,
                ClaimsPrincipal user, DescribePerson.Handler handler, CancellationToken cancel) =>
            InboxRoutes.Back(await handler.HandleAsync(id, new() { Name = name ?? "", Company = company ?? "", Language = language ?? "", Tier = tier ?? "", AccessLane = accessLane ?? false }, user, cancel), returnUrl ?? $"/people/{id}"));

        people.MapPost("/facts", async (
                Guid id, [FromForm] string? attribute, [FromForm] string? value, [FromForm] string? source, [FromForm] string? quote, [FromForm] string? purpose, [FromForm] string? expires, [FromForm] string? returnUrl,
                ClaimsPrincipal user, AddFact.Handler handler, DateFormats dates, CancellationToken cancel) =>
            InboxRoutes.Back(await handler.HandleAsync(id, new()
            {
                Attribute = attribute ?? "other",
                Value = value ?? "",
                Source = Choice.Of<FactSource>(source) ?? FactSource.Ear,
                Quote = quote,
                Purpose = purpose ?? "service",
                ExpiresAt = DateOnly.TryParseExact(expires, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var end) ? EndOf(end, dates.Zone) : null,
            }, user, cancel), returnUrl ?? $"/people/{id}"));

        people.MapPost("/dates", async (
                Guid id, [FromForm] string? kind, [FromForm] string? label, [FromForm] string? year, [FromForm] string? month, [FromForm] string? day, [FromForm] string? returnUrl,
                ClaimsPrincipal user, AddImportantDate.Handler handler, CancellationToken cancel) =>
            InboxRoutes.Back(await handler.HandleAsync(id, new() { Kind = kind ?? "other", Label = label ?? "", Year = NumberOf(year), Month = NumberOf(month) ?? 0, Day = NumberOf(day) ?? 0 }, user, cancel), returnUrl ?? $"/people/{id}"));

        people.MapPost("/identities", async (Guid id, [FromForm] string? kind, [FromForm] string? value, [FromForm] string? returnUrl, ClaimsPrincipal user, AddIdentity.Handler handler, CancellationToken cancel) =>
            InboxRoutes.Back(await handler.HandleAsync(id, kind ?? "", value ?? "", user, cancel), returnUrl ?? $"/people/{id}"));
    }

    private static DateTimeOffset EndOf(DateOnly day, TimeZoneInfo zone)
    {
        var end = day.AddDays(1).ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(end, zone.GetUtcOffset(end)).ToUniversalTime();
    }

    private static int? NumberOf(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
