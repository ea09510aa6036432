using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Cases.Causes;

/// <summary>Whoever leads keeps the register of causes, and says what is changed about each (CONF-05).</summary>
public static class SaveCause
{
    public sealed record Request
    {
        public string Name { get; set; } = "";

        /// <summary>product, delivery, information, process, people or other.</summary>
        public CauseArea Area { get; set; }

        /// <summary>What is changed so that it does not happen again.</summary>
        public string? Change { get; set; }

        /// <summary>none, planned or made; made counts cases before and after apart from now on.</summary>
        public ChangeState ChangeState { get; set; }

        public bool Active { get; set; } = true;
    }

    public sealed record Item(Guid Id, string Name, CauseArea Area, string Change, ChangeState ChangeState, DateTimeOffset? ChangedAt, bool Active)
    {
        internal static Item Of(RootCause it) => new(it.Id, it.Name, it.Area, it.Change, it.ChangeState, it.ChangedAt, it.Active);
    }

    public sealed record List(IReadOnlyList<Item> Items);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/root-causes", async (Handler handler, CancellationToken cancel) => TypedResults.Ok(new List([.. (await handler.ReadAsync(cancel)).Select(Item.Of)])))
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("List the register of causes");

        api.MapPost("/root-causes", async (Request request, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(null, request, cancel)).ToHttp(cause => TypedResults.Created($"/api/v1/root-causes/{cause.Id}", Item.Of(cause))))
            .RequireAuthorization(Permission.LeadCases)
            .WithSummary("Enter a cause into the register")
            .Produces<Item>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);

        api.MapPut("/root-causes/{id:guid}", async (Guid id, Request request, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, request, cancel)).ToHttp(cause => TypedResults.Ok(Item.Of(cause))))
            .RequireAuthorization(Permission.LeadCases)
            .WithSummary("Change a cause, and say what was changed about it")
            .Produces<Item>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        internal const int Most = 500;

        /// <summary>All of the register, by area and name.</summary>
        public async Task<IReadOnlyList<RootCause>> ReadAsync(CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            return [.. (await db.RootCauses.AsNoTracking().OrderBy(it => it.Name).Take(Most).ToListAsync(cancel)).OrderBy(it => it.Area)];
        }

        public async Task<Outcome<RootCause>> HandleAsync(Guid? id, Request request, CancellationToken cancel)
        {
            if (Check.Name(request.Name, "name") is { } refusal)
                return refusal;
            if (!Enum.IsDefined(request.Area))
                return Refusal.Invalid("form.choice", "area");
            if (!Enum.IsDefined(request.ChangeState))
                return Refusal.Invalid("form.choice", "changeState");
            if (request.Change is { Length: > RootCause.MostChange })
                return Refusal.Invalid("cause.change_long", "change");
            if (request.ChangeState is not ChangeState.None && string.IsNullOrWhiteSpace(request.Change))
                return Refusal.Invalid("cause.change", "change");

            await using var db = await database.CreateDbContextAsync(cancel);
            var cause = id is null ? new RootCause(request.Name, request.Area, clock.GetUtcNow()) : await db.RootCauses.FindAsync([id.Value], cancel);
            if (cause is null)
                return Refusal.NotFound("cause.not_found");
            if (id is null && await db.RootCauses.CountAsync(cancel) >= Most)
                return Refusal.Conflict("cause.too_many");

            if (id is null)
                db.RootCauses.Add(cause);
            cause.Describe(request.Name, request.Area, request.Active);
            cause.Plan(request.Change ?? "", request.ChangeState, clock.GetUtcNow());
            if (await db.SaveOrRefuseAsync("cause.exists", cancel) is { } taken)
                return taken;
            return cause;
        }
    }
}
