using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace Ting.Server.Platform.Api;

/// <summary>ETag and If-Match over the number that every change of a row makes grow.</summary>
public static class Versions
{
    /// <param name="rest">What the answer holds besides the row itself: it changes without the version.</param>
    public static void Tag(this HttpResponse response, int version, string rest = "") =>
        response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"W/\"{version}{(rest.Length == 0 ? "" : $"-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(rest)))[..8]}")}\"");

    private static ReadOnlySpan<char> VersionIn(ReadOnlySpan<char> tag) => tag.IndexOf('-') is > 0 and var end ? tag[..end] : tag;

    /// <summary>A read of one row whose version the caller already has (If-None-Match) answers 304 without a body.</summary>
    internal static async ValueTask<object?> NotModifiedAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var result = await next(context);
        var http = context.HttpContext;
        return (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)) && http.Response.GetTypedHeaders().ETag is { } current && HasAlready(http.Request, current)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : result;
    }

    private static bool HasAlready(HttpRequest request, EntityTagHeaderValue current) =>
        request.Headers.TryGetValue(HeaderNames.IfNoneMatch, out var header) && EntityTagHeaderValue.TryParseList(header, out var tags)
        && tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(current, useStrongComparison: false));

    /// <summary>The version the caller saw; null when any will do; one that no row has when the header makes no sense.</summary>
    public static int? IfMatch(this HttpRequest request)
    {
        if (!request.Headers.TryGetValue(HeaderNames.IfMatch, out var header))
            return null;
        if (!EntityTagHeaderValue.TryParseList(header, out var tags) || tags.Count != 1)
            return -1;
        if (tags[0].Equals(EntityTagHeaderValue.Any))
            return null;
        return int.TryParse(VersionIn(tags[0].Tag.AsSpan().Trim('"')), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1;
    }
}
