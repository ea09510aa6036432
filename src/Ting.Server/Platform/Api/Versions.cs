using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace Ting.Server.Platform.Api;

/// <summary>ETag and If-Match over the number that every change of a row makes grow.</summary>
public static class Versions
{
    public static void Tag(this HttpResponse response, int version) =>
        response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"W/\"{version}\"");

    /// <summary>The version the caller saw; null when any will do; one that no row has when the header makes no sense.</summary>
    public static int? IfMatch(this HttpRequest request)
    {
        if (!request.Headers.TryGetValue(HeaderNames.IfMatch, out var header))
            return null;
        if (!EntityTagHeaderValue.TryParseList(header, out var tags) || tags.Count != 1)
            return -1;
        if (tags[0].Equals(EntityTagHeaderValue.Any))
            return null;
        return int.TryParse(tags[0].Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1;
    }
}
