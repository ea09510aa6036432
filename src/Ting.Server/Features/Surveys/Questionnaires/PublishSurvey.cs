using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Surveys.Questionnaires;

/// <summary>The draft becomes what customers see: a new version, never changed from then on.</summary>
public static class PublishSurvey
{
    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        public async Task<Outcome<Survey>> HandleAsync(Guid id, Guid? agentId, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Surveys.FindAsync([id], cancel) is not { } survey)
                return Refusal.NotFound("survey.not_there");
            if (survey.Publish(agentId, clock.GetUtcNow()).IsRefused(out var refusal, out var version))
                return refusal;

            db.SurveyVersions.Add(version);
            return await db.SaveOrRefuseAsync("survey.changed_meanwhile", cancel) is { } forestalled ? forestalled : survey;
        }
    }
}
