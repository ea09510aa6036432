using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Ideas;

/// <summary>Somebody who leads writes an idea down, says whose it is and which survey asks about it.</summary>
public static class SaveIdea
{
    public sealed record Request
    {
        public string Title { get; set; } = "";
        public string? About { get; set; }
        public Guid? OwnerId { get; set; }
        public IdeaState State { get; set; }

        /// <summary>A Kano survey that asks about it.</summary>
        public Guid? SurveyId { get; set; }

        /// <summary>The key of its pair of questions.</summary>
        public string? ItemKey { get; set; }

        /// <summary>After how many months to ask again, 1 to 60.</summary>
        public int AskAgainMonths { get; set; } = 12;
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        /// <param name="id">Null for a new one.</param>
        /// <param name="expected">The version the caller has seen; null when it does not matter.</param>
        public async Task<Outcome<ServiceIdea>> HandleAsync(Guid? id, Request request, int? expected, CancellationToken cancel)
        {
            if (Check.Name(request.Title, "title", ServiceIdea.MostTitle) is { } untitled)
                return untitled;
            if (request.About?.Trim().Length > ServiceIdea.MostAbout)
                return Refusal.Invalid("form.too_long", "about");
            if (!Enum.IsDefined(request.State))
                return Refusal.Invalid("ideas.choice", "state");
            if (request.AskAgainMonths is < 1 or > ServiceIdea.MostMonths)
                return Refusal.Invalid("idea.months", "askAgainMonths");

            await using var db = await database.CreateDbContextAsync(cancel);
            if (request.OwnerId is { } owner && !await db.Agents.AnyAsync(it => it.Id == owner && it.Active, cancel))
                return Refusal.Invalid("agent.not_found", "ownerId");
            if (request.SurveyId is { } survey && !await AsksAsync(db, survey, request.ItemKey, cancel))
                return Refusal.Invalid("idea.item", "itemKey");

            var known = id is null ? null : await db.ServiceIdeas.FindAsync([id.Value], cancel);
            if (id is not null && known is null)
                return Refusal.NotFound("idea.not_found");
            if (known is not null && expected is { } seen && seen != known.Version)
                return Refusal.Stale("ideas.changed_meanwhile");
            if (known is null && await db.ServiceIdeas.CountAsync(cancel) >= ServiceIdea.Most)
                return Refusal.Conflict("idea.too_many");

            var now = clock.GetUtcNow();
            var idea = known ?? db.ServiceIdeas.Add(new ServiceIdea(now)).Entity;
            var askAgain = idea.AskAgainAt;
            idea.Describe(request.Title, request.About ?? "", request.OwnerId, request.State, request.SurveyId, request.ItemKey, request.AskAgainMonths);
            if (idea.AskAgainAt is { } due && due != askAgain)
                db.Enqueue(new RemindIdea(idea.Id, due), due > now ? due : now);
            return await db.SaveOrRefuseAsync("ideas.changed_meanwhile", cancel) is { } forestalled ? forestalled : idea;
        }

        public async Task<Outcome<bool>> RemoveAsync(Guid id, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            return await db.WriteAsync(async inside =>
            {
                await db.IdeaClasses.Where(it => it.IdeaId == id).ExecuteDeleteAsync(inside);
                return await db.ServiceIdeas.Where(it => it.Id == id).ExecuteDeleteAsync(inside);
            }, cancel) == 1 ? true : Refusal.NotFound("idea.not_found");
        }

        private static async Task<bool> AsksAsync(AppDb db, Guid surveyId, string? itemKey, CancellationToken cancel) =>
            itemKey is not null && await CountClass.QuestionnaireAsync(db, surveyId, cancel) is { } questionnaire && questionnaire.Find(itemKey) is { Kind: ItemKind.Pair };
    }
}
