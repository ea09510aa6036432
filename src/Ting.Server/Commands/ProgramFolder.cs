namespace Ting.Server.Commands;

/// <summary>Where the program looks for its settings, pages' files and data.</summary>
internal static class ProgramFolder
{
    /// <summary>
    /// The published program brings its files along and finds them wherever it is started from, as a service is from /; in development they are the project's own.
    /// </summary>
    /// <param name="program">The folder the program lies in; its own when not given.</param>
    public static WebApplicationOptions Options(string[] args, string? program = null)
    {
        program ??= AppContext.BaseDirectory;
        return new() { Args = args, ContentRootPath = Directory.Exists(Path.Combine(program, "wwwroot")) ? program : null };
    }
}
