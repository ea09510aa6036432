using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Platform.Api;

/// <summary>
/// A POST with an Idempotency-Key is done once: sent again it gets the first answer. That it was done is written in the transaction that does it,
/// so that not even a crash between the two can make it happen twice.
/// </summary>
internal sealed class SendOnce(RequestDelegate next, AnswerMemory memory)
{
    private const string Header = "Idempotency-Key";
    private const int MostCharacters = 200;

    public Task InvokeAsync(HttpContext http) =>
        HttpMethods.IsPost(http.Request.Method) && http.Request.Path.StartsWithSegments(ApiSetup.Root) && http.Request.Headers.TryGetValue(Header, out var key)
            ? OnceAsync(http, key.ToString())
            : next(http);

    private async Task OnceAsync(HttpContext http, string given)
    {
        if (given.Length is 0 or > MostCharacters || given.Any(character => character is < ' ' or > '~'))
        {
            await Refusal.Invalid("idempotency.bad_key").ToHttp().ExecuteAsync(http);
            return;
        }

        var hash = await HashAsync(http.Request);
        if (hash is null)
        {
            await Refusal.TooLarge("request.too_large").ToHttp().ExecuteAsync(http);
            return;
        }

        var key = $"{http.User.Actor()}:{given}";
        using var turn = await memory.TakeTurnAsync(key, http.RequestAborted);
        if (await memory.FindAsync(key, http.RequestAborted) is { } earlier)
            await AgainAsync(http, earlier, hash);
        else
            await FirstAsync(http, key, hash);
    }

    private static async Task AgainAsync(HttpContext http, RememberedAnswer earlier, string hash)
    {
        if (earlier.RequestHash != hash)
        {
            await Refusal.Conflict("idempotency.other_request").ToHttp().ExecuteAsync(http);
            return;
        }

        if (earlier.Status == 0)
        {
            http.Response.Headers.RetryAfter = "1";
            await Refusal.Conflict("idempotency.in_progress").ToHttp().ExecuteAsync(http);
            return;
        }

        http.Response.StatusCode = earlier.Status;
        http.Response.ContentType = earlier.Status >= 400 ? "application/problem+json" : "application/json; charset=utf-8";
        http.Response.Headers["Idempotent-Replayed"] = "true";
        if (earlier.Location is not null)
            http.Response.Headers.Location = earlier.Location;
        await http.Response.WriteAsync(earlier.Body, http.RequestAborted);
    }

    private async Task FirstAsync(HttpContext http, string key, string hash)
    {
        var answer = memory.Begin(key, hash);
        var body = http.Response.Body;
        using var written = new MemoryStream();
        http.Response.Body = written;
        try
        {
            await next(http);
        }
        finally
        {
            http.Response.Body = body;
            PendingAnswer.Current = null;
        }

        if (answer.IsSaved && http.Response.StatusCode < 500)
            await memory.RememberAsync(key, http.Response.StatusCode, Encoding.UTF8.GetString(written.GetBuffer(), 0, (int)written.Length), http.Response.Headers.Location);

        written.Position = 0;
        await written.CopyToAsync(body, http.RequestAborted);
    }

    /// <returns>Null when the body is larger than any may be.</returns>
    private static async Task<string?> HashAsync(HttpRequest request)
    {
        request.EnableBuffering(64 * 1024, ApiSetup.MostBytes);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Path}{request.QueryString}\n"));
        var buffer = new byte[16 * 1024];
        try
        {
            for (int read; (read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0;)
                hash.AppendData(buffer, 0, read);
        }
        catch (IOException) when (!request.HttpContext.RequestAborted.IsCancellationRequested)
        {
            return null;
        }

        request.Body.Position = 0;
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

/// <summary>The answers to requests that were sent with a key, for a day.</summary>
internal sealed class AnswerMemory(IDbContextFactory<AppDb> database, TimeProvider clock)
{
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    private readonly ConcurrentDictionary<string, Turn> _turns = [];

    /// <summary>One request with the same key after the other; the second finds the first one's answer.</summary>
    public async Task<IDisposable> TakeTurnAsync(string key, CancellationToken cancel)
    {
        while (true)
        {
            var mine = new Turn(this, key);
            var first = _turns.GetOrAdd(key, mine);
            if (first == mine)
                return mine;
            await first.Over.WaitAsync(cancel);
        }
    }

    public async Task<RememberedAnswer?> FindAsync(string key, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        if (await db.RememberedAnswers.AsNoTracking().SingleOrDefaultAsync(answer => answer.Key == key, cancel) is not { } found)
            return null;
        if (clock.GetUtcNow() - found.CreatedAt < Kept)
            return found;

        await db.WriteAsync(inside => db.RememberedAnswers.Where(answer => answer.Key == key).ExecuteDeleteAsync(inside), cancel);
        return null;
    }

    public PendingAnswer Begin(string key, string hash) => PendingAnswer.Current = new PendingAnswer(new RememberedAnswer(key, hash, clock.GetUtcNow()));

    public async Task RememberAsync(string key, int status, string body, string? location)
    {
        await using var db = await database.CreateDbContextAsync();
        await db.WriteAsync(inside => db.RememberedAnswers.Where(answer => answer.Key == key).ExecuteUpdateAsync(set => set
            .SetProperty(answer => answer.Status, status)
            .SetProperty(answer => answer.Body, body)
            .SetProperty(answer => answer.Location, location), inside), CancellationToken.None);
    }

    public async Task<int> ForgetOldAsync(CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var before = clock.GetUtcNow() - Kept;
        return await db.WriteAsync(inside => db.RememberedAnswers.Where(answer => answer.CreatedAt < before).ExecuteDeleteAsync(inside), cancel);
    }

    private sealed class Turn(AnswerMemory memory, string key) : IDisposable
    {
        private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Over => _over.Task;

        public void Dispose()
        {
            memory._turns.TryRemove(key, out _);
            _over.TrySetResult();
        }
    }
}

/// <summary>Every server does this by itself: what one has deleted, the other need not.</summary>
internal sealed partial class AnswerCleaning(AnswerMemory memory, TimeProvider clock, ILogger<AnswerCleaning> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await memory.ForgetOldAsync(stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                LogTrouble(error); // the next hour tries again
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Old answers could not be deleted")]
    private partial void LogTrouble(Exception error);
}
