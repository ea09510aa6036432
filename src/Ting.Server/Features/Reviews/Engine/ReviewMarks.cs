using System.Text;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Reviews.Engine;

internal static class ReviewMarks
{
    private const int Columns = 5;
    private const int AtOnce = 500;

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

    /// <summary>The same for reviews that have none yet. They are most of what a review writes, so they go in many at a time; names of columns come from here, every value is a parameter.</summary>
    public static void AddAll(AppDb db, IReadOnlyList<(Review Review, IReadOnlyList<CriterionResult> Results)> reviews) => db.AddDirect(async cancel =>
    {
        foreach (var part in reviews.SelectMany(it => it.Results.Where(IsCounted), (it, result) => (it.Review, Result: result)).Chunk(AtOnce))
        {
            var values = new List<object>(part.Length * Columns);
            var sql = new StringBuilder("""INSERT INTO review_marks ("ReviewId", "AgentId", "Criterion", "Failed", "ResolvedAt") VALUES """);
            foreach (var (review, result) in part)
            {
                sql.Append(values.Count == 0 ? "(" : ",(").Append(Next(review.Id)).Append(',').Append(review.AgentId is { } agent ? Next(agent) : "NULL").Append(',')
                    .Append(Next(result.Criterion)).Append(',').Append(Next(result.Verdict is CriterionVerdict.Failed)).Append(',').Append(Next(Moment.Whole(review.ResolvedAt).UtcDateTime)).Append(')');
            }

            await db.Database.ExecuteSqlRawAsync(sql.ToString(), values, cancel);

            string Next(object value)
            {
                values.Add(value);
                return $$"""{{{values.Count - 1}}}""";
            }
        }
    });

    private static IEnumerable<CriterionResult> Counted(Review review) => review.ReadResults().Where(IsCounted);

    private static bool IsCounted(CriterionResult it) => it.Verdict is CriterionVerdict.Passed or CriterionVerdict.Failed;
}
