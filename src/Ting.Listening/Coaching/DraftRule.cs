namespace Ting.Listening;

/// <summary>A stretch of the folded draft a rule objects to, and what would stand there better.</summary>
internal readonly record struct Mark(string Rule, string Category, Severity Severity, int Start, int End, string? Suggestion);

/// <summary>One rule of the product's vocabulary.</summary>
internal interface IDraftRule
{
    void Check(Draft draft, List<Mark> marks);
}
