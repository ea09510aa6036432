using Microsoft.AspNetCore.Mvc;

namespace Ting.Server.Platform.Outcomes;

public static class OutcomeHttp
{
    public static IResult ToHttp<T>(this Outcome<T> outcome, Func<T, IResult> success) =>
        outcome.IsRefused(out var refusal, out var value) ? refusal.ToHttp() : success(value);

    /// <summary>The sentence in the caller's language is added by <see cref="RefusalSentences"/> when the answer is written.</summary>
    public static IResult ToHttp(this Refusal refusal)
    {
        var problem = refusal.Field is { } field
            ? new HttpValidationProblemDetails(new Dictionary<string, string[]> { [field] = [refusal.Code] })
            : new ProblemDetails();
        problem.Title = refusal.Code;
        problem.Status = StatusOf(refusal.Kind);
        return TypedResults.Problem(problem);
    }

    public static int StatusOf(RefusalKind kind) => kind switch
    {
        RefusalKind.NotFound => StatusCodes.Status404NotFound,
        RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
        RefusalKind.Conflict => StatusCodes.Status409Conflict,
        RefusalKind.Invalid => StatusCodes.Status400BadRequest,
        RefusalKind.Stale => StatusCodes.Status412PreconditionFailed,
        RefusalKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        RefusalKind.WrongType => StatusCodes.Status415UnsupportedMediaType,
        RefusalKind.TooMany => StatusCodes.Status429TooManyRequests,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
