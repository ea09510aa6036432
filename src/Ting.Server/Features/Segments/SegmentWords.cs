using System.Globalization;
using Microsoft.Extensions.Localization;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Fields;
using Ting.Server.Features.Importing;
using Ting.Server.Features.People;
using Ting.Server.Features.Value;
using Ting.Server.Platform.Localisation;

namespace Ting.Server.Features.Segments;

/// <summary>Says in the reader's language what a segment asks. What is kept is data; the sentences are made here.</summary>
internal sealed class SegmentWords(
    IStringLocalizer<SegmentsText> text, IStringLocalizer<ConversationsText> words, IStringLocalizer<PeopleText> people, IStringLocalizer<ValueText> value, ImportWords columns, DateFormats dates)
{
    /// <summary>A condition as one reads it: "last contact at least 90 days ago".</summary>
    public string If(SegmentCondition it, SegmentWorld world)
    {
        var own = world.OwnOf(it);
        if (it.Field is SegmentField.Own && own is null)
            return text["if.gone"];

        var name = Name(it.Field, it.Key, world);
        return SegmentValues.ShapeOf(it.Field, it.Operator, own) switch
        {
            SegmentShape.Nothing => text[$"if.{Key(it.Operator)}", name],
            SegmentShape.Days => text[$"if.days.{Key(it.Operator)}", name, dates.Number(it.Whole)],
            SegmentShape.Day => text[$"if.day.{Key(it.Operator)}", name, Value(it, it.Values.Count > 0 ? it.Values[0] : "", world)],
            SegmentShape.Number => text[$"if.{Key(it.Operator)}", name, Value(it, it.Values.Count > 0 ? it.Values[0] : "", world)],
            SegmentShape.Choice when it.Field is SegmentField.AccessLane => text[it.Operator is SegmentOperator.Is ? "if.access.is" : "if.access.isNot"],
            SegmentShape.Words when it.Field is SegmentField.Fact => text[it.Operator is SegmentOperator.Is ? "if.fact.is" : "if.fact.isNot", name, All(it, world)],
            _ => text[$"if.{Key(it.Operator)}", name, All(it, world)],
        };
    }

    /// <summary>What a condition looks at.</summary>
    public string Name(SegmentField field, string? key, SegmentWorld world) => field switch
    {
        SegmentField.Fact => FactWords.Name(people, key ?? ""),
        SegmentField.Own => Guid.TryParse(key, out var id) && world.Fields.Find(id) is { } own ? own.Name : text["if.gone"],
        _ => text[$"field.{Key(field)}"],
    };

    public string Value(SegmentCondition it, string given, SegmentWorld world) => it.Field switch
    {
        SegmentField.Tier => given == SegmentValues.None ? text["none.tier"] : words[$"tier.{given}"],
        SegmentField.Language => given == SegmentValues.None ? text["none.language"] : Languages.All.FirstOrDefault(language => language.Code == given)?.Name ?? given,
        SegmentField.Rfm => value[$"segment.{char.ToUpperInvariant(given[0])}{given[1..]}"],
        SegmentField.Label => Guid.TryParse(given, out var id) ? world.Labels.FirstOrDefault(label => label.Id == id)?.Name ?? text["if.gone"] : given,
        SegmentField.ChurnRisk => text["percent", given],
        SegmentField.Own when world.OwnOf(it) is { } own => Own(own, given),
        SegmentField.OpenConversations or SegmentField.Orders or SegmentField.Revenue or SegmentField.LastScore => dates.Number(it.Whole),
        _ => given,
    };

    public string CountOf(SegmentPeople.Preview it) =>
        it.More ? text["count.more", dates.Number(SegmentPeople.MostCounted)]
        : it.Complete ? text["count", dates.Number(it.Count)]
        : text["count.least", dates.Number(it.Count), dates.Number(SegmentPeople.MostCountedAmong)];

    public string[] Columns() => [columns.NameOf("id"), columns.NameOf("name"), columns.NameOf("language"), columns.NameOf("tier"), columns.NameOf("organisation"), columns.NameOf("email"), columns.NameOf("phone")];

    public static string Key(object value) => ConversationWords.Key(value);

    private string All(SegmentCondition it, SegmentWorld world) => string.Join(text["or"], it.Values.Select(given => Value(it, given, world)));

    private string Own(FieldEntry own, string given) => own.Kind switch
    {
        FieldKind.Choice or FieldKind.Choices => own.OptionOf(given)?.Name.In(CultureInfo.CurrentUICulture.Name) ?? given,
        FieldKind.YesNo => text[given is "yes" ? "yes" : "no"],
        FieldKind.Number => own.Unit.Length > 0 ? $"{given} {own.Unit}" : given,
        FieldKind.Date when given == SegmentValues.Today => text["today"],
        FieldKind.Date when given.StartsWith(SegmentValues.Today, StringComparison.Ordinal) => text[given[SegmentValues.Today.Length] is '-' ? "days.ago" : "days.ahead", given[(SegmentValues.Today.Length + 1)..]],
        FieldKind.Date when FieldReading.Day(given) is { } day => dates.Date(day),
        _ => given,
    };
}
