using Ting.Server.Features.Academy.Courses;

namespace Ting.Server.Features.Academy.Grading;

/// <summary>Grades one answer. Pure: the same answer always gets the same grade.</summary>
public static class Grader
{
    /// <param name="exercise">In the language of the course.</param>
    /// <param name="answer">Picks that do not exist count as wrong.</param>
    /// <param name="language">zh-Hans, ja or en: of the course.</param>
    /// <param name="explainIn">zh-Hans, ja or en: of the learner.</param>
    public static Grade Of(Exercise exercise, Answer answer, string language, string explainIn)
    {
        ArgumentNullException.ThrowIfNull(exercise);
        ArgumentNullException.ThrowIfNull(answer);
        return exercise.IsWritten
            ? WritingGrader.Of(exercise, answer.Text?.Trim() ?? "", language, explainIn)
            : PickGrader.Of(exercise, answer.Picks ?? [], language);
    }
}
