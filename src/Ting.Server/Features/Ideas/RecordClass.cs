using Microsoft.EntityFrameworkCore;
using Ting.Measurement;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Ideas;

/// <summary>An idea gets its class of a time: counted from the answers to a Kano survey, or as it is known from elsewhere.</summary>
public static class RecordClass
{
    public sealed record Request
    {
        /// <summary>A Kano survey; null for what is known from elsewhere.</summary>
        public Guid? SurveyId { get; set; }

        /// <summary>Its pair of questions; the idea's own when left out.</summary>
        public string? ItemKey { get; set; }

        /// <summary>Answers from here on; all when left out.</summary>
        public DateTimeOffset? From { get; set; }

        /// <summary>Answers before; up to now when left out.</summary>
        public DateTimeOffset? To { get; set; }

        /// <summary>For what is known from elsewhere.</summary>
        public KanoClass? Class { get; set; }

        /// <summary>Since when that holds; now when left out.</summary>
        public DateTimeOffset? At { get; set; }

        /// <summary>Where it is known from.</summary>
        public string? Source { get; set; }
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        public async Task<Outcome<IdeaClass>> HandleAsync(Guid id, Request request, string actor, CancellationToken cancel)
        {
            var now = clock.GetUtcNow();
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.ServiceIdeas.FindAsync([id], cancel) is not { } idea)
                return Refusal.NotFound("idea.not_found");
            if ((request.SurveyId is { } survey ? await CountedAsync(db, idea, survey, request, actor, now, cancel) : Known(idea, request, actor, now)).IsRefused(out var refusal, out var found))
                return refusal;

            Keep(db, idea, found, now);
            return await db.SaveOrRefuseAsync("ideas.changed_meanwhile", cancel) is { } forestalled ? forestalled : found;
        }

        private static async Task<Outcome<IdeaClass>> CountedAsync(AppDb db, ServiceIdea idea, Guid survey, Request request, string actor, DateTimeOffset now, CancellationToken cancel)
        {
            var key = request.ItemKey ?? (survey == idea.SurveyId ? idea.ItemKey : null);
            if (key is null || (await CountClass.QuestionnaireAsync(db, survey, cancel))?.Find(key) is not { Kind: ItemKind.Pair })
                return Refusal.Invalid("idea.item", "itemKey");
            var (from, to) = (request.From ?? DateTimeOffset.UnixEpoch, request.To ?? now.AddMinutes(1));
            if (to <= from)
                return Refusal.Invalid("idea.span", "to");
            return await CountClass.ReadAsync(db, survey, key, from, to, cancel) is { } found
                ? IdeaClass.Counted(idea.Id, survey, found.Counts, found.Since, found.At, actor, now)
                : Refusal.Invalid("idea.few_answers", "surveyId");
        }

        private static Outcome<IdeaClass> Known(ServiceIdea idea, Request request, string actor, DateTimeOffset now)
        {
            if (request.Class is not { } of || !Enum.IsDefined(of))
                return Refusal.Invalid("ideas.choice", "class");
            if (string.IsNullOrWhiteSpace(request.Source) || request.Source.Trim().Length > IdeaClass.MostSource)
                return Refusal.Invalid("idea.source", "source");
            var at = request.At ?? now;
            if (at > now.AddMinutes(1) || at.Year < 1980)
                return Refusal.Invalid("idea.date", "at");
            return IdeaClass.Known(idea.Id, of, request.Source, at.ToUniversalTime(), actor, now); // months are counted in one zone
        }
    }

    /// <summary>Writes it down in the save that follows; when it grows old, somebody is reminded.</summary>
    internal static void Keep(AppDb db, ServiceIdea idea, IdeaClass found, DateTimeOffset now)
    {
        db.IdeaClasses.Add(found);
        if (idea.Found(found) && idea.AskAgainAt is { } due)
            db.Enqueue(new RemindIdea(idea.Id, due), due > now ? due : now);
    }
}
