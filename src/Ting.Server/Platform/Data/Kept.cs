using System.Diagnostics.CodeAnalysis;

namespace Ting.Server.Platform.Data;

/// <summary>
/// What changes rarely and every page needs: read once, and kept until a save changes one of its tables.
/// A second server on the same database sees such a change after <see cref="MostAge"/> at the latest.
/// </summary>
/// <typeparam name="T">Never changed after it was read: many requests hold the same one.</typeparam>
public sealed class Kept<T>(WholeDatabase database, TableVersions versions, TimeProvider clock, KeptFrom<T> from) where T : class
{
    public static readonly TimeSpan MostAge = TimeSpan.FromSeconds(5);

    private volatile Known? _known;

    public ValueTask<T> ReadAsync(CancellationToken cancel)
    {
        var version = versions.Of(from.Tables);
        return TryPeek(out var value) ? ValueTask.FromResult(value) : LoadAsync(version, cancel);
    }

    /// <returns>False when what is kept may not be true any more: then it must be read.</returns>
    public bool TryPeek([NotNullWhen(true)] out T? value)
    {
        value = _known is { } known && known.Version == versions.Of(from.Tables) && (clock.GetUtcNow() - known.At).Duration() < MostAge ? known.Value : null;
        return value is not null;
    }

    // Kept under the version from before it was read: a save in between makes the next reader read again.
    private async ValueTask<T> LoadAsync(long version, CancellationToken cancel)
    {
        var at = clock.GetUtcNow();
        await using var db = await database.CreateDbContextAsync(cancel);
        var value = await from.ReadAsync(db, cancel);
        _known = new Known(value, version, at);
        return value;
    }

    private sealed record Known(T Value, long Version, DateTimeOffset At);
}

/// <param name="ReadAsync">Reads it from the database.</param>
/// <param name="Tables">The entities it is made of.</param>
public sealed record KeptFrom<T>(Func<AppDb, CancellationToken, Task<T>> ReadAsync, params Type[] Tables);

public static class KeptSetup
{
    /// <summary><see cref="Kept{T}"/> can be asked for; the tables are those that it is read from, all of them.</summary>
    public static IServiceCollection AddKept<T>(this IServiceCollection services, Func<AppDb, CancellationToken, Task<T>> read, params Type[] tables) where T : class =>
        services.AddSingleton(new KeptFrom<T>(read, tables)).AddSingleton<Kept<T>>();
}
