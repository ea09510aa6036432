using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.People;
using Ting.Server.Features.Staffing;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;

namespace Ting.Server.Features.Routing;

/// <summary>Who is there, how much each has on their desk, and who waits for somebody.</summary>
public sealed class ReadBoard(IDbContextFactory<AppDb> database, WholeDatabase whole, Kept<RoutingBook> rules, Kept<SkillBook> skills, Kept<RoleBook> roles, TimeProvider clock)
{
    private const int MostAgents = 500;
    private const int MostWaiting = 12;
    private const int MostCounted = 1_000;

    /// <param name="Since">Since when the presence is so; null for who was never there.</param>
    /// <param name="Load">Points on the desk.</param>
    /// <param name="Capacity">Points that they can take.</param>
    /// <param name="Waiting">Customers among them who wait for an answer.</param>
    public sealed record Member(
        Guid Id, string Name, Guid? TeamId, SeatState Presence, DateTimeOffset? Since, int Load, int Capacity, int Conversations, int Waiting, IReadOnlyList<SkillShown> Skills);

    public sealed record SkillShown(string Name, int Level);

    /// <param name="DueAt">By when they should have an answer: the order of the queue.</param>
    public sealed record Waiter(
        Guid Id, long Number, string PersonName, string? Tier, bool AccessLane, Guid InboxId, string? Language, string? Emotion, int? Level, bool Urgent, DateTimeOffset WaitingSince, DateTimeOffset DueAt);

    /// <param name="Waiting">How many wait and belong to nobody; counted up to 1,000.</param>
    public sealed record Board(IReadOnlyList<Member> Members, IReadOnlyList<Waiter> Next, int Waiting)
    {
        public int Free => Members.Where(it => it.Presence is SeatState.Online).Sum(it => Math.Max(0, it.Capacity - it.Load));
    }

    /// <param name="agentId">Only this one's row, and the queue left out; null for all.</param>
    public async Task<Board> HandleAsync(Guid? agentId, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        await using var everything = await whole.CreateDbContextAsync(cancel); // a colleague's desk is as full as it is, whoever looks
        var members = await MembersAsync(everything, agentId, cancel);
        if (agentId is not null)
            return new Board(members, [], 0);

        var waiting = db.Conversations.Where(it => it.AssigneeId == null && it.Status == ConversationStatus.Open && it.ReplyDueAt != null);
        var next = await waiting.OrderBy(it => it.ReplyDueAt).ThenBy(it => it.Id).Take(MostWaiting).Select(it => new Waiter(
            it.Id, it.Number, db.Set<Person>().Where(person => person.Id == it.PersonId).Select(person => person.Name).First(), it.ValueTier, it.AccessLane, it.InboxId, it.Language,
            it.MoodHidden ? null : it.Emotion, it.MoodHidden ? null : it.LastLevel, it.Urgent, it.WaitingSince!.Value, it.ReplyDueAt!.Value)).ToListAsync(cancel);
        return new Board(members, next, next.Count < MostWaiting ? next.Count : await waiting.Take(MostCounted).CountAsync(cancel));
    }

    private async Task<IReadOnlyList<Member>> MembersAsync(AppDb db, Guid? agentId, CancellationToken cancel)
    {
        var may = await roles.ReadAsync(cancel);
        var agents = (await db.Agents.AsNoTracking().Where(agent => agent.Active && (agentId == null || agent.Id == agentId)).OrderBy(agent => agent.Name).Take(MostAgents)
            .Select(agent => new { agent.Id, agent.Name, agent.TeamId, agent.Role }).ToListAsync(cancel)).Where(agent => may.Allows(agent.Role, Permission.Reply)).ToList();
        Guid[] ids = [.. agents.Select(agent => agent.Id)];
        var seats = await db.Seats.AsNoTracking().Where(seat => ids.Contains(seat.AgentId)).ToDictionaryAsync(seat => seat.AgentId, cancel);
        var loads = await AgentLoads.ReadAsync(db, await rules.ReadAsync(cancel), ids, clock.GetUtcNow(), cancel);
        var known = await skills.ReadAsync(cancel);
        return
        [
            .. agents.Select(agent =>
            {
                var seat = seats.GetValueOrDefault(agent.Id);
                var load = loads.GetValueOrDefault(agent.Id, AgentLoads.Load.None);
                return new Member(
                    agent.Id, agent.Name, agent.TeamId, seat?.State ?? SeatState.Offline, seat?.Since, load.Points, seat?.Capacity ?? Seat.UsualCapacity, load.Conversations, load.Waiting,
                    [.. known.Of(agent.Id).Select(it => (known.Find(it.Key), it.Value)).Where(it => it.Item1 is not null).OrderBy(it => it.Item1!.Name, StringComparer.Ordinal).Select(it => new SkillShown(it.Item1!.Name, it.Value))]);
            }).OrderBy(it => it.Presence switch { SeatState.Online => 0, SeatState.Busy => 1, SeatState.Away => 2, _ => 3 }).ThenByDescending(it => it.Load),
        ];
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/routing/board", async (ReadBoard board, CancellationToken cancel) => TypedResults.Ok(await board.HandleAsync(null, cancel)))
            .RequireAuthorization(Permission.SeeInsights)
            .WithSummary("Who is there, how much each has on their desk, and who waits for somebody")
            .Produces<Board>();
}
