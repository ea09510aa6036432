using Microsoft.Extensions.Localization;
using Ting.Server.Ui;

namespace Ting.Server.Features.People;

/// <summary>How screens name what is known of a person.</summary>
internal static class FactWords
{
    /// <summary>"likes the colour", "allergic to" …; an attribute no screen has words for names itself.</summary>
    public static string Name(IStringLocalizer<PeopleText> text, string attribute) =>
        text[$"fact.{attribute}"] is { ResourceNotFound: false } name ? name : attribute;

    public static Source SourceOf(Fact fact) => fact.Source switch { FactSource.Ear => Source.Ear, FactSource.Eye => Source.Eye, _ => Source.Heart };
}
