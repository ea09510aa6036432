namespace Ting.Server.Features.Academy.Writing;

/// <summary>Where courses are written.</summary>
internal static class WritingAddress
{
    public const string Home = "/academy/write";

    public static string Of(string course, string? language = null) => $"{Home}/{course}{In(language)}";

    public static string Lesson(string course, string lesson, string? language = null) => $"{Home}/{course}/lessons/{lesson}{In(language)}";

    public static string Exercise(string course, string exercise, string? language = null) => $"{Home}/{course}/exercises/{exercise}{In(language)}";

    public static string Editions(string course) => $"{Home}/{course}/editions";

    /// <param name="number">0 for the shipped text, -1 for the draft.</param>
    public static string Archive(string course, int number) => $"{Home}/{course}/files?edition={number}";

    private static string In(string? language) => language is null ? "" : $"?in={language}";
}
