using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.WebUtilities;
using Ting.Server.Platform.Api;

namespace Ting.Server.Platform.Forms;

/// <summary>A page's form that is larger than may be read leads back to the page, which says so. A program is told by the reader itself.</summary>
internal static class UploadLimit
{
    public const string Query = "tooLarge";
    public const string Code = "form.too_large";

    // Where an address says nothing else: what the web server reads at most.
    private const long Usual = 30_000_000;

    // A browser shows no answer before it has sent all it has; beyond this it may see the connection end.
    private const long MostPassedOver = 1_000_000_000;

    public static void UseUploadLimit(this WebApplication app) => app.Use(async (http, next) =>
    {
        var limit = http.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>() is { } own ? own.MaxRequestBodySize : Usual;
        if (!HttpMethods.IsPost(http.Request.Method) || ApiSetup.IsForPrograms(http.Request.Path) || !http.Request.HasFormContentType || !(http.Request.ContentLength > limit))
        {
            await next(http);
            return;
        }

        if (http.Request.ContentLength <= MostPassedOver)
        {
            if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } most)
                most.MaxRequestBodySize = null;
            await http.Request.Body.CopyToAsync(Stream.Null, http.RequestAborted);
        }

        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = QueryHelpers.AddQueryString($"{http.Request.Path}{http.Request.QueryString}", Query, "1");
    });
}
