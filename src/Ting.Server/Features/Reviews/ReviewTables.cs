using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Reviews.Calibration;
using Ting.Server.Features.Reviews.Scorecards;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Reviews;

public static class ReviewTables
{
    extension(AppDb db)
    {
        public DbSet<Scorecard> Scorecards => db.Set<Scorecard>();
        public DbSet<ScorecardEdition> ScorecardEditions => db.Set<ScorecardEdition>();
        public DbSet<Review> Reviews => db.Set<Review>();
        public DbSet<ReviewEntry> ReviewEntries => db.Set<ReviewEntry>();
        public DbSet<ReviewMark> ReviewMarks => db.Set<ReviewMark>();
        public DbSet<CalibrationSession> Calibrations => db.Set<CalibrationSession>();
        public DbSet<CalibrationUnit> CalibrationUnits => db.Set<CalibrationUnit>();
        public DbSet<CalibrationSheet> CalibrationSheets => db.Set<CalibrationSheet>();

        /// <summary>The next save takes away whatever words of a conversation were quoted in reviews of it, or written about it.</summary>
        public async Task ForgetReviewOfAsync(Guid conversationId, CancellationToken cancel)
        {
            if (await db.Reviews.SingleOrDefaultAsync(it => it.ConversationId == conversationId, cancel) is { } review)
            {
                review.Forget();
                (await db.ReviewEntries.Where(it => it.ReviewId == review.Id).ToListAsync(cancel)).ForEach(it => it.Forget());
            }

            foreach (var unit in await db.CalibrationUnits.AsNoTracking().Where(it => it.ConversationId == conversationId).ToListAsync(cancel))
                (await db.CalibrationSheets.Where(it => it.CalibrationId == unit.CalibrationId && it.Place == unit.Place).ToListAsync(cancel)).ForEach(it => it.Forget());
        }
    }
}
