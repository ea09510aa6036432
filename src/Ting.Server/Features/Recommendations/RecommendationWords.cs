using System.Globalization;
using Microsoft.Extensions.Localization;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.People;
using Ting.Server.Features.Products;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Localisation;

namespace Ting.Server.Features.Recommendations;

/// <summary>Recommendations and their reasons as one reads them.</summary>
public sealed class RecommendationWords(IStringLocalizer<RecommendationsText> text, IStringLocalizer<PeopleText> people, Kept<ProductBook> products, DateFormats dates)
{
    private const int MostWords = 120;

    public string Say(Recommendation it) => text[$"rule.{ConversationWords.Key(it.Rule)}", Cut(it.Rule switch
    {
        RecommendationRule.Product => NameOf(it.ProductId) ?? it.Words,
        RecommendationRule.DateNear when it.Words.Length == 0 => people[$"date.{it.Because[0].Words}"],
        RecommendationRule.FactStale => $"{FactWords.Name(people, it.Because[0].Words.Split('=')[0])} {it.Words}",
        _ => it.Words,
    }), it.At is { } at ? dates.Day(at) : ""].Value.Trim();

    public string Say(Reason it) => it.Kind switch
    {
        ReasonKind.Fact when it.Words.Split('=', 2) is [var attribute, var said] => it.Quote is { Length: > 0 } quote && quote != said
            ? text["because.fact.said", FactWords.Name(people, attribute), Cut(said), When(it), Cut(quote)]
            : text["because.fact", FactWords.Name(people, attribute), Cut(said), When(it)],
        ReasonKind.Conversations when it.Words.Split('=', 2) is ["channel", var channel] => text["because.channel", Named($"channel.{channel}", channel), it.Number],
        ReasonKind.Conversations when it.Words.Split('=', 2) is ["time", var part] => text["because.time", text[$"time.{part}"], it.Number],
        ReasonKind.Conversations => text["because.messages", it.Number],
        ReasonKind.Order when it.Words.Split('=', 2) is ["gap", var days] => text["because.gap", it.Number, days],
        ReasonKind.Product => text["because.lasts", it.Number],
        ReasonKind.Rating => it.Words.Length > 0 ? text["because.rating.said", it.Number, When(it), Cut(it.Words)] : text["because.rating", it.Number, When(it)],
        ReasonKind.Mood => text["because.mood", it.Number],
        ReasonKind.Identity => text["because.identity", Named($"identity.{it.Words}", it.Words)],
        _ => text[$"because.{ConversationWords.Key(it.Kind)}", Cut(it.Words), When(it)],
    };

    public string Say(Held it) => text[$"left.{ConversationWords.Key(it.Why)}", text[$"part.{ConversationWords.Key(it.Part)}"]];

    public string Quiet(DateTimeOffset until) => text["quiet", dates.Short(until)];

    private string? NameOf(Guid? id) => products.TryPeek(out var book) ? book.All.FirstOrDefault(it => it.Id == id)?.Names.In(CultureInfo.CurrentUICulture.Name) : null;

    private string Named(string key, string otherwise) => text[key] is { ResourceNotFound: false } word ? word : otherwise;

    private string When(Reason it) => it.At is { } at ? dates.Date(at) : "";

    private static string Cut(string words) => words.ReplaceLineEndings(" ") is var line && line.Length <= MostWords ? line : string.Concat(line.AsSpan(0, char.IsHighSurrogate(line[MostWords - 1]) ? MostWords - 1 : MostWords), "…");
}
