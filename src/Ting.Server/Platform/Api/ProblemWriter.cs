using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Ting.Server.Platform.Outcomes;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Ting.Server.Platform.Api;

/// <summary>Writes every problem the same way: a stable code as the title, the sentence in the caller's language as the detail, and the request's id.</summary>
internal sealed partial class ProblemWriter(RefusalSentences sentences, IOptions<JsonOptions> json) : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => true;

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var (http, problem) = (context.HttpContext, context.ProblemDetails);
        problem.Status ??= http.Response.StatusCode;
        if (problem.Title is null || !Code().IsMatch(problem.Title))
            problem.Title = CodeOf(problem.Status.Value);
        problem.Type = $"urn:ting:problem:{problem.Title}";
        problem.Detail ??= sentences.For(problem.Title);
        problem.Extensions["requestId"] = http.TraceIdentifier;
        if (problem is HttpValidationProblemDetails { Errors: var errors })
        {
            foreach (var (field, codes) in errors.ToArray())
                errors[field] = [.. codes.Select(code => sentences.For(code) ?? code)];
        }

        http.Response.StatusCode = problem.Status.Value;
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.WriteAsJsonAsync(problem, problem.GetType(), json.Value.SerializerOptions, "application/problem+json", http.RequestAborted);
    }

    private static string CodeOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "access.sign_in_required",
        StatusCodes.Status403Forbidden => "access.forbidden",
        StatusCodes.Status404NotFound => "request.no_such_address",
        StatusCodes.Status405MethodNotAllowed => "request.method_not_allowed",
        StatusCodes.Status409Conflict => "request.conflict",
        StatusCodes.Status412PreconditionFailed => "request.changed_meanwhile",
        StatusCodes.Status413PayloadTooLarge => "request.too_large",
        StatusCodes.Status415UnsupportedMediaType => "request.not_json",
        StatusCodes.Status429TooManyRequests => "request.too_many",
        StatusCodes.Status503ServiceUnavailable => "server.busy",
        >= 500 => "server.error",
        _ => "request.invalid",
    };

    [GeneratedRegex("^[a-z][a-z0-9-]*([._][a-z0-9_-]+)+$")]
    private static partial Regex Code();
}
