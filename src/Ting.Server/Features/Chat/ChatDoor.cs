using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Inboxes;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Localisation;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Chat;

/// <summary>Stands before everything a customer's browser can call: which inbox, from which site, how often, in which language.</summary>
internal sealed class ChatDoor(RequestDelegate next, IDbContextFactory<AppDb> database, ChatLimits limits, RefusalSentences sentences)
{
    public async Task InvokeAsync(HttpContext http)
    {
        var language = Language(http.Request);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        http.Response.Headers.ContentLanguage = language;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.Vary = "Origin, Accept-Language";

        var key = http.Request.Path.Value!.Split('/', 4).ElementAtOrDefault(2) ?? "";
        await using (var db = await database.CreateDbContextAsync(http.RequestAborted))
        {
            var inbox = await db.Inboxes.AsNoTracking().FirstOrDefaultAsync(it => it.Key == key && it.Kind == "chat", http.RequestAborted);
            if (inbox is null)
            {
                await RefuseAsync(http, Refusal.NotFound("chat.no_inbox"));
                return;
            }

            if (!Welcomes(inbox, http))
            {
                await RefuseAsync(http, Refusal.Forbidden("chat.origin_refused"));
                return;
            }

            if (HttpMethods.IsOptions(http.Request.Method))
            {
                http.Response.Headers.AccessControlAllowMethods = "GET, POST, DELETE";
                http.Response.Headers.AccessControlAllowHeaders = "Authorization, Content-Type, Accept-Language, Last-Event-ID";
                http.Response.Headers.AccessControlMaxAge = "7200";
                http.Response.StatusCode = StatusCodes.Status204NoContent;
                return;
            }

            http.Features.Set(new ChatVisitor(inbox, Token(http.Request)));
        }

        if (limits.Wait(http) is { } wait)
        {
            http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            await RefuseAsync(http, new Refusal(RefusalKind.TooMany, "chat.too_many"));
            return;
        }

        await next(http);
    }

    /// <summary>A page of our own host, or of a site that the inbox lists; requests without an origin come from no foreign page.</summary>
    private static bool Welcomes(Inbox inbox, HttpContext http)
    {
        string? origin = http.Request.Headers.Origin;
        if (string.IsNullOrEmpty(origin))
            return true;

        // Behind a proxy that ends TLS we may see http where the browser sees https: the host decides.
        var isOurs = Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Authority.Equals(http.Request.Host.Value, StringComparison.OrdinalIgnoreCase);
        if (!isOurs && !inbox.Origins.Split(' ', StringSplitOptions.RemoveEmptyEntries).Contains(origin, StringComparer.OrdinalIgnoreCase))
            return false;

        http.Response.Headers.AccessControlAllowOrigin = origin;
        http.Response.Headers.AccessControlExposeHeaders = "Retry-After";
        return true;
    }

    private static string? Token(HttpRequest request) =>
        request.Headers.Authorization.ToString() is var header && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim() : null;

    private static string Language(HttpRequest request) =>
        request.GetTypedHeaders().AcceptLanguage.OrderByDescending(it => it.Quality ?? 1)
            .Select(it => Languages.Closest(it.Value.Value)).FirstOrDefault(it => it is not null) ?? "en";

    private Task RefuseAsync(HttpContext http, Refusal refusal) =>
        TypedResults.Problem(title: refusal.Code, detail: sentences.For(refusal.Code), statusCode: OutcomeHttp.StatusOf(refusal.Kind)).ExecuteAsync(http);
}
