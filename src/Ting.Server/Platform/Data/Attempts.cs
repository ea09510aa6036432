using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

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

    public static bool IsConflict(DbUpdateException error) =>
        error is DbUpdateConcurrencyException
        || error.InnerException is SqliteException { SqliteErrorCode: 19, SqliteExtendedErrorCode: 2067 or 1555 }
        || error.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };
}
