using Ting.Server.Features.Academy.Courses;
using Ting.Server.Features.Academy.Voice;

namespace Ting.Server.Features.Academy;

/// <summary>Where things of the academy are.</summary>
internal static class AcademyAddress
{
    public const string Home = "/academy";

    public const string Voice = "/academy/voice";

    public static string Pair(Guid id) => $"/academy/pairs/{id}";

    public static string Of(VoiceTake take) => $"{Voice}/takes/{take.Id}";

    public static string Of(VoiceDrill drill) => $"{Voice}/{drill.Key}";

    public static string Of(VoiceDrill drill, int line, int? manner) => $"{Of(drill)}?line={line}{(manner is null ? "" : $"&manner={manner}")}";

    public static string Of(Course course) => $"/academy/{course.Key}";

    public static string Of(Course course, Lesson lesson) => $"/academy/{course.Key}/{lesson.Key}";

    public static string Of(Course course, Exercise exercise) => $"/academy/{course.Key}/{course.LessonWith(exercise).Key}/{exercise.Key}";
}
