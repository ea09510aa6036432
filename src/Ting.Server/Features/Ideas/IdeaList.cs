using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Ideas;

internal static class IdeaList
{
    public const string Name = "ideas";

    /// <summary>Of one idea; more are not read.</summary>
    private const int MostClasses = 60;

    public static IQueryable<ServiceIdea> Of(AppDb db, IdeaState? state)
    {
        var ideas = db.ServiceIdeas.AsNoTracking();
        return state is { } one ? ideas.Where(it => it.State == one) : ideas;
    }

    /// <returns>The oldest first.</returns>
    public static Task<List<IdeaClass>> ClassesAsync(AppDb db, Guid[] ids, CancellationToken cancel) =>
        db.IdeaClasses.AsNoTracking().Where(it => ids.Contains(it.IdeaId)).OrderBy(it => it.At).ThenBy(it => it.Id).Take(MostClasses * Math.Max(1, ids.Length)).ToListAsync(cancel);
}
