using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.People;
using Ting.Server.Features.Surveys;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Insights;

/// <summary>The rows behind a number: counted, a page at a time in the order of the conversation numbers, or all of them as a stream.</summary>
internal static class RowQueries
{
    public const int PageSize = 50;

    public static Task<int>? CountAsync(AppDb db, InsightFilter filter, string name, string? of, DateTimeOffset now, CancellationToken cancel) =>
        name == "coach" ? FigureRows.Findings(db, filter, of).CountAsync(cancel) : FigureRows.Conversations(db, filter, name, of, now)?.CountAsync(cancel);

    /// <returns>The newest first, or null for a name nobody knows.</returns>
    public static IQueryable<RowShape>? Rows(AppDb db, InsightFilter filter, string name, string? of, string? cursor, DateTimeOffset now)
    {
        if (name == "coach")
        {
            var records = FigureRows.Findings(db, filter, of);
            if (Guid.TryParse(cursor, out var before))
                records = records.Where(record => record.Id < before);
            return from record in records
                   join it in db.Conversations.AsNoTracking() on record.ConversationId equals it.Id
                   join person in db.People on it.PersonId equals person.Id
                   orderby record.Id descending
                   select new RowShape(record.Id, it.Number, it.Subject, person.Name, it.Status, it.CreatedAt, it.FirstReplyAt, it.ResolvedAt, it.WaitingSince, it.ReplyDueAt,
                       it.MoodHidden ? null : it.FirstLevel, it.MoodHidden ? null : it.LastLevel, null, null, record.Text, record.Outcome.ToString());
        }

        if (FigureRows.Conversations(db, filter, name, of, now) is not { } conversations)
            return null;
        if (long.TryParse(cursor, CultureInfo.InvariantCulture, out var below))
            conversations = conversations.Where(it => it.Number < below);
        return from it in conversations
               join person in db.People on it.PersonId equals person.Id
               join rating in db.SatisfactionRatings on it.Id equals rating.ConversationId into ratings
               from rating in ratings.DefaultIfEmpty()
               orderby it.Number descending
               select new RowShape(null, it.Number, it.Subject, person.Name, it.Status, it.CreatedAt, it.FirstReplyAt, it.ResolvedAt, it.WaitingSince, it.ReplyDueAt,
                   it.MoodHidden ? null : it.FirstLevel, it.MoodHidden ? null : it.LastLevel, (int?)rating.Score, (double?)rating.Predicted, null, null);
    }
}
