using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Processes;

/// <summary>The table of contents of this folder: the library of standard processes, and in which conversations they were followed.</summary>
internal static class ProcessesFeature
{
    public static IServiceCollection AddProcesses(this IServiceCollection services) => services
        .AddRefusalTexts<ProcessesText>()
        .AddKept(ProcessBook.ReadAsync, typeof(StandardProcess))
        .AddSingleton(new PanelSection(typeof(ProcessSection)))
        .AddScoped<SaveProcess.Handler>()
        .AddScoped<RecordStep.Handler>();

    public static void MapProcessesApi(this IEndpointRouteBuilder api) => ProcessEndpoints.Map(api);

    public static void MapProcesses(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/processes/{processId:guid}/steps/{step}", async (Guid processId, string step, [FromForm] Guid conversationId, [FromForm] bool done, [FromForm] string? returnUrl, ClaimsPrincipal user, RecordStep.Handler handler, CancellationToken cancel) =>
                InboxRoutes.Back(await handler.HandleAsync(conversationId, processId, step, done, user, cancel), returnUrl))
            .RequireAuthorization(Permission.Reply).ExcludeFromDescription();
}
