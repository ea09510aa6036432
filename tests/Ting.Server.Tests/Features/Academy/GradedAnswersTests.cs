using System.Text.Json;
using Ting.Measurement;
using Ting.Server.Features.Academy.Courses;
using Ting.Server.Features.Academy.Grading;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Academy;

/// <summary>
/// The grader beside trainers who wrote and graded answers by hand, without knowing its rules. The first set has been looked at while the grader was made;
/// the second was graded afterwards, by somebody else: seen for the first time, it agreed at .68, and only words for feelings were added since.
/// </summary>
public sealed class GradedAnswersTests
{
    private static readonly CourseBook Book = new();

    /// <param name="Pass">What the trainer says.</param>
    private sealed record Graded(string Id, string Language, string Course, string Exercise, string Answer, bool Pass, string Why, bool Doubt)
    {
        public Grade Grade => Grader.Of(Book.Find(Course, Language)!.ExerciseOf(Exercise)!, new Ting.Server.Features.Academy.Grading.Answer(Answer, []), Language, "en");

        public bool Passes => Grade.Verdict is not Verdict.Wrong;
    }

    [Theory]
    [Trait("req", "ACAD-06")]
    [InlineData("graded-answers.jsonl", 300, 0.75)]
    [InlineData("graded-answers-2.jsonl", 150, 0.70)]
    public void It_passes_what_a_trainer_passes(string file, int count, double least)
    {
        var answers = Read(file);

        Assert.Equal(count, answers.Count);
        var kappa = KappaOf(answers);
        Assert.True(kappa >= least, $"kappa {kappa:F3}:\n{Disagreements(answers)}");
    }

    private static string Disagreements(IEnumerable<Graded> answers) => string.Join('\n', answers.Where(it => it.Passes != it.Pass).Select(it =>
        $"{it.Id} {it.Course}/{it.Exercise}: the trainer says {it.Pass}, the grader {it.Grade.Verdict} ({string.Join(", ", it.Grade.Points.Where(point => point.State is not PointState.Good).Select(point => point.Code))}): {it.Answer}"));

    private static double KappaOf(IReadOnlyList<Graded> answers) =>
        CohenKappa.Of([.. answers.Select(it => (int?)(it.Pass ? 1 : 0))], [.. answers.Select(it => (int?)(it.Passes ? 1 : 0))], 2).Kappa!.Value;

    private static List<Graded> Read(string file)
    {
        using var stream = typeof(GradedAnswersTests).Assembly.GetManifestResourceStream(file)!;
        using var reader = new StreamReader(stream);
        List<Graded> all = [];
        while (reader.ReadLine() is { } line)
            all.Add(JsonSerializer.Deserialize<Graded>(line, TestServer.Json)!);
        return all;
    }
}
