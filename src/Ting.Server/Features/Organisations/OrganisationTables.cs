using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Organisations;

public static class OrganisationTables
{
    extension(AppDb db)
    {
        public DbSet<Organisation> Organisations => db.Set<Organisation>();
        public DbSet<OrganisationDomain> OrganisationDomains => db.Set<OrganisationDomain>();
        public DbSet<Membership> Memberships => db.Set<Membership>();
        public DbSet<OrganisationFact> OrganisationFacts => db.Set<OrganisationFact>();
    }
}
