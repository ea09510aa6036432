using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Calendars;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Inboxes;
using Ting.Server.Features.Phrases;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Api;

namespace Ting.Server.Features.Automation.Rules;

/// <summary>What rules speak of: inboxes, labels, calendars, phrases, and who works here.</summary>
public sealed record RuleWorld(
    IReadOnlyList<RuleWorld.Door> Inboxes, IReadOnlyList<RuleWorld.Named> Labels, IReadOnlyList<RuleWorld.Named> Calendars, CalendarBook Times, IReadOnlyList<RuleWorld.Phrase> Phrases, Roster Roster)
{
    public sealed record Named(Guid Id, string Name);

    public sealed record Door(Guid Id, string Name, string Kind, string Language, Guid? CalendarId);

    public sealed record Phrase(Guid Id, string Name, string Text, string Language);

    /// <summary>The tables it is read from.</summary>
    internal static readonly Type[] Tables = [typeof(Inbox), typeof(Label), typeof(Calendar), typeof(Macro), typeof(Agent), typeof(Team)];

    public Door? InboxOf(Guid id) => Inboxes.FirstOrDefault(inbox => inbox.Id == id);

    public Phrase? PhraseOf(Guid id) => Phrases.FirstOrDefault(phrase => phrase.Id == id);

    public bool Works(Guid agentId) => Roster.Members.Any(member => member.Id == agentId && member.Active);

    public bool IsTeam(Guid id) => Roster.Teams.Any(team => team.Id == id);

    /// <summary>The hours of an inbox; round the clock where it has none.</summary>
    public BusinessTime HoursOf(Guid inboxId) => Times.Of(InboxOf(inboxId)?.CalendarId);

    /// <summary>Of anything that a rule names by its id; null when it is gone.</summary>
    public string? NameOf(Guid id) =>
        InboxOf(id)?.Name ?? Labels.FirstOrDefault(it => it.Id == id)?.Name ?? Calendars.FirstOrDefault(it => it.Id == id)?.Name ?? PhraseOf(id)?.Name ?? Roster.NameOf(id);

    /// <summary>Names in the place of ids.</summary>
    public IReadOnlyList<string> NamesOf(IReadOnlyList<string> values) => [.. values.Select(value => Guid.TryParse(value, out var id) ? NameOf(id) ?? value : value)];

    internal static async Task<RuleWorld> ReadAsync(AppDb db, CancellationToken cancel) => new(
        await db.Inboxes.AsNoTracking().OrderBy(it => it.Name).Take(PageQuery.Most).Select(it => new Door(it.Id, it.Name, it.Kind, it.Language, it.CalendarId)).ToListAsync(cancel),
        await db.Labels.AsNoTracking().OrderBy(it => it.Name).Take(PageQuery.Most).Select(it => new Named(it.Id, it.Name)).ToListAsync(cancel),
        await db.Calendars.AsNoTracking().OrderBy(it => it.Name).Take(PageQuery.Most).Select(it => new Named(it.Id, it.Name)).ToListAsync(cancel),
        await CalendarBook.ReadAsync(db, cancel),
        await db.Macros.AsNoTracking().Where(it => it.Scope == MacroScope.Everyone).OrderBy(it => it.Name).Take(PageQuery.Most).Select(it => new Phrase(it.Id, it.Name, it.Text, it.Language)).ToListAsync(cancel),
        await Roster.ReadAsync(db, cancel));
}
