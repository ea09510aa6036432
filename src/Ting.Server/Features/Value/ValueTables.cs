using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Value;

public static class ValueTables
{
    extension(AppDb db)
    {
        public DbSet<Order> Orders => db.Set<Order>();
        public DbSet<CustomerValue> CustomerValues => db.Set<CustomerValue>();
        public DbSet<ValueSettings> ValueSettings => db.Set<ValueSettings>();

        /// <summary>As they are set, or the usual ones.</summary>
        internal async Task<ValueSettings> ReadValueSettingsAsync(CancellationToken cancel) =>
            await db.Set<ValueSettings>().AsNoTracking().SingleOrDefaultAsync(cancel) ?? new ValueSettings("CNY");
    }
}
