using Microsoft.EntityFrameworkCore;
using Ting.Measurement;
using Ting.Server.Features.People;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Value;

/// <summary>What customers are worth, as it was counted last: the whole, and who they are, the most profitable first.</summary>
public static class ReadValue
{
    private const string List = "value";

    public sealed record Row(
        Guid PersonId, string Person, string? Tier, double Revenue, double Cost, double Profit, int Orders, int Replies, DateTimeOffset FirstAt, DateTimeOffset LastAt,
        int Recency, int Frequency, int Monetary, RfmSegment Segment, double? Alive, bool IsProposed, string? ProposedTier);

    /// <param name="Summary">Null before anything was counted.</param>
    public sealed record Response(ValueSummary? Summary, DateTimeOffset? CountedAt, Page<Row> Customers);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/value", async (RfmSegment? segment, [AsParameters] PageQuery page, Handler handler, CancellationToken cancel) => (await handler.HandleAsync(segment, proposed: false, page, cancel)).ToHttp(TypedResults.Ok))
            .RequireAuthorization(Permission.SeeInsights)
            .WithSummary("What customers are worth: the share that brings 80 % of the profit, and who they are")
            .Produces<Response>()
            .ProducesProblem(StatusCodes.Status400BadRequest);

        api.MapPost("/value/count", async (IDbContextFactory<AppDb> database, TimeProvider clock, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                db.Enqueue(new CountValue(), clock.GetUtcNow());
                await db.SaveChangesAsync(cancel);
                return TypedResults.Accepted((string?)null);
            })
            .RequireAuthorization(Permission.SeeInsights)
            .WithSummary("Count again what customers are worth");
    }

    public sealed class Handler(IDbContextFactory<AppDb> database)
    {
        // A place holds no negative numbers.
        private const long Shift = 1_000_000_000_000_000_000;

        /// <param name="proposed">Only those for whom the rules say another tier.</param>
        public async Task<Outcome<Response>> HandleAsync(RfmSegment? segment, bool proposed, PageQuery page, CancellationToken cancel)
        {
            if (page.After(List).IsRefused(out var refusal, out var after))
                return refusal;

            await using var db = await database.CreateDbContextAsync(cancel);
            var settings = await db.ReadValueSettingsAsync(cancel);
            var values = db.CustomerValues.AsNoTracking();
            if (segment is { } one)
                values = values.Where(it => it.Segment == one);
            if (proposed)
                values = values.Where(it => it.IsProposed);
            var place = after.IsStart ? after : after with { Number = after.Number - Shift };
            var found = await values.Downward(place, it => it.Profit, it => it.PersonId)
                .Join(db.People, value => value.PersonId, person => person.Id, (value, person) => new { value, person.Name, person.Tier }).Take(page.Size + 1).ToListAsync(cancel);
            return new Response(settings.ReadSummary(), settings.CountedAt, Page.Of(found, page.Size, List, it => new Place(it.value.Profit + Shift, it.value.PersonId), it => RowOf(it.value, it.Name, it.Tier)));
        }

        private static Row RowOf(CustomerValue it, string name, string? tier) => new(
            it.PersonId, name, tier, it.Revenue / 100.0, it.Cost / 100.0, it.Profit / 100.0, it.Orders, it.Replies, it.FirstAt, it.LastAt, it.Recency, it.Frequency, it.Monetary, it.Segment, it.Alive, it.IsProposed, it.ProposedTier);
    }
}
