using System.Security.Cryptography;
using System.Text;
using Ting.Server.Features.Academy.Courses;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Academy.Writing;

/// <summary>Parts of a course that are written one by one: two people can work on two of them at once. What a part said when it was opened is known by its mark.</summary>
internal static class CourseParts
{
    public static string HeadText(WrittenCourse course, string language) => Text(
        new { course.Shape.Minutes, course.Shape.Place, course.Shape.Icon, course.Shape.Rules, course.Shape.Private, course.Texts.GetValueOrDefault(language)?.Title, course.Texts.GetValueOrDefault(language)?.Summary }, "");

    public static string LessonText(WrittenCourse course, string lesson, string language) =>
        course.Texts.GetValueOrDefault(language)?.Lessons.GetValueOrDefault(lesson) is { } own ? $"## {own.Title}\n\n{own.Body}\n\n---\n{Text(own, "")}" : "";

    public static string ExerciseText(WrittenCourse course, string exercise, string language) => course.Shape.ExerciseOf(exercise) is { } shape
        ? Text(shape, course.Texts.GetValueOrDefault(language)?.Exercises.GetValueOrDefault(exercise) is { } own ? Text(own, "") : "")
        : "";

    /// <summary>Which lessons there are, with which exercises.</summary>
    public static string OrderText(WrittenCourse course) => Text(course.Shape.Lessons, "");

    public static string Mark(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];

    /// <summary>Somebody else may have changed the part since it was opened.</summary>
    public static Refusal? Unless(string text, string? mark) => string.IsNullOrEmpty(mark) || Mark(text) == mark ? null : Refusal.Stale("writing.changed_meanwhile");

    public static Refusal? AddLesson(WrittenCourse course, string language, string? key, string? title)
    {
        var wanted = key?.Trim() ?? "";
        if (!CourseChecks.IsKey(wanted))
            return Refusal.Invalid("writing.key", "lesson-key");
        if (course.Shape.LessonOf(wanted) is not null)
            return Refusal.Conflict("writing.key_taken") with { Field = "lesson-key" };
        if (Check.Name(title, "lesson-title", CourseChecks.LongestTitle) is { } refusal)
            return refusal;
        if (course.Shape.Lessons.Count >= CourseChecks.MostLessons)
            return Refusal.Conflict("writing.too_many_parts");
        course.Shape.Lessons.Add(new LessonFile { Key = wanted });
        TextIn(course, language).Lessons[wanted] = new LessonTextFile { Title = title!.Trim() };
        return null;
    }

    public static Refusal? AddExercise(WrittenCourse course, string language, string? lesson, string? key, string? kind)
    {
        var wanted = key?.Trim() ?? "";
        if (course.Shape.LessonOf(lesson ?? "") is not { } own)
            return Refusal.Invalid("form.choice", "lesson");
        if (!CourseChecks.IsKey(wanted))
            return Refusal.Invalid("writing.key", "exercise-key");
        if (course.Shape.ExerciseOf(wanted) is not null)
            return Refusal.Conflict("writing.key_taken") with { Field = "exercise-key" };
        if (Choice.Of<ExerciseKind>(kind) is not { } known)
            return Refusal.Invalid("form.choice", "kind");
        if (course.Shape.Exercises.Count() >= CourseChecks.MostExercises)
            return Refusal.Conflict("writing.too_many_parts");
        own.Exercises.Add(new ExerciseFile { Key = wanted, Kind = known.ToString().ToLowerInvariant() });
        TextIn(course, language).Exercises[wanted] = new ExerciseTextFile();
        return null;
    }

    /// <param name="does">up-lesson:KEY, drop-lesson:KEY, up-exercise:KEY, drop-exercise:KEY.</param>
    public static Refusal? Rearrange(WrittenCourse course, string does)
    {
        var (what, key) = does.Split(':', 2) is [var first, var second] ? (first, second) : ("", "");
        var lessons = course.Shape.Lessons;
        var lesson = lessons.FindIndex(it => it.Key == key);
        var holder = lessons.Find(it => it.Exercises.Exists(exercise => exercise.Key == key));
        var exercise = holder?.Exercises.FindIndex(it => it.Key == key) ?? -1;
        switch (what)
        {
            case "up-lesson" when lesson > 0:
                (lessons[lesson - 1], lessons[lesson]) = (lessons[lesson], lessons[lesson - 1]);
                return null;
            case "up-exercise" when exercise > 0:
                (holder!.Exercises[exercise - 1], holder.Exercises[exercise]) = (holder.Exercises[exercise], holder.Exercises[exercise - 1]);
                return null;
            case "drop-lesson" when lesson >= 0:
                foreach (var text in course.Texts.Values)
                {
                    text.Lessons.Remove(key);
                    lessons[lesson].Exercises.ForEach(it => text.Exercises.Remove(it.Key));
                }

                lessons.RemoveAt(lesson);
                return null;
            case "drop-exercise" when exercise >= 0:
                holder!.Exercises.RemoveAt(exercise);
                foreach (var text in course.Texts.Values)
                    text.Exercises.Remove(key);
                return null;
            default:
                return Refusal.Invalid("form.choice");
        }
    }

    /// <summary>A language that nobody has written in yet begins with an empty text.</summary>
    public static CourseTextFile TextIn(WrittenCourse course, string language)
    {
        if (!course.Texts.TryGetValue(language, out var text))
            course.Texts[language] = text = new CourseTextFile();
        return text;
    }

    private static string Text(object value, string rest) => $"{YamlText.Write(value)}{rest}";
}
