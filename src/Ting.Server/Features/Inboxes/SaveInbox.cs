using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Calendars;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Inboxes;

/// <summary>An administrator opens a way in, or changes how it looks and whom it serves.</summary>
public static class SaveInbox
{
    /// <summary>What is null stays as it is.</summary>
    public sealed record Request
    {
        public string? Name { get; set; }

        /// <summary>chat, email or api; only when it is made.</summary>
        public string? Kind { get; set; }

        public string? Language { get; set; }

        /// <summary>#rrggbb; empty for our own.</summary>
        public string? Colour { get; set; }

        public string? Origins { get; set; }
        public IReadOnlyList<Topic>? Topics { get; set; }
        public bool? AsksSatisfaction { get; set; }

        /// <summary>Empty for nobody in particular.</summary>
        public string? TeamId { get; set; }

        /// <summary>When people answer here; empty for round the clock.</summary>
        public string? CalendarId { get; set; }
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        /// <param name="id">Null for a new one.</param>
        /// <param name="expected">The version the caller has seen; null when it does not matter.</param>
        public async Task<Outcome<Inbox>> HandleAsync(Guid? id, Request request, int? expected, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var inbox = id is null ? null : await db.Inboxes.FindAsync([id.Value], cancel);
            if (id is not null && inbox is null)
                return Refusal.NotFound("inbox.not_found");
            if (inbox is not null && expected is { } seen && seen != inbox.Version)
                return Refusal.Stale("inbox.changed_meanwhile");

            var name = request.Name ?? inbox?.Name;
            var language = request.Language ?? inbox?.Language ?? "en";
            var colour = request.Colour is null ? inbox?.Colour : request.Colour.Length == 0 ? null : request.Colour;
            if ((Check.Name(name, "name") ?? Check.Language(language, "language") ?? InboxShape.CheckColour(colour) ?? CheckTopics(request.Topics)) is { } refusal)
                return refusal;
            if (InboxShape.Origins(request.Origins ?? inbox?.Origins).IsRefused(out var badOrigins, out var origins))
                return badOrigins;
            if ((await TeamAsync(db, request.TeamId, inbox, cancel)).IsRefused(out var badTeam, out var team))
                return badTeam;
            if ((await CalendarAsync(db, request.CalendarId, inbox, cancel)).IsRefused(out var badCalendar, out var calendar))
                return badCalendar;

            if (inbox is null)
            {
                if (!InboxShape.Kinds.Contains(request.Kind ?? ""))
                    return Refusal.Invalid("form.choice", "kind");
                inbox = new Inbox(name!, request.Kind!, InboxShape.NewKey(), language, clock.GetUtcNow());
                db.Inboxes.Add(inbox);
            }
            else
            {
                inbox.Rename(name!, language);
            }

            inbox.Show(colour, origins, request.Topics is { } topics ? InboxShape.Write(topics) : inbox.Topics);
            inbox.Serve(team.Id, request.AsksSatisfaction ?? inbox.AsksSatisfaction);
            if (calendar.Id != inbox.CalendarId)
            {
                inbox.Keep(calendar.Id);
                db.Enqueue(new HoursChanged("inbox", inbox.Id), clock.GetUtcNow());
            }

            try
            {
                await db.SaveChangesAsync(cancel);
            }
            catch (DbUpdateConcurrencyException)
            {
                return Refusal.Stale("inbox.changed_meanwhile");
            }

            return inbox;
        }

        private static async Task<Outcome<(Guid? Id, bool Chosen)>> TeamAsync(AppDb db, string? wanted, Inbox? inbox, CancellationToken cancel)
        {
            if (wanted is null)
                return (inbox?.TeamId, false);
            if (wanted.Length == 0)
                return (null, true);
            return Guid.TryParse(wanted, out var team) && await db.Teams.AnyAsync(it => it.Id == team, cancel)
                ? (team, true)
                : Refusal.Invalid("team.not_found", "teamId");
        }

        private static async Task<Outcome<(Guid? Id, bool Chosen)>> CalendarAsync(AppDb db, string? wanted, Inbox? inbox, CancellationToken cancel)
        {
            if (wanted is null)
                return (inbox?.CalendarId, false);
            if (wanted.Length == 0)
                return (null, true);
            return Guid.TryParse(wanted, out var calendar) && await db.Calendars.AnyAsync(it => it.Id == calendar, cancel)
                ? (calendar, true)
                : Refusal.Invalid("calendar.not_found", "calendarId");
        }

        private static Refusal? CheckTopics(IReadOnlyList<Topic>? topics) =>
            topics is null || (topics.Count <= InboxShape.MostTopics && topics.All(topic => IsShort(topic.Key) && IsShort(topic.Zh) && IsShort(topic.Ja) && IsShort(topic.En)))
                ? null
                : Refusal.Invalid("inbox.topics", "topics");

        private static bool IsShort(string? text) => !string.IsNullOrWhiteSpace(text) && text.Length <= 60;
    }
}
