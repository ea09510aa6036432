namespace Ting.Server.Commands;

/// <summary>How far a long command has come, on one line of the terminal; silent where errors go into a file.</summary>
internal static class ProgressBar
{
    private const int Width = 30;

    public static Task DrawAsync(long done, long total) => DrawAsync(done, total, "");

    /// <param name="more">What is to be said beside it.</param>
    public static async Task DrawAsync(long done, long total, string more)
    {
        if (Console.IsErrorRedirected)
            return;

        var filled = total == 0 ? Width : (int)(Width * done / total);
        await Console.Error.WriteAsync($"\r[{new string('#', filled)}{new string('.', Width - filled)}] {done}/{total} {more}");
    }

    public static async Task EndAsync()
    {
        if (!Console.IsErrorRedirected)
            await Console.Error.WriteLineAsync();
    }
}
