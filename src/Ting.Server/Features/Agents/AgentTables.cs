using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Agents;

public static class AgentTables
{
    extension(AppDb db)
    {
        public DbSet<Agent> Agents => db.Set<Agent>();
        public DbSet<Team> Teams => db.Set<Team>();
        public DbSet<RoleSettings> RoleSettings => db.Set<RoleSettings>();
        public DbSet<ApiKey> ApiKeys => db.Set<ApiKey>();
    }
}
