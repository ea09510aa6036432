using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Files;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Academy.Voice;

/// <summary>An agent deletes a recording of theirs, with its sound.</summary>
public static class DeleteTake
{
    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapDelete("/voice/takes/{id:guid}", async (Guid id, ClaimsPrincipal user, Handler handler, CancellationToken cancel) =>
            {
                var outcome = user.AgentId() is { } agentId ? await handler.HandleAsync(agentId, id, cancel) : Refusal.Forbidden("academy.agents_only");
                return outcome.ToHttp(_ => TypedResults.NoContent());
            })
            .WithSummary("Delete a voice recording of one's own")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound);

    public sealed class Handler(IDbContextFactory<AppDb> database, FileStore files)
    {
        public async Task<Outcome<bool>> HandleAsync(Guid agentId, Guid id, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.WriteAsync(inside => db.VoiceTakes.Where(it => it.Id == id && it.AgentId == agentId).ExecuteDeleteAsync(inside), cancel) == 0)
                return Refusal.NotFound("voice.not_found");

            TakeSound.StoreOf(files, id).DeleteAll();
            return true;
        }
    }
}
