namespace Ting.Listening;

/// <summary>A stretch of the folded draft a rule objects to, and what would stand there better.</summary>
/// <param name="Sure">Stands whatever the model thinks.</param>
internal readonly record struct Mark(string Rule, string Category, Severity Severity, int Start, int End, string? Suggestion, bool Sure = false);

/// <summary>One rule of the product's vocabulary.</summary>
internal interface IDraftRule
{
    void Check(Draft draft, List<Mark> marks);
}
