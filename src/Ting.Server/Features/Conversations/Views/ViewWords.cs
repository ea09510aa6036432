using Microsoft.Extensions.Localization;
using Ting.Server.Platform.Localisation;

namespace Ting.Server.Features.Conversations.Views;

/// <summary>Says in the reader's language which conversations a view holds. What is kept is data; the words are made here.</summary>
internal sealed class ViewWords(IStringLocalizer<ViewsText> text, IStringLocalizer<ConversationsText> words, DateFormats dates)
{
    /// <summary>Its conditions, one after the other.</summary>
    public IReadOnlyList<string> Of(ViewFilter it, ReadColleagues.View desk)
    {
        List<LocalizedString?> parts =
        [
            text[$"status.{it.Status}"],
            it.Assignee switch
            {
                null => null,
                ViewFilter.Me => text["if.assignee.me"],
                ViewFilter.None => text["if.assignee.none"],
                var id => text["if.assignee", NameOf(id, desk)],
            },
            it.Team switch
            {
                null => null,
                ViewFilter.MyTeam => text["if.team.mine"],
                ViewFilter.None => text["if.team.none"],
                var id => text["if.team", NameOf(id, desk)],
            },
            it.InboxId is { } inbox ? text["if.inbox", desk.InboxOf(inbox)?.Name ?? text["gone"]] : null,
            it.LabelId is { } label ? text["if.label", desk.Labels.FirstOrDefault(known => known.Id == label)?.Name ?? text["gone"]] : null,
            it.Priorities.Count > 0 ? text["if.priority", Any(it.Priorities.Select(priority => words[$"priority.{priority}"].Value))] : null,
            it.Emotions.Count > 0 ? text["if.emotion", Any(it.Emotions.Select(emotion => words[$"emotion.{emotion}"].Value))] : null,
            it.Tiers.Count > 0 ? text["if.tier", Any(it.Tiers.Select(Tier))] : null,
            it.Lane is { } lane ? text[$"if.lane.{lane}"] : null,
            it.Due is { } due ? text[$"if.due.{due}"] : null,
            it.Waiting ? text["if.waiting"] : null,
            it.Days is { } days ? text["if.days", dates.Number(days)] : null,
            it.Words is { } said ? text["if.words", said] : null,
        ];
        return [.. parts.OfType<LocalizedString>().Select(part => part.Value)];
    }

    public string Tier(string tier) => tier == ViewFilter.None ? text["tier.none"] : words[$"tier.{tier}"];

    private string Any(IEnumerable<string> of) => string.Join(text["or"], of);

    private string NameOf(string id, ReadColleagues.View desk) => Guid.TryParse(id, out var given) ? desk.Roster.NameOf(given) ?? text["gone"] : text["gone"];
}
