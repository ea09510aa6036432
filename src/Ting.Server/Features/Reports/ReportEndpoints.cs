using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Reports;

/// <summary>Reports that go out by themselves, for programs.</summary>
internal static class ReportEndpoints
{
    public sealed record Item(
        Guid Id, string Name, ReportPeriod Period, Guid? InboxId, Guid? TeamId, Guid? AgentId, ReportRhythm Rhythm, int Day, int Minute, string Zone, IReadOnlyList<Guid> Receivers, string? WebhookUrl, bool Active,
        DateTimeOffset? NextAt, int Version)
    {
        internal static Item Of(ReportPlan it) => new(
            it.Id, it.Name, it.Period, it.InboxId, it.TeamId, it.AgentId, it.Rhythm, it.Day, it.Minute, it.Zone, it.ReadReceivers(), it.WebhookUrl.Length == 0 ? null : it.WebhookUrl, it.Active, it.Active ? it.NextAt : null, it.Version);
    }

    public sealed record Items(IReadOnlyList<Item> Reports);

    /// <param name="AgentId">To whom by e-mail; null for the webhook.</param>
    /// <param name="Problem">Why the last attempt failed.</param>
    public sealed record Sending(Guid Id, DateTimeOffset PlannedFor, Guid? AgentId, SendingOutcome Outcome, int Attempts, string? Problem, DateTimeOffset? DoneAt)
    {
        internal static Sending Of(SentReport it) => new(it.Id, it.PlannedFor, it.AgentId, it.Outcome, it.Attempts, it.Problem.Length == 0 ? null : it.Problem, it.DoneAt);
    }

    public sealed record SentTo(int Receivers);

    public static void Map(IEndpointRouteBuilder api)
    {
        var plans = api.MapGroup("/scheduled-reports");

        plans.MapGet("", async (IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                return TypedResults.Ok(new Items([.. (await db.ReportPlans.AsNoTracking().OrderBy(it => it.Id).Take(ReportPlan.Most).ToListAsync(cancel)).Select(Item.Of)]));
            })
            .RequireAuthorization(Permission.ExportData)
            .WithSummary("List reports that go out by themselves");

        plans.MapPost("", async (SaveReport.Request request, ClaimsPrincipal user, SaveReport.Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(null, request, user.AgentId() ?? Guid.Empty, null, cancel)).ToHttp(it => TypedResults.Created($"/api/v1/scheduled-reports/{it.Id}", Item.Of(it))))
            .RequireAuthorization(Permission.ExportData)
            .WithSummary("Send figures by themselves: which, when, to whom")
            .Produces<Item>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);

        plans.MapPut("/{id:guid}", async (Guid id, SaveReport.Request request, HttpContext http, ClaimsPrincipal user, SaveReport.Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, request, user.AgentId() ?? Guid.Empty, http.Request.IfMatch(), cancel)).ToHttp(it => TypedResults.Ok(Item.Of(it))))
            .RequireAuthorization(Permission.ExportData)
            .WithSummary("Change a report that goes out by itself")
            .Produces<Item>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);

        plans.MapDelete("/{id:guid}", async (Guid id, SaveReport.Handler handler, CancellationToken cancel) => (await handler.RemoveAsync(id, cancel)).ToHttp(_ => TypedResults.NoContent()))
            .RequireAuthorization(Permission.ExportData)
            .WithSummary("Stop a report for good")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);

        plans.MapPost("/{id:guid}/send", async (Guid id, SaveReport.Handler handler, CancellationToken cancel) => (await handler.SendNowAsync(id, cancel)).ToHttp(count => TypedResults.Ok(new SentTo(count))))
            .RequireAuthorization(Permission.ExportData)
            .WithSummary("Send a report now")
            .Produces<SentTo>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

        plans.MapGet("/{id:guid}/sent", async (Guid id, [AsParameters] PageQuery page, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                return (await Page.OldestFirstAsync(db.SentReports.AsNoTracking().Where(it => it.PlanId == id), it => it.Id, page, "sent-reports", cancel)).ToHttp(part => TypedResults.Ok(part.Select(Sending.Of)));
            })
            .RequireAuthorization(Permission.ExportData)
            .WithSummary("What was sent of a report, and what came of it")
            .Produces<Page<Sending>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
    }

    /// <summary>What a letter of this report would carry today, as a file: also where no letter can be sent.</summary>
    public static void MapFile(IEndpointRouteBuilder routes) =>
        routes.MapGet("/insights/reports/{id:guid}/figures.csv", async (Guid id, IDbContextFactory<AppDb> database, ReportContent content, TimeProvider clock, CancellationToken cancel) =>
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.ReportPlans.AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, cancel) is not { } plan)
                return Refusal.NotFound("report.not_found").ToHttp();
            var (name, body) = await content.FileAsync(plan, clock.GetUtcNow());
            return TypedResults.File(body, "text/csv; charset=utf-8", name);
        }).RequireAuthorization(Permission.ExportData).ExcludeFromDescription();
}
