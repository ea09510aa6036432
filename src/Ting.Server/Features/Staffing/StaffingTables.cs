using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Staffing;

public static class StaffingTables
{
    extension(AppDb db)
    {
        public DbSet<Seat> Seats => db.Set<Seat>();
        public DbSet<Skill> Skills => db.Set<Skill>();
        public DbSet<AgentSkill> AgentSkills => db.Set<AgentSkill>();

        /// <summary>The agent's seat, which is made when there is none yet.</summary>
        public async Task<Seat> SeatAsync(Guid agentId, DateTimeOffset now, CancellationToken cancel)
        {
            if (await db.Seats.SingleOrDefaultAsync(seat => seat.AgentId == agentId, cancel) is { } seat)
                return seat;

            return db.Seats.Add(new Seat(agentId, now)).Entity;
        }
    }
}
