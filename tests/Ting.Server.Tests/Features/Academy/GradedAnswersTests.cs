using System.Text.Json;
using Ting.Measurement;
using Ting.Server.Features.Academy.Courses;
using Ting.Server.Features.Academy.Grading;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Academy;

/// <summary>The grader beside a trainer who graded three hundred answers by hand, without knowing its rules.</summary>
public sealed class GradedAnswersTests
{
    private static readonly CourseBook Book = new();
    private static readonly IReadOnlyList<Graded> Answers = Read();

    /// <param name="Pass">What the trainer says.</param>
    private sealed record Graded(string Id, string Language, string Course, string Exercise, string Answer, bool Pass, string Why, bool Doubt)
    {
        public Grade Grade => Grader.Of(Book.Find(Course, Language)!.ExerciseOf(Exercise)!, new Ting.Server.Features.Academy.Grading.Answer(Answer, []), Language, "en");

        public bool Passes => Grade.Verdict is not Verdict.Wrong;
    }

    [Fact]
    [Trait("req", "ACAD-05")]
    public void It_passes_what_a_trainer_passes()
    {
        var kappa = KappaOf(Answers);

        Assert.Equal(300, Answers.Count);
        Assert.True(kappa >= 0.75, $"kappa {kappa:F3}:\n{Disagreements(Answers)}");
    }

    private static string Disagreements(IEnumerable<Graded> answers) => string.Join('\n', answers.Where(it => it.Passes != it.Pass).Select(it =>
        $"{it.Id} {it.Course}/{it.Exercise}: the trainer says {it.Pass}, the grader {it.Grade.Verdict} ({string.Join(", ", it.Grade.Points.Where(point => point.State is not PointState.Good).Select(point => point.Code))}): {it.Answer}"));

    private static double KappaOf(IReadOnlyList<Graded> answers) =>
        CohenKappa.Of([.. answers.Select(it => (int?)(it.Pass ? 1 : 0))], [.. answers.Select(it => (int?)(it.Passes ? 1 : 0))], 2).Kappa!.Value;

    private static List<Graded> Read()
    {
        using var stream = typeof(GradedAnswersTests).Assembly.GetManifestResourceStream("graded-answers.jsonl")!;
        using var reader = new StreamReader(stream);
        List<Graded> all = [];
        while (reader.ReadLine() is { } line)
            all.Add(JsonSerializer.Deserialize<Graded>(line, TestServer.Json)!);
        return all;
    }
}
