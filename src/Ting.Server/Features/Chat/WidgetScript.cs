using System.IO.Compression;
using Microsoft.Net.Http.Headers;

namespace Ting.Server.Features.Chat;

/// <summary>The one script tag's address. It stays the same for ever, so browsers ask now and then whether it has changed.</summary>
public sealed class WidgetScript(IWebHostEnvironment environment)
{
    private Built? _built;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/widget.js", (WidgetScript script, HttpContext http) => script.Answer(http)).AllowAnonymous().ExcludeFromDescription();

    private IResult Answer(HttpContext http)
    {
        var file = environment.WebRootFileProvider.GetFileInfo("build/widget.js");
        if (!file.Exists)
            return TypedResults.NotFound();

        if (_built is null || _built.At != file.LastModified)
            _built = Read(file);
        var zipped = http.Request.GetTypedHeaders().AcceptEncoding.Any(it => it.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase) && it.Quality is not 0);
        http.Response.Headers.CacheControl = "public, max-age=600, stale-while-revalidate=86400";
        http.Response.Headers.Vary = "Accept-Encoding";
        http.Response.Headers.AccessControlAllowOrigin = "*"; // lets a page pin or prefetch it
        http.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        if (zipped)
            http.Response.Headers.ContentEncoding = "gzip";
        return TypedResults.Bytes(zipped ? _built.Zipped : _built.Plain, "text/javascript; charset=utf-8", entityTag: new EntityTagHeaderValue($"\"{_built.Tag}{(zipped ? "z" : "")}\""));
    }

    private static Built Read(Microsoft.Extensions.FileProviders.IFileInfo file)
    {
        using var plain = new MemoryStream();
        using (var content = file.CreateReadStream())
            content.CopyTo(plain);
        using var zipped = new MemoryStream();
        using (var zip = new GZipStream(zipped, CompressionLevel.SmallestSize))
            zip.Write(plain.ToArray());
        var tag = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(plain.ToArray()))[..16];
        return new Built(file.LastModified, plain.ToArray(), zipped.ToArray(), tag);
    }

    private sealed record Built(DateTimeOffset At, byte[] Plain, byte[] Zipped, string Tag);
}
