using Microsoft.EntityFrameworkCore;
using Ting.Listening;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Data;

namespace Ting.Server.Commands;

/// <summary>
/// <c>ting-server reread</c>: reads every customer message again with the engine of today. Conversation by conversation, so that it can be stopped and started again:
/// what already has today's reading is passed over.
/// </summary>
internal static class Reread
{
    private const int AtOnce = 100;

    /// <summary>The word "all" also repeats what already has today's reading.</summary>
    public static Task<int> RunAsync(CommandArguments arguments, TextWriter output) => Installation.RunAsync(arguments, services => RunAsync(services, arguments.Words.Contains("all"), output, CancellationToken.None));

    public static async Task<int> RunAsync(IServiceProvider services, bool all, TextWriter output, CancellationToken cancel)
    {
        var database = services.GetRequiredService<IDbContextFactory<AppDb>>();
        long total;
        await using (var db = await database.CreateDbContextAsync(cancel))
            total = await db.Conversations.LongCountAsync(cancel);

        var (last, done, read) = (Guid.Empty, 0L, 0L);
        while (true)
        {
            List<Guid> ids;
            await using (var db = await database.CreateDbContextAsync(cancel))
                ids = await db.Conversations.Where(it => it.Id > last).OrderBy(it => it.Id).Take(AtOnce).Select(it => it.Id).ToListAsync(cancel);
            if (ids.Count == 0)
                break;

            foreach (var id in ids)
            {
                read += await Attempts.OnConflictAsync(() => ReadAsync(database, id, all, cancel));
                done++;
                if (done % 20 == 0 || done == total)
                    await ProgressBar.DrawAsync(done, total, $"({read}) ");
            }

            last = ids[^1];
        }

        await ProgressBar.EndAsync();
        await output.WriteLineAsync(CommandLine.Say("reread.done", read, done));
        return 0;
    }

    /// <returns>How many messages were read.</returns>
    private static async Task<int> ReadAsync(IDbContextFactory<AppDb> database, Guid id, bool all, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var known = db.Readings;
        var stale = await db.Messages.AsNoTracking()
            .Where(message => message.ConversationId == id && message.Kind == MessageKind.Customer && message.Text != ""
                && (all || !known.Any(reading => reading.MessageId == message.Id && reading.ModelVersion == Listener.ModelVersion)))
            .OrderBy(message => message.At).ThenBy(message => message.Id).ToListAsync(cancel);
        if (stale.Count == 0)
            return 0;

        var conversation = await db.Conversations.SingleAsync(it => it.Id == id, cancel);
        var language = LanguageCode.ForEngine(conversation.Language);
        var readings = await db.Readings.Where(reading => reading.ConversationId == id).ToDictionaryAsync(reading => reading.MessageId, cancel);
        foreach (var message in stale)
        {
            var reading = Listener.Read(message.Text, language);
            if (readings.TryGetValue(message.Id, out var stored))
                stored.Read(reading);
            else
                db.Readings.Add(readings[message.Id] = new MessageReading(message, reading));
        }

        conversation.Relearn([.. readings.Values.OrderBy(reading => reading.At).ThenBy(reading => reading.MessageId).Select(reading => (reading.Emotion, reading.Level))]);
        await db.SaveAsync(conversation, cancel);
        return stale.Count;
    }
}
