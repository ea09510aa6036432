using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.People;

public static class PeopleTables
{
    extension(AppDb db)
    {
        public DbSet<Person> People => db.Set<Person>();
        public DbSet<Identity> Identities => db.Set<Identity>();
        public DbSet<Fact> Facts => db.Set<Fact>();
        public DbSet<ImportantDate> ImportantDates => db.Set<ImportantDate>();
        public DbSet<PersonMerge> PersonMerges => db.Set<PersonMerge>();
    }
}
