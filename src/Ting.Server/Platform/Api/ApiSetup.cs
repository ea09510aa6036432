using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Platform.Api;

/// <summary>What every address under /api has in common: clean text, clear refusals, a request id, and a POST that may be sent twice.</summary>
public static class ApiSetup
{
    public const string Root = "/api/v1";
    public const long MostBytes = 1024 * 1024;

    // Programs get problem details; only people get pages.
    private static readonly PathString[] ForPrograms = ["/api", "/widget", "/live", "/openapi", "/health", "/files"];

    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddSingleton<IProblemDetailsWriter, ProblemWriter>(); // before the framework's own, which asks what the caller accepts
        services.AddProblemDetails();
        services.AddExceptionHandler<RequestFailures>();
        services.AddSingleton<AnswerMemory>().AddHostedService<AnswerCleaning>();
        services.AddRefusalTexts<ApiText>();
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true); // so that every bad request gets its sentence
        services.ConfigureHttpJsonOptions(json => Shape(json.SerializerOptions));
        services.AddReference();
        return services;
    }

    /// <summary>Comes first: everything after it can answer in the caller's language and with the caller's request id.</summary>
    public static void UseApi(this WebApplication app)
    {
        app.UseRequestLocalization();
        app.UseMiddleware<RequestIds>();
        app.UseWhen(http => IsForPrograms(http.Request.Path), programs =>
        {
            programs.UseExceptionHandler();
            programs.UseStatusCodePages();
        });
    }

    /// <summary>Comes after the sign-in, because a key for sending once belongs to whoever sends.</summary>
    public static void UseAnswerMemory(this WebApplication app)
    {
        app.Use(GuardAsync);
        app.UseMiddleware<SendOnce>();
    }

    /// <summary>The group under which features map their addresses.</summary>
    public static RouteGroupBuilder MapApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup(Root);
        api.DisableValidation(); // the checks below say the same in three languages
        api.AddEndpointFilter(Versions.NotModifiedAsync);
        api.AddEndpointFilterFactory(ShapeChecks.Around);
        return api;
    }

    internal static bool IsForPrograms(PathString path) => Array.Exists(ForPrograms, root => path.StartsWithSegments(root));

    internal static void Shape(JsonSerializerOptions json)
    {
        json.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        json.Converters.Add(new CleanText());
        json.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping; // answers are JSON, never part of a page
        json.RespectNullableAnnotations = true;
    }

    // What no address of the API can take: a body beyond the limit, and a character that PostgreSQL cannot keep.
    private static Task GuardAsync(HttpContext http, RequestDelegate next)
    {
        if (!http.Request.Path.StartsWithSegments("/api"))
            return next(http);

        if (http.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>() is null)
        {
            if (http.Request.ContentLength > MostBytes)
                return Refusal.TooLarge("request.too_large").ToHttp().ExecuteAsync(http);
            if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
                limit.MaxRequestBodySize = MostBytes;
        }

        foreach (var (name, values) in http.Request.Query)
        {
            foreach (var value in values)
            {
                if (value?.Contains('\0') is true)
                    return Refusal.Invalid("text.nul", name).ToHttp().ExecuteAsync(http);
            }
        }

        return next(http);
    }
}
