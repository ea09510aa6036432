using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Chain;

/// <summary>Somebody who leads says what stands for each link.</summary>
public static class SaveChainSources
{
    public sealed record Request
    {
        /// <summary>The links that are left out have their usual source.</summary>
        public Dictionary<ChainLink, ChainSource>? Sources { get; set; }

        /// <summary>Null for the employee survey that was made last.</summary>
        public Guid? EmployeeSurveyId { get; set; }

        /// <summary>Null for the SERVQUAL survey that was made last.</summary>
        public Guid? QualitySurveyId { get; set; }

        /// <summary>Null for the NPS survey that was made last.</summary>
        public Guid? RecommendSurveyId { get; set; }
    }

    public sealed class Handler(IDbContextFactory<AppDb> database)
    {
        /// <param name="expected">The version the caller has seen; null when it does not matter.</param>
        public async Task<Outcome<ChainSettings>> HandleAsync(Request request, int? expected, CancellationToken cancel)
        {
            var sources = request.Sources ?? [];
            foreach (var (link, source) in sources)
            {
                if (!Enum.IsDefined(link) || !Enum.IsDefined(source) || !ChainMetrics.Of(source).Links.Contains(link))
                    return Refusal.Invalid("chain.source", Enum.IsDefined(link) ? $"sources.{link}" : "sources");
            }

            await using var db = await database.CreateDbContextAsync(cancel);
            foreach (var (id, kind, field) in ((Guid?, SurveyKind, string)[])
                [(request.EmployeeSurveyId, SurveyKind.Employee, "employeeSurveyId"), (request.QualitySurveyId, SurveyKind.Servqual, "qualitySurveyId"), (request.RecommendSurveyId, SurveyKind.Nps, "recommendSurveyId")])
            {
                if (id is { } survey && !await IsOfAsync(db, survey, kind, cancel))
                    return Refusal.Invalid("chain.survey", field);
            }

            var settings = await db.ChainSettings.SingleOrDefaultAsync(cancel);
            if (expected is { } seen && seen != (settings?.Version ?? 0))
                return Refusal.Stale("chain.changed_meanwhile");
            settings ??= db.ChainSettings.Add(new ChainSettings()).Entity;
            settings.Choose(sources, request.EmployeeSurveyId, request.QualitySurveyId, request.RecommendSurveyId);
            try
            {
                await db.SaveChangesAsync(cancel);
            }
            catch (DbUpdateException) // somebody else was first, with the row or with a change of it
            {
                return Refusal.Stale("chain.changed_meanwhile");
            }

            return settings;
        }

        private static Task<bool> IsOfAsync(AppDb db, Guid id, SurveyKind kind, CancellationToken cancel) => db.Surveys.AnyAsync(it => it.Id == id && it.Kind == kind && it.Published > 0, cancel);
    }
}
