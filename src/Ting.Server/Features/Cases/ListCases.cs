using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.People;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Cases;

/// <summary>Cases that are open, due soonest first; or closed ones, the last first.</summary>
public static class ListCases
{
    private const string List = "cases";

    public sealed record FilterQuery
    {
        /// <summary>open (when not given), new, working, waiting or closed; any for all, newest first.</summary>
        public string? State { get; set; }

        /// <summary>complaint, request, question, problem or recovery.</summary>
        public string? Kind { get; set; }

        /// <summary>An agent's id, none or me.</summary>
        public string? Owner { get; set; }

        public Guid? Team { get; set; }

        /// <summary>true for those past their time.</summary>
        public bool? Late { get; set; }

        /// <summary>A cause's id, or none.</summary>
        public string? Cause { get; set; }

        public Guid? Person { get; set; }
        public Guid? Conversation { get; set; }

        /// <summary>Opened at this moment or later.</summary>
        public DateTimeOffset? From { get; set; }

        /// <summary>Opened before this moment.</summary>
        public DateTimeOffset? To { get; set; }
    }

    public sealed record Row(Case Case, string PersonName, string? Language);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/cases", async ([AsParameters] FilterQuery filter, [AsParameters] PageQuery page, ClaimsPrincipal user, Handler handler, TimeProvider clock, CancellationToken cancel) =>
                (await handler.HandleAsync(filter, page, user, cancel)).ToHttp(found =>
                    TypedResults.Ok(new Page<CaseShape>([.. found.Items.Select(row => CaseShape.Of(row.Case, clock.GetUtcNow()))], found.NextCursor))))
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("List cases: open ones due soonest first, closed ones last first")
            .Produces<Page<CaseShape>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);

    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        public async Task<Outcome<Page<Row>>> HandleAsync(FilterQuery filter, PageQuery page, ClaimsPrincipal user, CancellationToken cancel)
        {
            if (page.After(List).IsRefused(out var refusal, out var after))
                return refusal;

            await using var db = await database.CreateDbContextAsync(cancel);
            var all = db.Cases.AsNoTracking();
            if (Chosen(db, all, filter, user).IsRefused(out refusal, out var chosen))
                return refusal;

            var order = OrderOf(filter.State);
            var part = order switch
            {
                Order.NewestFirst => chosen.Downward(after, it => it.CreatedAt, it => it.Id),
                Order.LastClosedFirst => chosen.Downward(after, it => it.ClosedAt, it => it.Id),
                _ => chosen.Upward(after, it => it.DueAt, it => it.Id),
            };
            var rows = from matter in part.Take(page.Size + 1)
                       join person in db.People.AsNoTracking() on matter.PersonId equals person.Id
                       select new Row(matter, person.Name, person.Language);
            var found = await rows.ToListAsync(cancel); // a join keeps no order
            found.Sort((one, other) => (At(one.Case, order), one.Case.Id).CompareTo((At(other.Case, order), other.Case.Id)) * (order is Order.DueFirst ? 1 : -1));
            return Page.Of(found, page.Size, List, row => Place.Of(At(row.Case, order), row.Case.Id), row => row);
        }

        /// <summary>How many of an agent's open cases are past their time; counting stops at <paramref name="most"/>.</summary>
        public async Task<int> CountLateAsync(Guid agentId, int most, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var now = clock.GetUtcNow();
            return await db.Cases.Where(it => it.OwnerId == agentId && it.IsOpen && it.DueAt < now).Take(most).CountAsync(cancel);
        }

        private Outcome<IQueryable<Case>> Chosen(AppDb db, IQueryable<Case> rows, FilterQuery filter, ClaimsPrincipal user)
        {
            switch (filter.State?.ToLowerInvariant())
            {
                case "any":
                    break;
                case null or "open":
                    rows = rows.Where(it => it.IsOpen);
                    break;
                case "closed":
                    rows = rows.Where(it => !it.IsOpen);
                    break;
                default:
                    if (Choice.Of<CaseState>(filter.State) is not { } state)
                        return Refusal.Invalid("filter.unknown", "state");
                    rows = rows.Where(it => it.State == state);
                    break;
            }

            if (filter.Kind is not null)
            {
                if (Choice.Of<CaseKind>(filter.Kind) is not { } kind)
                    return Refusal.Invalid("filter.unknown", "kind");
                rows = rows.Where(it => it.Kind == kind);
            }

            if (filter.Owner is { } owner)
            {
                Guid? ownerId = owner is "me" ? user.AgentId() : Guid.TryParse(owner, out var given) ? given : null;
                if (ownerId is null && owner is not "none")
                    return Refusal.Invalid("filter.unknown", "owner");
                rows = rows.Where(it => it.OwnerId == ownerId);
            }

            if (filter.Cause is { } cause)
            {
                Guid? causeId = Guid.TryParse(cause, out var given) ? given : null;
                if (causeId is null && cause is not "none")
                    return Refusal.Invalid("filter.unknown", "cause");
                rows = rows.Where(it => it.CauseId == causeId);
            }

            if (filter.Late is true)
            {
                var now = clock.GetUtcNow();
                rows = OrderOf(filter.State) is Order.LastClosedFirst ? rows.Where(it => it.ClosedAt > it.DueAt) : rows.Where(it => it.DueAt < now);
            }

            if (filter.Team is { } teamId)
                rows = rows.Where(it => it.TeamId == teamId);
            if (filter.Person is { } personId)
                rows = rows.Where(it => it.PersonId == personId);
            if (filter.Conversation is { } conversationId)
            {
                var links = db.CaseConversations.Where(link => link.ConversationId == conversationId).Select(link => link.CaseId);
                rows = rows.Where(it => links.Contains(it.Id));
            }

            if (filter.From is { } from)
                rows = rows.Where(it => it.CreatedAt >= from);
            if (filter.To is { } to)
                rows = rows.Where(it => it.CreatedAt < to);
            return Outcome.Of(rows);
        }

        private enum Order { DueFirst, LastClosedFirst, NewestFirst }

        private static Order OrderOf(string? state) => state?.ToLowerInvariant() switch { "any" => Order.NewestFirst, "closed" => Order.LastClosedFirst, _ => Order.DueFirst };

        private static DateTimeOffset At(Case it, Order order) => order switch { Order.NewestFirst => it.CreatedAt, Order.LastClosedFirst => it.ClosedAt ?? it.CreatedAt, _ => it.DueAt };
    }
}
