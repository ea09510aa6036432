using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Conversations;

/// <summary>Logs something with many conversations at once, of which nothing else changes: they need not be read whole, and one statement moves them all on.</summary>
internal static class ConversationLines
{
    private const string InSqlite = """
        UPDATE conversations SET "LastSequence" = conversations."LastSequence" + 1, "Version" = conversations."Version" + 1
        FROM json_each({0}) AS line WHERE conversations."Id" = line.value ->> 'Id' AND conversations."Version" = line.value ->> 'Version'
        """;

    private const string InPostgres = """
        UPDATE conversations SET "LastSequence" = conversations."LastSequence" + 1, "Version" = conversations."Version" + 1
        FROM json_to_recordset({0}::json) AS line("Id" uuid, "Version" integer) WHERE conversations."Id" = line."Id" AND conversations."Version" = line."Version"
        """;

    /// <summary>The next save writes the lines; it fails with a <see cref="DbUpdateConcurrencyException"/> when a conversation has changed since it was read.</summary>
    /// <param name="lines">At most one for each conversation.</param>
    public static void AddAll(AppDb db, IReadOnlyList<Line> lines, string type, string actor, DateTimeOffset now)
    {
        foreach (var line in lines)
            db.Append(Conversation.LineOf(line.Id, line.LastSequence + 1, type, actor, now, line.Data));

        var isSqlite = db.Database.IsSqlite();
        var json = JsonSerializer.Serialize(lines.Select(it => new Place(AppDb.IdOf(it.Id), it.Version)));
        db.AddDirect(async cancel =>
        {
            if (await db.Database.ExecuteSqlRawAsync(isSqlite ? InSqlite : InPostgres, [json], cancel) != lines.Count)
                throw new DbUpdateConcurrencyException("A conversation has changed since it was read.");
        });
    }

    /// <param name="LastSequence">Of the conversation as it was read.</param>
    /// <param name="Version">Of the conversation as it was read.</param>
    public sealed record Line(Guid Id, int LastSequence, int Version, object Data);

    private sealed record Place(string Id, int Version);
}
