using Microsoft.EntityFrameworkCore;
using Ting.Measurement;
using Ting.Server.Features.Agents;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Moments;

/// <summary>A colleague writes down how one meeting at a touchpoint went (MOT-01).</summary>
public static class LogMoment
{
    public sealed record Request
    {
        /// <summary>Now when it is not given.</summary>
        public DateTimeOffset? At { get; set; }

        /// <summary>Whom the customer met.</summary>
        public Guid? AgentId { get; set; }

        public int Seconds { get; set; }

        /// <summary>1 to 5; on a digital channel the four that follow take its place.</summary>
        public double? Appearance { get; set; }

        public double? Layout { get; set; }
        public double? Speed { get; set; }
        public double? Spelling { get; set; }
        public double? Identity { get; set; }
        public double? Behaviour { get; set; }
        public double? Communication { get; set; }
        public string? Note { get; set; }
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        public async Task<Outcome<LoggedMoment>> HandleAsync(Guid touchpointId, Request request, string actor, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Touchpoints.FindAsync([touchpointId], cancel) is not { } touchpoint)
                return Refusal.NotFound("touchpoint.not_found");

            var now = clock.GetUtcNow();
            var at = request.At ?? now;
            if (at > now.AddMinutes(5) || at < now.AddYears(-1))
                return Refusal.Invalid("moment.at", "at");
            if (request.Seconds is < 1 or > LoggedMoment.Longest)
                return Refusal.Invalid("moment.seconds", "seconds");
            if (request.Note?.Trim().Length > LoggedMoment.MostNote)
                return Refusal.Invalid("moment.note", "note");
            if (request.AgentId is { } agent && !await db.Agents.AnyAsync(it => it.Id == agent, cancel))
                return Refusal.Invalid("moment.agent", "agentId");
            if (AppearanceOf(touchpoint, request) is not { } appearance)
                return Refusal.Invalid("moment.score", touchpoint.IsDigital ? "layout" : "appearance");
            if (!IsScore(request.Behaviour))
                return Refusal.Invalid("moment.score", "behaviour");
            if (!IsScore(request.Communication))
                return Refusal.Invalid("moment.score", "communication");

            var moment = db.LoggedMoments.Add(new LoggedMoment(
                touchpointId, request.AgentId, at, request.Seconds, appearance, request.Behaviour!.Value, request.Communication!.Value, request.Note?.ReplaceLineEndings("\n") ?? "", actor, now)).Entity;
            await db.SaveChangesAsync(cancel);
            return moment;
        }

        private static double? AppearanceOf(Touchpoint touchpoint, Request request)
        {
            if (!touchpoint.IsDigital || request.Appearance is not null)
                return IsScore(request.Appearance) ? request.Appearance : null;
            double?[] parts = [request.Layout, request.Speed, request.Spelling, request.Identity];
            return Array.TrueForAll(parts, IsScore) ? FirstImpression.DigitalAppearance(parts[0]!.Value, parts[1]!.Value, parts[2]!.Value, parts[3]!.Value) : null;
        }

        private static bool IsScore(double? score) => score is >= 1 and <= 5;
    }
}
