using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Platform.Data;

/// <summary>Runs a use case again when somebody else changed the same row, or created the same thing, at the same moment.</summary>
public static class Attempts
{
    private const int Most = 12;

    public static async Task<T> OnConflictAsync<T>(Func<Task<T>> work)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await work();
            }
            catch (DbUpdateException error) when (attempt < Most && IsConflict(error))
            {
                await Task.Yield();
            }
        }
    }

    /// <summary>Saves; a row that another save has taken meanwhile, by its name or its key, is refused in words.</summary>
    /// <param name="code">Of the refusal.</param>
    /// <returns>Null when it is saved.</returns>
    public static async Task<Refusal?> SaveOrRefuseAsync(this AppDb db, string code, CancellationToken cancel)
    {
        try
        {
            await db.SaveChangesAsync(cancel);
            return null;
        }
        catch (DbUpdateException error) when (IsConflict(error))
        {
            return Refusal.Conflict(code);
        }
    }

    public static bool IsConflict(DbUpdateException error) =>
        error is DbUpdateConcurrencyException
        || error.InnerException is SqliteException { SqliteErrorCode: 19, SqliteExtendedErrorCode: 2067 or 1555 }
        || error.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };
}
