using Microsoft.AspNetCore.Mvc;

namespace Ting.Server.Platform.Outcomes;

/// <summary>Puts the sentence in the caller's language beside each code, for people who read what programs are told.</summary>
public static class ProblemSentences
{
    public static IServiceCollection AddProblemSentences(this IServiceCollection services) =>
        services.AddProblemDetails(options => options.CustomizeProblemDetails = context => Explain(context.ProblemDetails, context.HttpContext.RequestServices.GetRequiredService<RefusalSentences>()));

    private static void Explain(ProblemDetails problem, RefusalSentences sentences)
    {
        if (problem.Title is { } code)
            problem.Detail ??= sentences.For(code);
        if (problem is not HttpValidationProblemDetails validation)
            return;

        foreach (var (field, codes) in validation.Errors.ToList())
            validation.Errors[field] = [.. codes.Select(code => sentences.For(code) ?? code)];
    }
}
