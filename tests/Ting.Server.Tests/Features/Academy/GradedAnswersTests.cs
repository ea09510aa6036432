using System.Globalization;
using System.Text;
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
    public void It_passes_what_a_trainer_passes()
    {
        var report = new StringBuilder();
        foreach (var group in Answers.GroupBy(it => it.Language).Append(Answers.GroupBy(_ => "all").Single()))
        {
            var kappa = KappaOf([.. group]);
            report.AppendLine(CultureInfo.InvariantCulture, $"{group.Key}: {group.Count()}, agree {group.Count(it => it.Passes == it.Pass)}, kappa {kappa:F3}, strict {KappaOf([.. group], strict: true):F3}");
        }

        foreach (var it in Answers.Where(it => it.Passes != it.Pass))
            report.AppendLine(CultureInfo.InvariantCulture, $"{it.Id} {it.Course}/{it.Exercise} trainer {it.Pass} grader {it.Grade.Verdict} [{string.Join(", ", it.Grade.Points.Select(point => $"{point.State}:{point.Code}:{point.Quote}:{point.Rule}"))}] {it.Answer} | {it.Why}");
        File.WriteAllText("/tmp/graded.txt", report.ToString());
    }

    private static double KappaOf(IReadOnlyList<Graded> answers, bool strict = false)
    {
        var table = new int[2][];
        for (var row = 0; row < 2; row++)
            table[row] = [.. Enumerable.Range(0, 2).Select(column => answers.Count(it => it.Pass == (row == 1) && (strict ? it.Grade.Verdict is Verdict.Right : it.Passes) == (column == 1)))];
        return CohenKappa.Of(table).Kappa ?? 0;
    }

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
