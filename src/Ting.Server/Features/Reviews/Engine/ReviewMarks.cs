using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Reviews.Engine;

internal static class ReviewMarks
{
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

    /// <summary>The same for a review that has none yet.</summary>
    public static void AddAll(AppDb db, Review review) =>
        db.ReviewMarks.AddRange(Counted(review).Select(result => new ReviewMark(review, result.Criterion, result.Verdict is CriterionVerdict.Failed)));

    private static IEnumerable<CriterionResult> Counted(Review review) => review.ReadResults().Where(it => it.Verdict is CriterionVerdict.Passed or CriterionVerdict.Failed);
}
