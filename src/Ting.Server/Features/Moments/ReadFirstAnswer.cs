using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Ting.Listening;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.People;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;

namespace Ting.Server.Features.Moments;

/// <summary>Reads the first answer of a conversation once, soon after it was sent.</summary>
public sealed record ReadFirstAnswer(Guid ConversationId) : IJob
{
    public static string Name => "read-first-answer";

    private const int MostContext = 3;

    /// <summary>An answer after the first asks for nothing: what was looked at lately is remembered. After a restart one look more is made.</summary>
    internal sealed class Seen
    {
        private const int Most = 20_000;

        private readonly ConcurrentDictionary<Guid, bool> _lately = [];

        public ReadFirstAnswer? JobFor(LoggedEvent line)
        {
            if (!line.Actor.StartsWith("agent:", StringComparison.Ordinal) || _lately.ContainsKey(line.Stream))
                return null;
            return new ReadFirstAnswer(line.Stream);
        }

        public void Add(Guid conversationId)
        {
            if (_lately.Count >= Most)
                _lately.Clear();
            _lately[conversationId] = true;
        }
    }

    internal sealed class Handler(IDbContextFactory<AppDb> database, Seen seen) : IJobHandler<ReadFirstAnswer>
    {
        public async Task HandleAsync(ReadFirstAnswer job, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (!await db.FirstAnswers.AnyAsync(it => it.ConversationId == job.ConversationId, cancel))
            {
                await AddAsync(db, job.ConversationId, cancel);
                await db.SaveChangesAsync(cancel);
            }

            seen.Add(job.ConversationId);
        }
    }

    /// <summary>What a colleague answered first; what Ting or a program sent is no moment of truth.</summary>
    internal static async Task AddAsync(AppDb db, Guid conversationId, CancellationToken cancel)
    {
        var conversation = await db.Conversations.AsNoTracking().Where(it => it.Id == conversationId)
            .Select(it => new { it.InboxId, it.TeamId, it.CreatedAt, it.Language, Name = db.Set<Person>().Where(person => person.Id == it.PersonId).Select(person => person.Name).FirstOrDefault() })
            .FirstOrDefaultAsync(cancel);
        var answer = await db.Messages.AsNoTracking().Where(it => it.ConversationId == conversationId && it.Kind == MessageKind.Reply && it.AuthorId != null).OrderBy(it => it.At).FirstOrDefaultAsync(cancel);
        if (conversation is null || answer is null)
            return;

        var said = await db.Messages.AsNoTracking().Where(it => it.ConversationId == conversationId && it.Kind == MessageKind.Customer && it.At <= answer.At)
            .OrderByDescending(it => it.At).Take(MostContext).Select(it => it.Text).ToListAsync(cancel);
        if (said.Count == 0)
            return; // we began: nobody waited

        said.Reverse();
        var coaching = Coach.Review(answer.Text, said);
        var row = new FirstAnswer(conversationId, conversation.InboxId, conversation.TeamId, answer.AuthorId!.Value, Math.Max(0, (answer.At - conversation.CreatedAt).TotalSeconds), answer.At);
        row.Read(coaching.Phrases.Contains("greeting"), NameInText.Is(answer.Text, conversation.Name ?? ""), coaching.Findings.Count(it => it.Severity is not Severity.Hint));
        db.FirstAnswers.Add(row);
    }
}

/// <summary>Reads the first answers of conversations from before this was counted, a part at a time.</summary>
public sealed record CatchUpFirstAnswers(Guid After) : IJob
{
    public static string Name => "catch-up-first-answers";

    private const int Part = 100;

    internal sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock) : IJobHandler<CatchUpFirstAnswers>
    {
        public async Task HandleAsync(CatchUpFirstAnswers job, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var ids = await Next(db, job.After).ToListAsync(cancel);
            if (ids.Count == 0)
                return;

            var known = await db.FirstAnswers.Where(it => ids.Contains(it.ConversationId)).Select(it => it.ConversationId).ToListAsync(cancel);
            foreach (var id in ids.Except(known))
                await ReadFirstAnswer.AddAsync(db, id, cancel);
            db.Enqueue(new CatchUpFirstAnswers(ids[^1]), clock.GetUtcNow());
            await db.SaveChangesAsync(cancel);
        }
    }

    internal static IQueryable<Guid> Next(AppDb db, Guid after) => db.Conversations.AsNoTracking().Where(it => it.Id > after).OrderBy(it => it.Id).Select(it => it.Id).Take(Part);

    /// <summary>When the program starts and nothing has been read yet.</summary>
    internal sealed class AtStart(IDbContextFactory<AppDb> database, TimeProvider clock) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            await using var db = await database.CreateDbContextAsync(cancellationToken);
            if (await db.FirstAnswers.AnyAsync(cancellationToken) || !await db.Conversations.AnyAsync(cancellationToken))
                return;

            db.Enqueue(new CatchUpFirstAnswers(Guid.Empty), clock.GetUtcNow());
            await db.SaveChangesAsync(cancellationToken);
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
