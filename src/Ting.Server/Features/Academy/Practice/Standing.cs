using Ting.Server.Features.Academy.Courses;
using Ting.Server.Features.Academy.Grading;

namespace Ting.Server.Features.Academy.Practice;

/// <summary>How far an agent is with one course.</summary>
/// <param name="Right">Exercises that were right at least once.</param>
/// <param name="Tried">Exercises that were tried.</param>
/// <param name="TestRight">Questions of the test whose last answer was right.</param>
public sealed record Standing(int Right, int Tried, int Exercises, int TestRight, int Test)
{
    /// <summary>What of the test must be right in the end.</summary>
    public const double PassMark = 0.8;

    public double Share => Exercises == 0 ? 0 : (double)Right / Exercises;

    public bool IsComplete => Right == Exercises;

    /// <summary>Every exercise was tried, and enough of the test is right: the certificate can be had.</summary>
    public bool HasPassed => Tried == Exercises && Test > 0 && TestRight >= PassMark * Test;

    /// <param name="cards">Of this agent; those of other courses are passed over.</param>
    public static Standing Of(Course course, IEnumerable<PracticeCard> cards)
    {
        var own = cards.Where(card => card.Course == course.Key).ToDictionary(card => card.Exercise);
        var exercises = course.Exercises.Select(exercise => (exercise.IsTest, Card: own.GetValueOrDefault(exercise.Key))).ToList();
        return new Standing(
            exercises.Count(it => it.Card?.Best is Verdict.Right), exercises.Count(it => it.Card is not null), exercises.Count,
            exercises.Count(it => it.IsTest && it.Card?.Last is Verdict.Right), exercises.Count(it => it.IsTest));
    }
}
