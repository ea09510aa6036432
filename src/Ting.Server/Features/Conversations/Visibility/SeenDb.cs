using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Conversations.Visibility;

/// <summary>
/// The database as an agent sees it whose role does not see all conversations (TEAM-02). Its model carries the condition, so that it stands in the WHERE of everything that is asked:
/// conversations, what belongs to one (every table with a ConversationId, a new one by itself), and the lines of their logs. Whoever sees all gets <see cref="AppDb"/>, whose
/// questions know nothing of this and cost nothing for it.
/// </summary>
public sealed class SeenDb(DbContextOptions<SeenDb> options) : AppDb(options)
{
    private const string Belongs = "ConversationId";

    private static readonly MethodInfo GuardMethod = typeof(SeenDb).GetMethod(nameof(Guard), BindingFlags.NonPublic | BindingFlags.Instance)!;
    private static readonly MethodInfo GuardOptionalMethod = typeof(SeenDb).GetMethod(nameof(GuardOptional), BindingFlags.NonPublic | BindingFlags.Instance)!;

    /// <summary>The agent.</summary>
    internal Guid Me { get; private set; }

    /// <summary>Whose conversations are seen too; empty for nobody's.</summary>
    internal Guid Team { get; private set; }

    /// <summary>Those that nobody has and no team are seen too.</summary>
    internal bool Unheld { get; private set; }

    /// <summary>The context comes from a pool: whoever takes it says for whom.</summary>
    internal SeenDb For(Guid me, Guid? team, bool unheld)
    {
        (Me, Team, Unheld) = (me, team ?? Guid.Empty, unheld);
        return this;
    }

    /// <summary>
    /// The same conversations in parts that have none in common, each of which an index holds in the order of a list. Asked for all at once the database would walk the
    /// whole list until it has found enough that this agent may see.
    /// </summary>
    internal IReadOnlyList<IQueryable<Conversation>> Parts(IQueryable<Conversation> conversations)
    {
        List<IQueryable<Conversation>> parts = [conversations.Where(it => it.AssigneeId == Me)];
        if (Team != Guid.Empty)
            parts.Add(conversations.Where(it => it.TeamId == Team && it.AssigneeId != Me));
        if (Unheld)
            parts.Add(conversations.Where(it => it.AssigneeId == null && it.TeamId == null));
        return parts;
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<Conversation>().HasQueryFilter(it => it.AssigneeId == Me || it.TeamId == Team || (Unheld && it.AssigneeId == null && it.TeamId == null));
        modelBuilder.Entity<LoggedEvent>().HasQueryFilter(line => line.StreamKind != Conversation.StreamKind || Set<Conversation>().Any(it => it.Id == line.Stream));
        foreach (var type in modelBuilder.Model.GetEntityTypes().ToList())
        {
            if (type.FindProperty(Belongs)?.ClrType is { } property)
                (property == typeof(Guid) ? GuardMethod : GuardOptionalMethod).MakeGenericMethod(type.ClrType).Invoke(this, [modelBuilder]);
        }
    }

    private void Guard<T>(ModelBuilder model) where T : class
    {
        Expression<Func<T, bool>> seen = row => Set<Conversation>().Any(it => it.Id == EF.Property<Guid>(row, Belongs));
        model.Entity<T>().HasQueryFilter(seen);
    }

    private void GuardOptional<T>(ModelBuilder model) where T : class
    {
        Expression<Func<T, bool>> seen = row => EF.Property<Guid?>(row, Belongs) == null || Set<Conversation>().Any(it => it.Id == EF.Property<Guid?>(row, Belongs));
        model.Entity<T>().HasQueryFilter(seen);
    }
}
