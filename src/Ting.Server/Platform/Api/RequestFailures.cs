using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Platform.Api;

/// <summary>What a program is told when its request could not be read, or when we failed.</summary>
internal sealed partial class RequestFailures(ILogger<RequestFailures> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        // by now the path may be that of the error page
        PathString path = httpContext.Features.Get<IExceptionHandlerPathFeature>()?.Path ?? httpContext.Request.Path;
        if (!ApiSetup.IsForPrograms(path))
            return false; // a person gets a page

        if (httpContext.RequestAborted.IsCancellationRequested && exception is OperationCanceledException or IOException)
        {
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        await (exception switch
        {
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } when httpContext.Request.HasFormContentType => Refusal.TooLarge("form.too_large").ToHttp(),
            BadHttpRequestException bad => Refused(bad),
            DbUpdateException conflict when Attempts.IsConflict(conflict) => Refusal.Conflict("request.conflict").ToHttp(),
            _ => Failed(httpContext, path, exception),
        }).ExecuteAsync(httpContext);
        return true;
    }

    private static IResult Refused(BadHttpRequestException bad) => bad switch
    {
        { StatusCode: StatusCodes.Status413PayloadTooLarge } => Refusal.TooLarge("request.too_large").ToHttp(),
        { StatusCode: StatusCodes.Status415UnsupportedMediaType } => Refusal.WrongType("request.not_json").ToHttp(),
        { StatusCode: not StatusCodes.Status400BadRequest } => TypedResults.Problem(statusCode: bad.StatusCode),
        { InnerException: TextRefused text } => Refusal.Invalid(text.Code, FieldOf(text.Path)).ToHttp(),
        // The reader's own exception, inside the other or alone, says that it is no JSON at all; the plain one, that a value does not fit its field.
        { InnerException: JsonException json } when json.GetType() != typeof(JsonException) || json.InnerException is JsonException => Refusal.Invalid("request.not_readable").ToHttp(),
        { InnerException: JsonException json } when FieldOf(json.Path) is { } field => Of("request.invalid", field, "field.wrong_kind"),
        { InnerException: JsonException } => Refusal.Invalid("request.not_readable").ToHttp(),
        _ when Parameter().Match(bad.Message) is { Success: true } match => Of("request.invalid", match.Groups[1].Value, "field.wrong_kind"),
        _ => Refusal.Invalid("request.no_body").ToHttp(),
    };

    private static IResult Of(string title, string field, string code) =>
        TypedResults.Problem(new HttpValidationProblemDetails(new Dictionary<string, string[]> { [field] = [code] }) { Title = title, Status = StatusCodes.Status400BadRequest });

    private IResult Failed(HttpContext http, PathString path, Exception error)
    {
        LogFailure(error, http.Request.Method, path, http.TraceIdentifier);
        return TypedResults.Problem(new ProblemDetails { Title = "server.error", Status = StatusCodes.Status500InternalServerError });
    }

    // $.person.identities[0].kind, as the JSON reader writes it, is person.identities[0].kind to the caller.
    private static string? FieldOf(string? path) => path?.StartsWith("$.", StringComparison.Ordinal) is true ? path[2..] : null;

    [GeneratedRegex("""parameter "(?:\S+ )?(\w+)" (?:from|was not provided from (?:query|route|header))""")]
    private static partial Regex Parameter();

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed, request {RequestId}")]
    private partial void LogFailure(Exception error, string method, string path, string requestId);
}
