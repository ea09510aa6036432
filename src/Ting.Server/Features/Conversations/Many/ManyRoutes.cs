using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Localisation;

namespace Ting.Server.Features.Conversations.Many;

/// <summary>The form around the queue in which conversations are chosen.</summary>
internal static class ManyRoutes
{
    public static void Map(RouteGroupBuilder desk)
    {
        desk.MapPost("/many", async (HttpContext http, ChangeMany.Handler handler, DateFormats dates, TimeProvider clock, CancellationToken cancel) =>
        {
            var form = http.Request.Form;
            var address = InboxAddress.Of(QueryOf(form["returnUrl"]));
            var request = RequestOf(form["resolve"] == "1" ? "resolve" : form["do"].ToString(), clock.GetUtcNow(), dates.Zone);
            request.Conversations = [.. form["ids"].Select(id => Guid.TryParse(id, out var one) ? one : Guid.Empty)];
            var outcome = await handler.HandleAsync(http.User, request, cancel);
            return InboxRoutes.Back(outcome, (outcome.IsRefused(out _, out var change) ? address with { Picks = true } : address with { Picks = false, Changed = change.Id }).List());
        }).RequireAuthorization(Permission.WriteNotes).WithMetadata(new RequireAntiforgeryTokenAttribute());

        desk.MapPost("/many/{id:guid}/undo", async (Guid id, [FromForm] string? returnUrl, ClaimsPrincipal user, UndoMany.Handler handler, CancellationToken cancel) =>
            InboxRoutes.Back(await handler.HandleAsync(id, user, cancel), (InboxAddress.Of(QueryOf(returnUrl)) with { Changed = id }).List())).RequireAuthorization(Permission.WriteNotes);
    }

    /// <param name="what">resolve, assign:nobody, agent:ID, team:ID, label:ID, unlabel:ID, priority:WORD or snooze:KEY.</param>
    internal static ChangeMany.Request RequestOf(string what, DateTimeOffset now, TimeZoneInfo zone) => what.Split(':', 2) switch
    {
        ["resolve"] => new() { Kind = ManyKind.Resolve },
        ["assign", "nobody"] => new() { Kind = ManyKind.Assign },
        ["agent", var id] when Guid.TryParse(id, out var agent) => new() { Kind = ManyKind.Assign, AssigneeId = agent },
        ["team", var id] when Guid.TryParse(id, out var team) => new() { Kind = ManyKind.Assign, TeamId = team },
        ["label", var id] when Guid.TryParse(id, out var label) => new() { Kind = ManyKind.Label, LabelId = label },
        ["unlabel", var id] when Guid.TryParse(id, out var label) => new() { Kind = ManyKind.Unlabel, LabelId = label },
        ["priority", var word] => new() { Kind = ManyKind.Prioritise, Priority = Choice.Of<Priority>(word) },
        ["snooze", var key] => new() { Kind = ManyKind.Snooze, Until = SnoozeTimes.Of(key, null, now, zone) },
        _ => new() { Kind = (ManyKind)(-1) },
    };

    private static QueryCollection QueryOf(string? address) =>
        new(QueryHelpers.ParseQuery(Check.LocalAddress(address, "/inbox") is var local && local.IndexOf('?') is >= 0 and var at ? local[at..] : ""));
}
