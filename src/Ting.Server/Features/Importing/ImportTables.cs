using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Importing;

public static class ImportTables
{
    extension(AppDb db)
    {
        public DbSet<PeopleImport> PeopleImports => db.Set<PeopleImport>();
        public DbSet<ImportRemark> ImportRemarks => db.Set<ImportRemark>();
    }
}
