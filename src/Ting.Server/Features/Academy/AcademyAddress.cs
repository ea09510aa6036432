using Ting.Server.Features.Academy.Courses;

namespace Ting.Server.Features.Academy;

/// <summary>Where things of the academy are.</summary>
internal static class AcademyAddress
{
    public const string Home = "/academy";

    public static string Of(Course course) => $"/academy/{course.Key}";

    public static string Of(Course course, Lesson lesson) => $"/academy/{course.Key}/{lesson.Key}";

    public static string Of(Course course, Exercise exercise) => $"/academy/{course.Key}/{course.LessonWith(exercise).Key}/{exercise.Key}";
}
