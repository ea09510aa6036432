using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;

namespace Ting.Server.Features.Agents;

internal sealed record KnownKey(Guid Id, string Name, AgentRole Role, string Scopes, Guid? TeamId);

/// <summary>Finds API keys. What was found is remembered for a moment, and forgotten at once when the key is revoked here; other servers notice within that moment.</summary>
internal sealed class KeyRing(IDbContextFactory<AppDb> database, TimeProvider clock)
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan BetweenUses = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Remembered> _remembered = [];
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _used = [];

    public async Task<KnownKey?> FindAsync(string key, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var hash = ApiKey.HashOf(key);
        if (!_remembered.TryGetValue(hash, out var remembered) || remembered.Until <= now)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var known = await db.ApiKeys.AsNoTracking()
                .Where(it => it.Hash == hash && it.RevokedAt == null)
                .Select(it => new KnownKey(it.Id, it.Name, it.Role, it.Scopes, it.TeamId))
                .FirstOrDefaultAsync(cancel);
            if (known is null)
            {
                _remembered.TryRemove(hash, out _);
                return null; // not remembered: strangers must not fill our memory
            }

            _remembered[hash] = remembered = new Remembered(known, now + Moment);
        }

        await NoteUseAsync(remembered.Key.Id, now);
        return remembered.Key;
    }

    public void Forget(string hash) => _remembered.TryRemove(hash, out _);

    private async Task NoteUseAsync(Guid id, DateTimeOffset now)
    {
        var last = _used.GetValueOrDefault(id);
        var mine = last == default ? _used.TryAdd(id, now) : now - last >= BetweenUses && _used.TryUpdate(id, now, last);
        if (!mine)
            return;

        await using var db = await database.CreateDbContextAsync(CancellationToken.None);
        await db.WriteAsync(inside => db.ApiKeys
            .Where(key => key.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(key => key.LastUsedAt, now), inside), CancellationToken.None);
    }

    private sealed record Remembered(KnownKey Key, DateTimeOffset Until);
}
