using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Ting.Server.Features.Cases.Analysis;
using Ting.Server.Features.Cases.Gestures;
using Ting.Server.Features.Cases.Tasks;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Localisation;

namespace Ting.Server.Features.Cases;

/// <summary>What the pages of cases ask for besides themselves: the number on the rail, the figures as a file, and forms of one button.</summary>
internal static class CaseRoutes
{
    public static void MapCases(this IEndpointRouteBuilder routes)
    {
        var desk = routes.MapGroup("/cases").RequireAuthorization(Permission.SeeConversations).ExcludeFromDescription();
        desk.MapGet("/count", () => (IResult)new RazorComponentResult<CaseCount>());
        AnalysisFile.Map(desk);

        var work = routes.MapGroup("/cases").RequireAuthorization(Permission.WorkCases).ExcludeFromDescription();
        work.MapPost("/from/{conversationId:guid}", async (Guid conversationId, [FromForm] CaseKind? kind, [FromForm] string? returnUrl, ClaimsPrincipal user, OpenCase.Handler handler, CancellationToken cancel) =>
        {
            var outcome = await handler.HandleAsync(user, new() { ConversationId = conversationId, Kind = kind }, cancel);
            return InboxRoutes.Back(outcome, outcome.IsRefused(out _, out var matter) ? returnUrl : Address(matter));
        });

        work.MapPost("/{id:guid}/move", async (Guid id, [FromForm] CaseState state, [FromForm] string? returnUrl, ClaimsPrincipal user, ChangeCase.Handler handler, CancellationToken cancel) =>
            InboxRoutes.Back(await handler.HandleAsync(id, user, new() { State = new(state) }, version: null, cancel), returnUrl));

        work.MapPost("/{id:guid}/take", async (Guid id, [FromForm] string? returnUrl, ClaimsPrincipal user, ChangeCase.Handler handler, CancellationToken cancel) =>
            InboxRoutes.Back(await handler.HandleAsync(id, user, new() { OwnerId = new(user.AgentId()) }, version: null, cancel), returnUrl));

        work.MapPost("/{id:guid}/check", async (Guid id, [FromForm] string? item, [FromForm] CheckVerdict verdict, [FromForm] string? returnUrl, ClaimsPrincipal user, MarkCheck.Handler handler, CancellationToken cancel) =>
            InboxRoutes.Back(await handler.HandleAsync(id, item ?? "", verdict, user, cancel), returnUrl));

        work.MapPost("/{id:guid}/link", async (Guid id, [FromForm] Guid conversationId, [FromForm] string? returnUrl, ClaimsPrincipal user, LinkConversation.Handler handler, CancellationToken cancel) =>
            InboxRoutes.Back(await handler.HandleAsync(id, conversationId, user, cancel), returnUrl));

        work.MapPost("/{id:guid}/unlink", async (Guid id, [FromForm] Guid conversationId, [FromForm] string? returnUrl, ClaimsPrincipal user, LinkConversation.Handler handler, CancellationToken cancel) =>
            InboxRoutes.Back(await handler.RemoveAsync(id, conversationId, user, cancel), returnUrl));

        work.MapPost("/gestures/{givenId:guid}", async (Guid givenId, [FromForm] bool approve, [FromForm] string? answer, [FromForm] string? returnUrl, ClaimsPrincipal user, DecideGesture.Handler handler, CancellationToken cancel) =>
            InboxRoutes.Back(await handler.HandleAsync(givenId, user, new() { Approve = approve, Answer = answer }, cancel), returnUrl)).RequireAuthorization(Permission.LeadCases);

        work.MapPost("/tasks/{taskId:guid}", async (Guid taskId, [FromForm] bool done, [FromForm] string? returnUrl, ClaimsPrincipal user, SaveTask.Handler handler, CancellationToken cancel) =>
            InboxRoutes.Back(await handler.DoneAsync(taskId, done, user, cancel), returnUrl));
    }

    public static string Address(Case matter) => string.Create(CultureInfo.InvariantCulture, $"/cases/{matter.Number}");

    /// <summary>A local date and time as a browser's field holds it.</summary>
    public static string Local(DateTimeOffset at, DateFormats dates) => dates.Here(at).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);
}
