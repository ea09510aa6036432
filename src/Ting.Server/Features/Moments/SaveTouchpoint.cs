using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Moments;

/// <summary>Somebody who leads names a point of contact, and says whose answers count for it.</summary>
public static class SaveTouchpoint
{
    public sealed record Request
    {
        public Wording? Names { get; set; }
        public JourneyStage Stage { get; set; }
        public MeetingChannel Channel { get; set; }

        /// <summary>A survey about first impressions, whose answers count here.</summary>
        public Guid? SurveyId { get; set; }

        /// <summary>By which conversations at this touchpoint are known.</summary>
        public Guid? LabelId { get; set; }

        public bool Active { get; set; } = true;
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        /// <param name="id">Null for a new one.</param>
        /// <param name="expected">The version the caller has seen; null when it does not matter.</param>
        public async Task<Outcome<Touchpoint>> HandleAsync(Guid? id, Request request, int? expected, CancellationToken cancel)
        {
            var names = (request.Names ?? Wording.None).Tidy();
            if (names.IsEmpty || names.Longest > Touchpoint.MostName)
                return Refusal.Invalid("touchpoint.name", "names");
            if (!Enum.IsDefined(request.Stage))
                return Refusal.Invalid("moments.choice", "stage");
            if (!Enum.IsDefined(request.Channel))
                return Refusal.Invalid("moments.choice", "channel");

            await using var db = await database.CreateDbContextAsync(cancel);
            if (request.SurveyId is { } survey && !await db.Surveys.AnyAsync(it => it.Id == survey && it.Kind == SurveyKind.Touchpoint, cancel))
                return Refusal.Invalid("touchpoint.survey", "surveyId");
            if (request.LabelId is { } label && !await db.Labels.AnyAsync(it => it.Id == label, cancel))
                return Refusal.Invalid("touchpoint.label", "labelId");

            var known = id is null ? null : await db.Touchpoints.FindAsync([id.Value], cancel);
            if (id is not null && known is null)
                return Refusal.NotFound("touchpoint.not_found");
            if (known is not null && expected is { } seen && seen != known.Version)
                return Refusal.Stale("moments.changed_meanwhile");
            if (known is null && await db.Touchpoints.CountAsync(cancel) >= Touchpoint.Most)
                return Refusal.Conflict("touchpoint.too_many");

            var touchpoint = known ?? db.Touchpoints.Add(new Touchpoint(clock.GetUtcNow())).Entity;
            touchpoint.Describe(names, request.Stage, request.Channel, request.SurveyId, request.LabelId, request.Active);
            try
            {
                await db.SaveChangesAsync(cancel);
            }
            catch (DbUpdateConcurrencyException)
            {
                return Refusal.Stale("moments.changed_meanwhile");
            }

            return touchpoint;
        }
    }
}

/// <summary>An administrator or leader says what the three parts of a first impression weigh here (TRAP-02).</summary>
public static class SaveImpressionWeights
{
    public sealed record Request
    {
        /// <summary>Where people meet.</summary>
        public WeightPoints? Person { get; set; }

        /// <summary>Where only messages do: appearance is layout, speed, spelling and identity.</summary>
        public WeightPoints? Digital { get; set; }
    }

    public sealed class Handler(IDbContextFactory<AppDb> database)
    {
        public Task<Outcome<ImpressionSettings>> HandleAsync(Request request, CancellationToken cancel) => Attempts.OnConflictAsync<Outcome<ImpressionSettings>>(async () =>
        {
            if (request.Person is not { IsSound: true } person)
                return Refusal.Invalid("moments.weights", "person");
            if (request.Digital is not { IsSound: true } digital)
                return Refusal.Invalid("moments.weights", "digital");

            await using var db = await database.CreateDbContextAsync(cancel);
            var settings = await db.ImpressionSettings.SingleOrDefaultAsync(cancel) ?? db.ImpressionSettings.Add(new ImpressionSettings()).Entity;
            settings.Weigh(person, digital);
            await db.SaveChangesAsync(cancel);
            return settings;
        });
    }
}
