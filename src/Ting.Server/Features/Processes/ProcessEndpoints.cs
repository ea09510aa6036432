using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Cases;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Processes;

/// <summary>The library for programs: read by everybody who works with conversations, written by administrators.</summary>
internal static class ProcessEndpoints
{
    public sealed record Item(Guid Id, Wording Names, Wording Occasion, Guid? LabelId, CaseKind? CaseKind, IReadOnlyList<ProcessStep> Steps, bool Archived, DateTimeOffset CreatedAt, int Version)
    {
        internal static Item Of(StandardProcess it) => new(it.Id, it.ReadNames(), it.ReadOccasion(), it.LabelId, it.CaseKind, it.ReadSteps(), it.Archived, it.CreatedAt, it.Version);
    }

    public sealed record Items(IReadOnlyList<Item> Processes);

    /// <param name="Done">The keys of the steps that were recorded.</param>
    public sealed record Recorded(Guid ProcessId, Wording Names, IReadOnlyList<ProcessStep> Steps, IReadOnlyList<string> Done);

    public sealed record RecordedItems(IReadOnlyList<Recorded> Processes);

    public sealed record StepAnswer(bool Done);

    public static void Map(IEndpointRouteBuilder api)
    {
        var processes = api.MapGroup("/processes");
        processes.MapGet("", async (IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                return TypedResults.Ok(new Items([.. (await db.StandardProcesses.AsNoTracking().OrderBy(it => it.Id).Take(StandardProcess.Most).ToListAsync(cancel)).Select(Item.Of)]));
            })
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("List the library of standard processes, archived ones too");

        processes.MapPost("", async (SaveProcess.Request request, SaveProcess.Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(null, request, null, cancel)).ToHttp(it => TypedResults.Created($"/api/v1/processes/{it.Id}", Item.Of(it))))
            .RequireAuthorization(Permission.Administer)
            .WithSummary("Write a standard process: when it applies, and its steps")
            .Produces<Item>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);

        processes.MapPut("/{id:guid}", async (Guid id, SaveProcess.Request request, HttpContext http, SaveProcess.Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, request, http.Request.IfMatch(), cancel)).ToHttp(it => TypedResults.Ok(Item.Of(it))))
            .RequireAuthorization(Permission.Administer)
            .WithSummary("Write a standard process anew; a step with its key stays the same step")
            .Produces<Item>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);

        api.MapGet("/conversations/{id:guid}/processes", async (Guid id, IDbContextFactory<AppDb> database, Kept<ProcessBook> books, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                if (!await db.Conversations.AnyAsync(it => it.Id == id, cancel))
                    return Refusal.NotFound("conversation.not_found").ToHttp();
                var applying = await (await books.ReadAsync(cancel)).ForAsync(db, id, cancel);
                var done = await db.ProcessRecords.AsNoTracking().Where(it => it.ConversationId == id).Select(it => new { it.ProcessId, it.Step }).ToListAsync(cancel);
                return TypedResults.Ok(new RecordedItems([.. applying.Select(it => new Recorded(it.Id, it.Names, it.Steps, [.. done.Where(row => row.ProcessId == it.Id).Select(row => row.Step)]))]));
            })
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("The standard processes that apply to a conversation, and the steps that were recorded")
            .Produces<RecordedItems>()
            .ProducesProblem(StatusCodes.Status404NotFound);

        api.MapPut("/conversations/{id:guid}/processes/{processId:guid}/steps/{step}", async (Guid id, Guid processId, string step, RecordStep.Request request, ClaimsPrincipal user, RecordStep.Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, processId, step, request.Done, user, cancel)).ToHttp(done => TypedResults.Ok(new StepAnswer(done))))
            .RequireAuthorization(Permission.Reply)
            .WithSummary("Say that a step of a standard process was done in a conversation, or take it back")
            .Produces<StepAnswer>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }
}
