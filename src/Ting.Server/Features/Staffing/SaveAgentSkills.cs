using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Staffing;

/// <summary>What an agent can do how well, and how much they can take at once (TEAM-03).</summary>
public static class SaveAgentSkills
{
    public sealed record Request
    {
        /// <summary>Points of work at once.</summary>
        [Range(0, Seat.MostCapacity)]
        public int Capacity { get; set; } = Seat.UsualCapacity;

        /// <summary>All the skills they shall have.</summary>
        [MaxLength(100)]
        public List<Level> Skills { get; set; } = [];
    }

    /// <param name="Value">1 a little, 5 as well as anybody.</param>
    public sealed record Level(Guid SkillId, [property: Range(1, AgentSkill.HighestLevel)] int Value);

    public sealed record Response(Guid AgentId, int Capacity, IReadOnlyList<Level> Skills);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/agents/{id:guid}/skills", async (Guid id, IDbContextFactory<AppDb> database, Kept<SeatBook> seats, Kept<SkillBook> book, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                if (!await db.Agents.AnyAsync(agent => agent.Id == id, cancel))
                    return Refusal.NotFound("agent.not_found").ToHttp();

                var levels = (await book.ReadAsync(cancel)).Of(id).Select(it => new Level(it.Key, it.Value));
                return TypedResults.Ok(new Response(id, (await seats.ReadAsync(cancel)).Of(id).Capacity, [.. levels]));
            })
            .WithSummary("An agent's skills and how much they can take at once")
            .Produces<Response>()
            .ProducesProblem(StatusCodes.Status404NotFound);

        api.MapPut("/agents/{id:guid}/skills", async (Guid id, Request request, ClaimsPrincipal user, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, user, request, cancel)).ToHttp(TypedResults.Ok))
            .RequireAuthorization(Permission.Administer)
            .WithSummary("Say what an agent can do and how much they can take at once")
            .Produces<Response>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, LiveFeed live, TimeProvider clock)
    {
        public Task<Outcome<Response>> HandleAsync(Guid agentId, ClaimsPrincipal user, Request request, CancellationToken cancel) => Attempts.OnConflictAsync<Outcome<Response>>(async () =>
        {
            if (request.Capacity is < 0 or > Seat.MostCapacity)
                return Refusal.Invalid("staffing.capacity", "capacity");
            if (request.Skills.Any(it => it.Value is < 1 or > AgentSkill.HighestLevel) || request.Skills.DistinctBy(it => it.SkillId).Count() < request.Skills.Count)
                return Refusal.Invalid("skill.level", "skills");

            await using var db = await database.CreateDbContextAsync(cancel);
            if (!await db.Agents.AnyAsync(agent => agent.Id == agentId, cancel))
                return Refusal.NotFound("agent.not_found");
            Guid[] wanted = [.. request.Skills.Select(it => it.SkillId)];
            if (await db.Skills.CountAsync(skill => wanted.Contains(skill.Id), cancel) < wanted.Length)
                return Refusal.Invalid("skill.not_found", "skills");

            var (now, actor) = (clock.GetUtcNow(), user.Actor());
            var seat = await db.SeatAsync(agentId, now, cancel);
            if (seat.Allow(request.Capacity, actor, now) is { } line)
                db.Append(line);
            if (await RateAsync(db, agentId, request.Skills, cancel))
                db.Append(seat.Log("agent.skills", actor, now, new { skills = request.Skills }));
            await db.SaveChangesAsync(cancel);
            live.Publish(SetPresence.Topic);
            return new Response(agentId, seat.Capacity, request.Skills);
        });

        private static async Task<bool> RateAsync(AppDb db, Guid agentId, IReadOnlyList<Level> skills, CancellationToken cancel)
        {
            var before = await db.AgentSkills.Where(it => it.AgentId == agentId).ToDictionaryAsync(it => it.SkillId, cancel);
            var changed = false;
            foreach (var (skillId, level) in skills)
            {
                if (!before.Remove(skillId, out var known))
                    db.AgentSkills.Add(new AgentSkill(agentId, skillId, level));
                else if (known.Level != level)
                    known.Rate(level);
                else
                    continue;
                changed = true;
            }

            db.AgentSkills.RemoveRange(before.Values);
            return changed || before.Count > 0;
        }
    }
}
