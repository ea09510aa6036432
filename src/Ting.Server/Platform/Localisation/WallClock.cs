using System.Globalization;

namespace Ting.Server.Platform.Localisation;

/// <summary>From what a clock on the wall shows to the moment that is meant.</summary>
public static class WallClock
{
    public static DateTimeOffset InZone(DateTime local, TimeZoneInfo zone)
    {
        while (zone.IsInvalidTime(local)) // the hour that the change to summer time leaves out
            local = local.AddHours(1);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    /// <param name="field">A local date and time as a browser's field gives it.</param>
    /// <returns>Null when it is none, or of another age than ours.</returns>
    public static DateTimeOffset? Read(string? field, TimeZoneInfo zone) =>
        DateTime.TryParse(field, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) && local.Year is > 1900 and < 3000
            ? InZone(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), zone)
            : null;
}
