using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;

namespace Ting.Server.Platform.Identity;

/// <summary>The request being answered carries an Idempotency-Key: its first save also writes that it was done.</summary>
internal sealed class PendingAnswer(RememberedAnswer answer)
{
    private static readonly AsyncLocal<PendingAnswer?> Ambient = new();

    public static PendingAnswer? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    public bool IsSaved { get; private set; }

    public async Task<int> SaveWithAsync(AppDb db, Func<Task<int>> save)
    {
        if (IsSaved)
            return await save();

        db.Entry(answer).State = EntityState.Added;
        var saved = await save();
        IsSaved = true;
        return saved;
    }
}
