using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Reviews.Engine;

internal static class ReviewMarks
{
    // Very many small rows: one statement for all of them, with one parameter that holds them.
    private const string IntoSqlite = """
        INSERT INTO review_marks ("ReviewId", "AgentId", "Criterion", "Failed", "ResolvedAt")
        SELECT value ->> 'ReviewId', value ->> 'AgentId', value ->> 'Criterion', value ->> 'Failed', value ->> 'ResolvedAt' FROM json_each({0})
        """;

    private const string IntoPostgres = """
        INSERT INTO review_marks ("ReviewId", "AgentId", "Criterion", "Failed", "ResolvedAt")
        SELECT * FROM json_to_recordset({0}::json) AS mark("ReviewId" uuid, "AgentId" uuid, "Criterion" text, "Failed" boolean, "ResolvedAt" timestamptz)
        """;

    /// <summary>What passed and failed in a review, as it counts now; what nobody could tell is not counted.</summary>
    public static async Task WriteAsync(AppDb db, Review review, CancellationToken cancel)
    {
        var marks = await db.ReviewMarks.Where(it => it.ReviewId == review.Id).ToDictionaryAsync(it => it.Criterion, cancel);
        foreach (var result in Counted(review))
        {
            if (marks.Remove(result.Criterion, out var mark))
                mark.Set(review, result.Verdict is CriterionVerdict.Failed);
            else
                db.ReviewMarks.Add(new ReviewMark(review, result.Criterion, result.Verdict is CriterionVerdict.Failed));
        }

        db.ReviewMarks.RemoveRange(marks.Values);
    }

    /// <summary>The same for reviews that have none yet.</summary>
    public static void AddAll(AppDb db, IReadOnlyList<(Review Review, IReadOnlyList<CriterionResult> Results)> reviews)
    {
        var isSqlite = db.Database.IsSqlite();
        var rows = reviews.SelectMany(it => it.Results.Where(IsCounted), (it, result) => new Row(
            AppDb.IdOf(it.Review.Id), it.Review.AgentId is { } agent ? AppDb.IdOf(agent) : null, result.Criterion, result.Verdict is CriterionVerdict.Failed,
            Moment.Whole(it.Review.ResolvedAt).UtcDateTime.ToString(isSqlite ? "yyyy-MM-dd HH:mm:ss.FFFFFFF" : "O", CultureInfo.InvariantCulture)));
        var json = JsonSerializer.Serialize(rows);
        db.AddDirect(cancel => db.Database.ExecuteSqlRawAsync(isSqlite ? IntoSqlite : IntoPostgres, [json], cancel));
    }

    private static IEnumerable<CriterionResult> Counted(Review review) => review.ReadResults().Where(IsCounted);

    private static bool IsCounted(CriterionResult it) => it.Verdict is CriterionVerdict.Passed or CriterionVerdict.Failed;

    private sealed record Row(string ReviewId, string? AgentId, string Criterion, bool Failed, string ResolvedAt);
}
