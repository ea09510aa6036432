namespace Ting.Server.Features.Academy.Courses;

/// <summary>What is wrong in a course's files, and where.</summary>
/// <param name="File">course.yaml, zh-Hans.md …</param>
/// <param name="Line">From 1.</param>
/// <param name="Code">Its sentence is <c>file.{Code}</c> of WritingText.</param>
/// <param name="Detail">The word that is meant, or what the reader of YAML says.</param>
/// <param name="Part">The key of the lesson or exercise; null when it is about the whole course.</param>
public sealed record FileProblem(string File, int Line, string Code, string? Detail = null, string? Part = null);
