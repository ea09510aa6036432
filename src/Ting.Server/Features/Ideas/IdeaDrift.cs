using Ting.Measurement;

namespace Ting.Server.Features.Ideas;

/// <summary>Which way an idea has gone since it was first asked about. What delighted yesterday is expected today.</summary>
/// <param name="IsClear">Both classes stood out from the next (Fong), so that it is more than chance; always so for what is known from elsewhere.</param>
public sealed record IdeaDrift(IdeaClass First, IdeaClass Last, bool IsClear)
{
    /// <summary>From attractive over performance towards must-be; the others have no place on this way.</summary>
    private static readonly KanoClass[] Way = [KanoClass.Attractive, KanoClass.OneDimensional, KanoClass.MustBe];

    /// <summary>Above 0 towards must-be, below 0 back towards attractive.</summary>
    public int Steps => Array.IndexOf(Way, Last.Class) - Array.IndexOf(Way, First.Class);

    /// <param name="classes">Of one idea, the oldest first.</param>
    /// <returns>Null when it stands where it stood, or was found on this way once only.</returns>
    public static IdeaDrift? Of(IEnumerable<IdeaClass> classes)
    {
        var onWay = classes.Where(it => Way.Contains(it.Class)).ToList();
        if (onWay.Count < 2 || onWay[0].Class == onWay[^1].Class)
            return null;
        return new(onWay[0], onWay[^1], onWay[0].Counts is not { IsClear: false } && onWay[^1].Counts is not { IsClear: false });
    }
}
