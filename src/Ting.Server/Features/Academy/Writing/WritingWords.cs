using Microsoft.Extensions.Localization;
using Ting.Server.Features.Academy.Courses;
using Ting.Server.Features.Agents;
using Ting.Server.Platform.Localisation;

namespace Ting.Server.Features.Academy.Writing;

/// <summary>The words in which pages speak of courses that are written.</summary>
internal static class WritingWords
{
    public static string Of(this IStringLocalizer<WritingText> text, FileProblem problem) => text[$"file.{problem.Code}", problem.Detail ?? ""];

    /// <summary>Who did something, by name.</summary>
    public static string ActorName(this IStringLocalizer<WritingText> text, Roster roster, string? actor) => actor?.Split(':') switch
    {
        ["agent", var id] when Guid.TryParse(id, out var agentId) => roster.NameOf(agentId) ?? text["actor.gone"],
        ["key", ..] => text["actor.program"],
        _ => "Ting 聽",
    };

    /// <summary>The language that is asked for, or else the reader's.</summary>
    public static string LanguageOf(string? asked) => Languages.All.FirstOrDefault(language => language.Code == asked)?.Code ?? Languages.Current.Code;
}
