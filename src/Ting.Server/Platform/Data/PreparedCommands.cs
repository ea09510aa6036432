using System.Data;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Ting.Server.Platform.Data;

/// <summary>
/// Keeps the commands of each SQLite connection prepared, so that SQLite parses and plans a statement once and not each time it is asked.
/// EF makes a new command for every query; here its values are put into the one that is ready. PostgreSQL's driver does the same by itself.
/// </summary>
internal sealed class PreparedCommands : DbCommandInterceptor
{
    /// <summary>A prepared statement holds some ten kilobytes; beyond this many a connection forgets them and begins anew.</summary>
    private const int MostOfAConnection = 96;

    private readonly ConditionalWeakTable<DbConnection, Dictionary<string, Ready>> _connections = [];

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result) =>
        !result.HasResult && command is { Connection: SqliteConnection connection, CommandType: CommandType.Text } && ReadyFor(connection, command.CommandText) is { IsFree: true } ready
            ? InterceptionResult<DbDataReader>.SuppressWithResult(ready.Execute(command))
            : result;

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(ReaderExecuting(command, eventData, result));

    // One thread at a time uses a connection, so its dictionary needs no lock.
    private Ready ReadyFor(SqliteConnection connection, string text)
    {
        var known = _connections.GetOrCreateValue(connection);
        if (known.TryGetValue(text, out var ready))
            return ready;

        if (known.Count >= MostOfAConnection && known.Values.All(it => it.IsFree))
        {
            foreach (var old in known.Values)
                old.Dispose();
            known.Clear();
        }

        return known[text] = new Ready(connection, text);
    }

    private sealed class Ready(SqliteConnection connection, string text) : IDisposable
    {
        private readonly SqliteCommand _command = new(text, connection);
        private SqliteDataReader? _reader;

        /// <summary>False while somebody reads what the statement gives; a second reader gets a command of its own.</summary>
        public bool IsFree => _reader is null or { IsClosed: true };

        public SqliteDataReader Execute(DbCommand asked)
        {
            _command.Transaction = (SqliteTransaction?)asked.Transaction;
            _command.CommandTimeout = asked.CommandTimeout;
            if (!TakesValuesOf(asked.Parameters))
            {
                _command.Parameters.Clear();
                foreach (DbParameter parameter in asked.Parameters)
                    _command.Parameters.AddWithValue(parameter.ParameterName, parameter.Value);
                _command.Prepare();
            }

            return _reader = _command.ExecuteReader();
        }

        private bool TakesValuesOf(DbParameterCollection given)
        {
            var mine = _command.Parameters;
            if (mine.Count != given.Count)
                return false;

            for (var at = 0; at < given.Count; at++)
            {
                if (mine[at].ParameterName != given[at].ParameterName)
                    return false;
                mine[at].Value = given[at].Value;
            }

            return true;
        }

        public void Dispose() => _command.Dispose();
    }
}
