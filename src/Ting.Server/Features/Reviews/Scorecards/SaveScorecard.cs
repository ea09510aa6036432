using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Academy.Courses;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Reviews.Scorecards;

/// <summary>A scorecard is made from the shipped one, or its draft, name, inbox or use is changed. Reviews go by the published edition until a new one is published.</summary>
public static class SaveScorecard
{
    /// <summary>What is null, or not given, stays as it is.</summary>
    public sealed record Request
    {
        [StringLength(120)]
        public string? Name { get; set; }

        /// <summary>The whole scorecard as it should be from now on; a new one without begins as the shipped one.</summary>
        public RawJson? Draft { get; set; }

        /// <summary>Whose conversations it is for; null for all that have none of their own.</summary>
        public Given<Guid?> InboxId { get; set; }

        /// <summary>Whether the engine reviews by it.</summary>
        public bool? Active { get; set; }
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, Kept<CourseBook> courses, TimeProvider clock)
    {
        /// <param name="id">Null for a new one.</param>
        /// <param name="expected">The version the caller has seen; null when it does not matter.</param>
        public async Task<Outcome<Scorecard>> HandleAsync(Guid? id, Request request, int? expected, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var card = id is null ? null : await db.Scorecards.FindAsync([id.Value], cancel);
            if (id is not null && card is null)
                return Refusal.NotFound("scorecard.not_found");
            if (card is not null && expected is { } seen && seen != card.Version)
                return Refusal.Stale("scorecard.changed_meanwhile");
            if (ReadDraft(request, await courses.ReadAsync(cancel)).IsRefused(out var badDraft, out var draft))
                return badDraft;
            if ((card is null || request.Name is not null) && Check.Name(request.Name, "name") is { } nameless)
                return nameless;
            if (request.InboxId is { IsGiven: true, Value: { } inboxId } && !await db.Set<Inboxes.Inbox>().AnyAsync(it => it.Id == inboxId, cancel))
                return Refusal.Invalid("inbox.not_found", "inboxId");

            if (card is null)
                db.Scorecards.Add(card = new Scorecard(request.Name!, draft ?? ShippedScorecard.Content, clock.GetUtcNow()));
            else if (draft is not null)
                card.Write(draft);
            if (request.Name is not null)
                card.Rename(request.Name);
            if (request.InboxId.IsGiven)
                card.Serve(request.InboxId.Value);
            if (request.Active is { } active && active != card.IsActive && card.Use(active).IsRefused(out var unpublished, out _))
                return unpublished;
            return await db.SaveOrRefuseAsync("scorecard.changed_meanwhile", cancel) is { } forestalled ? forestalled : card;
        }

        private static Outcome<ScorecardContent?> ReadDraft(Request request, CourseBook book)
        {
            if (request.Draft is not { } given)
                return (ScorecardContent?)null;
            if (ScorecardContent.Read(given.Text) is not { } draft)
                return Refusal.Invalid("scorecard.unreadable", "draft");
            if (ScorecardRules.Draft(draft) is { } refusal)
                return refusal;
            return draft.Criteria.Any(criterion => criterion.Course is { } course && book.Find(course, "en") is null) ? Refusal.Invalid("course.not_found", "draft") : draft;
        }
    }
}

/// <summary>The draft becomes the edition that reviews go by from now on.</summary>
public static class PublishScorecard
{
    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        public Task<Outcome<Scorecard>> HandleAsync(Guid id, Guid? agentId, CancellationToken cancel) => Attempts.OnConflictAsync<Outcome<Scorecard>>(async () =>
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Scorecards.FindAsync([id], cancel) is not { } card)
                return Refusal.NotFound("scorecard.not_found");
            if (card.Publish(agentId, clock.GetUtcNow()).IsRefused(out var refusal, out var edition))
                return refusal;
            db.ScorecardEditions.Add(edition);
            await db.SaveChangesAsync(cancel);
            return card;
        });
    }
}
