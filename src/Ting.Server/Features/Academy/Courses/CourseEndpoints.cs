using Ting.Server.Platform.Data;
using Ting.Server.Platform.Localisation;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Academy.Courses;

/// <summary>Courses as programs read them, in the language of the request; the answers stay here.</summary>
internal static class CourseEndpoints
{
    public sealed record Head(string Key, string Title, string Summary, int Minutes, IReadOnlyList<string> Rules, bool Private, int Lessons, int Exercises)
    {
        internal static Head Of(Course course) => new(course.Key, course.Title, course.Summary, course.Minutes, course.Rules, course.IsPrivate, course.Lessons.Count, course.Exercises.Count());
    }

    public sealed record List(IReadOnlyList<Head> Items);

    public sealed record Whole(string Key, string Language, string Title, string Summary, int Minutes, IReadOnlyList<string> Rules, bool Private, IReadOnlyList<LessonShape> Lessons);

    public sealed record LessonShape(string Key, string Title, string Html, IReadOnlyList<LessonExample> Examples, string Reflection, IReadOnlyList<ExerciseShape> Exercises);

    /// <param name="Items">What there is to pick from, mixed.</param>
    public sealed record ExerciseShape(string Key, ExerciseKind Kind, bool Test, string? Task, string? Situation, string? Customer, string? Given, IReadOnlyList<ItemShape> Items, IReadOnlyList<string> Groups);

    /// <param name="Index">By which the item is picked.</param>
    public sealed record ItemShape(int Index, string Text);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/courses", async (Kept<CourseBook> books, CancellationToken cancel) => TypedResults.Ok(new List([.. (await books.ReadAsync(cancel)).In(Languages.Current.Code).Select(Head.Of)])))
            .WithSummary("List courses");

        api.MapGet("/courses/{key}", async (string key, Kept<CourseBook> books, CancellationToken cancel) => (await books.ReadAsync(cancel)).Find(key, Languages.Current.Code) is { } course ? TypedResults.Ok(Of(course)) : Refusal.NotFound("course.not_found").ToHttp())
            .WithSummary("One course with its lessons and exercises, without the answers")
            .Produces<Whole>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static Whole Of(Course course) => new(
        course.Key, course.Language, course.Title, course.Summary, course.Minutes, course.Rules, course.IsPrivate,
        [.. course.Lessons.Select(lesson => new LessonShape(lesson.Key, lesson.Title, lesson.Html, lesson.Examples, lesson.Reflection, [.. lesson.Exercises.Select(Of)]))]);

    private static ExerciseShape Of(Exercise exercise) => new(
        exercise.Key, exercise.Kind, exercise.IsTest, exercise.Task, exercise.Situation, exercise.Customer, exercise.Given,
        [.. exercise.Shown.Select(at => new ItemShape(at, exercise.Items[at].Text))], exercise.Groups);
}
