using Ting.Listening;
using Ting.Server.Features.Academy.Courses;
using Ting.Server.Features.Academy.Grading;
using Ting.Server.Features.Academy.SelfTests;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Localisation;

namespace Ting.Server.Tests.Features.Academy;

/// <summary>The files of the courses: whole in every language, and true by the same grader that learners meet.</summary>
public sealed class CourseContentTests
{
    private static readonly CourseBook Book = new();

    public static TheoryData<string> Keys => [.. Book.In("en").Select(course => course.Key)];

    private static IEnumerable<(Course Course, Exercise Exercise)> All =>
        Languages.All.SelectMany(language => Book.In(language.Code)).SelectMany(course => course.Exercises.Select(exercise => (course, exercise)));

    [Theory]
    [MemberData(nameof(Keys))]
    [Trait("req", "ACAD-01")]
    [Trait("req", "LANG-10")]
    public void A_course_is_the_same_whole_in_every_language(string key)
    {
        var courses = Languages.All.Select(language => Book.Find(key, language.Code)!).ToList();

        Assert.All(courses, course =>
        {
            Assert.NotEmpty(course.Title);
            Assert.NotEmpty(course.Summary);
            Assert.NotEmpty(course.Lessons);
            Assert.Contains(course.Exercises, exercise => exercise.IsTest);
            Assert.All(course.Lessons, lesson =>
            {
                Assert.NotEmpty(lesson.Title);
                Assert.True(lesson.Html.Length > 300, $"{course.Language} {key} {lesson.Key} says too little");
                Assert.DoesNotContain("<script", lesson.Html, StringComparison.OrdinalIgnoreCase);
                Assert.NotEmpty(lesson.Examples);
                Assert.NotEmpty(lesson.Exercises);
                Assert.NotEmpty(lesson.Reflection);
            });
            Assert.Equal(course.Exercises.Count(), course.Exercises.Select(exercise => exercise.Key).Distinct().Count());
        });
        Assert.Single(courses.Select(Shape).Distinct());

        static string Shape(Course course) => string.Join('\n', course.Lessons.Select(lesson => $"{lesson.Key} {lesson.Examples.Count}: " + string.Join(' ', lesson.Exercises.Select(exercise =>
            $"{exercise.Key}/{exercise.Kind}/{exercise.Items.Count}/{exercise.Bad.Count}/{exercise.Groups.Count}/{exercise.Customer is null}/{exercise.Given is null}/{string.Join(',', exercise.Items.Select(item => item.IsRight ? 1 : 0))}"))));
    }

    [Fact]
    public void An_exercise_has_what_its_kind_needs()
    {
        foreach (var (course, exercise) in All)
        {
            var name = $"{course.Language} {course.Key} {exercise.Key}";
            Assert.True(exercise.Needs.All(WritingGrader.Needs.Contains), name);
            if (exercise.IsWritten)
            {
                Assert.True(exercise.Model is { Length: > 0 } && exercise.Bad.Count > 0 && exercise.Items.Count == 0, name);
                Assert.True(exercise.Kind is not (ExerciseKind.Rewrite or ExerciseKind.Ask) || exercise.Given is not null, $"{name} gives nothing to say better");
                Assert.True(exercise.Kind is not (ExerciseKind.Refuse or ExerciseKind.Empathise) || exercise.Customer is not null, $"{name} has no customer");
                continue;
            }

            Assert.True(exercise.Items.Count > 1 && exercise.Needs.Count == 0, name);
            if (exercise.Kind is ExerciseKind.Choose)
                Assert.True(exercise.Items.Count(item => item.IsRight) == 1, $"{name} has not one right answer");
            if (exercise.Kind is ExerciseKind.Find)
                Assert.True(exercise.Items.Any(item => item.IsRight) && exercise.Items.Any(item => !item.IsRight), name);
            if (exercise.Kind is ExerciseKind.Classify or ExerciseKind.Match)
                Assert.True(exercise.Items.All(item => exercise.Groups.Contains(item.Group!)), name);
        }
    }

    [Fact]
    [Trait("req", "ACAD-06")]
    [Trait("req", "LANG-05")]
    [Trait("req", "ASK-05")]
    [Trait("req", "REF-05")]
    [Trait("req", "LIS-10")]
    public void Every_model_answer_passes_its_own_grader()
    {
        var failed = All.Where(it => it.Exercise.IsWritten)
            .Select(it => (Name: $"{it.Course.Language} {it.Course.Key} {it.Exercise.Key}", Grade: Grader.Of(it.Exercise, new Answer(it.Exercise.Model, null), it.Course.Language, "en")))
            .Where(it => it.Grade.Verdict is not Verdict.Right)
            .Select(it => $"{it.Name}: {string.Join("; ", it.Grade.Points.Where(point => point.State is not PointState.Good).Select(point => $"{point.Code} {point.Quote} {point.Rule}"))}");

        Nothing(failed);
    }

    [Fact]
    public void Every_bad_answer_fails_it()
    {
        var passed = All.SelectMany(it => it.Exercise.Bad.Select(bad => (Name: $"{it.Course.Language} {it.Course.Key} {it.Exercise.Key}: {bad}", Grade: Grader.Of(it.Exercise, new Answer(bad, null), it.Course.Language, "en"))))
            .Where(it => it.Grade.Verdict is not Verdict.Wrong)
            .Select(it => $"{it.Name} → {it.Grade.Verdict}");

        Nothing(passed);
    }

    [Fact]
    public void What_was_given_is_no_answer()
    {
        var passed = All.Where(it => it.Exercise.Given is not null)
            .Where(it => Grader.Of(it.Exercise, new Answer($" {it.Exercise.Given} ", null), it.Course.Language, "en").Verdict is not Verdict.Wrong)
            .Select(it => $"{it.Course.Language} {it.Exercise.Key}");

        Nothing(passed);
    }

    [Fact]
    public void What_is_picked_is_right_only_when_all_of_it_is()
    {
        foreach (var (course, exercise) in All.Where(it => !it.Exercise.IsWritten))
        {
            var right = PickGrader.Solve(exercise);
            Assert.Equal((Verdict.Right, 100), (Grade(right).Verdict, Grade(right).Score));

            int[] wrong = exercise.Kind is ExerciseKind.Choose or ExerciseKind.Find
                ? [.. Enumerable.Range(0, exercise.Items.Count).Except(right)]
                : [.. right.Select(place => exercise.Kind is ExerciseKind.Classify or ExerciseKind.Match ? (place + 1) % exercise.Groups.Count : exercise.Items.Count + 1 - place)];
            if (exercise.Kind is ExerciseKind.Choose)
                wrong = [wrong[0]];
            Assert.NotEqual(Verdict.Right, Grade(wrong).Verdict);
            Assert.True(Grade(wrong).Score < 100, exercise.Key);
            Assert.Equal(Verdict.Wrong, Grade([]).Verdict);
            Assert.NotEqual(Verdict.Right, Grade([-1, int.MaxValue]).Verdict);

            Grade Grade(IReadOnlyList<int> picks) => Grader.Of(exercise, new Answer(null, picks), course.Language, "en");
        }
    }

    [Fact]
    [Trait("req", "LANG-01")]
    public void A_line_said_to_break_a_rule_of_wording_is_marked_by_the_coach_too()
    {
        var unmarked = All.Where(it => it.Exercise.Kind is ExerciseKind.Find)
            .SelectMany(it => it.Exercise.Items.Where(item => item.Rule?.StartsWith("LANG-", StringComparison.Ordinal) is true).Select(item => (it.Course.Language, item)))
            .Where(it => Coach.Review(it.item.Text, language: LanguageCode.ForEngine(it.Language)).Findings.Count == 0)
            .Select(it => $"{it.Language}: {it.item.Text}");

        Nothing(unmarked);
    }

    [Fact]
    public void What_the_coach_marks_leads_to_a_course_about_it()
    {
        var marked = All.SelectMany(it => it.Exercise.Items.Select(item => (it.Course.Language, item.Text)))
            .SelectMany(it => Coach.Review(it.Text, language: LanguageCode.ForEngine(it.Language)).Findings)
            .Select(finding => finding.Rule)
            .Distinct();

        Nothing(marked.Where(rule => !All.Any(it => it.Course.Trains(rule))));
    }

    private static void Nothing(IEnumerable<string> found)
    {
        var all = found.ToList();
        Assert.True(all.Count == 0, string.Join('\n', all));
    }

    [Fact]
    [Trait("req", "LIS-12")]
    public void The_self_test_has_twenty_statements_in_every_language()
    {
        var statements = new ListeningStatements();

        Assert.All(Languages.All, language => Assert.Equal(20, statements.In(language.Code).Distinct().Count()));
    }
}
