using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Automation.Rules;

/// <summary>Rules: read by administrators, who write them.</summary>
internal static class RuleEndpoints
{
    public sealed record Item(
        Guid Id, string Name, bool Active, int Position, RuleTrigger Trigger, int? Minutes, bool InWorkingTime, RuleMatch Match,
        IReadOnlyList<RuleCondition> Conditions, IReadOnlyList<RuleAction> Actions, DateTimeOffset CreatedAt, int Version)
    {
        internal static Item Of(Rule it) =>
            new(it.Id, it.Name, it.Active, it.Position, it.Trigger, it.Minutes, it.InWorkingTime, it.Match, it.ReadConditions(), it.ReadActions(), it.CreatedAt, it.Version);
    }

    public sealed record Items(IReadOnlyList<Item> Rules);

    public sealed record StateRequest(bool Active);

    public sealed record MoveRequest(bool Up);

    public static void Map(IEndpointRouteBuilder api)
    {
        var rules = api.MapGroup("/rules").RequireAuthorization(Permission.Administer);

        rules.MapGet("", async (IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                return TypedResults.Ok(new Items([.. (await db.Rules.AsNoTracking().OrderBy(it => it.Position).ThenBy(it => it.Id).Take(RuleBook.Most).ToListAsync(cancel)).Select(Item.Of)]));
            })
            .WithSummary("List the rules of the automation in the order in which they run");

        rules.MapGet("/{id:guid}", async (Guid id, HttpContext http, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                return await db.Rules.FindAsync([id], cancel) is { } rule ? Answer(rule, http) : Refusal.NotFound("rule.not_found").ToHttp();
            })
            .WithSummary("One rule")
            .Produces<Item>()
            .ProducesProblem(StatusCodes.Status404NotFound);

        rules.MapPost("", async (SaveRule.Request request, SaveRule.Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(null, request, null, cancel)).ToHttp(rule => TypedResults.Created($"/api/v1/rules/{rule.Id}", Item.Of(rule))))
            .WithSummary("Write a rule; it is off until it is switched on")
            .Produces<Item>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);

        rules.MapPut("/{id:guid}", async (Guid id, SaveRule.Request request, HttpContext http, SaveRule.Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, request, http.Request.IfMatch(), cancel)).ToHttp(rule => Answer(rule, http)))
            .WithSummary("Write a rule anew; it stays on or off")
            .Produces<Item>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);

        rules.MapPost("/{id:guid}/state", async (Guid id, StateRequest request, HttpContext http, SaveRule.Handler handler, CancellationToken cancel) =>
                (await handler.TurnAsync(id, request.Active, cancel)).ToHttp(rule => Answer(rule, http)))
            .WithSummary("Switch a rule on or off; it acts on what happens from then on")
            .Produces<Item>()
            .ProducesProblem(StatusCodes.Status404NotFound);

        rules.MapPost("/{id:guid}/move", async (Guid id, MoveRequest request, HttpContext http, SaveRule.Handler handler, CancellationToken cancel) =>
                (await handler.MoveAsync(id, request.Up, cancel)).ToHttp(rule => Answer(rule, http)))
            .WithSummary("Let a rule run before the one before it, or after the one after it")
            .Produces<Item>()
            .ProducesProblem(StatusCodes.Status404NotFound);

        rules.MapDelete("/{id:guid}", async (Guid id, SaveRule.Handler handler, CancellationToken cancel) =>
                (await handler.RemoveAsync(id, cancel)).ToHttp(_ => TypedResults.NoContent()))
            .WithSummary("Take a rule away; what it did stays in the log")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static IResult Answer(Rule rule, HttpContext http)
    {
        http.Response.Tag(rule.Version);
        return TypedResults.Ok(Item.Of(rule));
    }
}
