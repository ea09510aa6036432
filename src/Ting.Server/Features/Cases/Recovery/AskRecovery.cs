using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Inboxes;
using Ting.Server.Features.People;
using Ting.Server.Features.Surveys;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Links;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Localisation;

namespace Ting.Server.Features.Cases.Recovery;

/// <summary>A complaint or a recovery was closed: the customer is asked again, where they last spoke of it, and what they had answered before is kept beside it.</summary>
/// <param name="Round">A case that was opened again is asked about once more.</param>
public sealed record AskRecovery(Guid CaseId, int Round) : IJob
{
    public static string Name => "ask-recovery";

    internal static AskRecovery After(LoggedEvent closed)
    {
        using var data = JsonDocument.Parse(closed.Data);
        return new AskRecovery(closed.Stream, data.RootElement.GetProperty("round").GetInt32());
    }

    internal sealed class Handler(IDbContextFactory<AppDb> database, RecoveryToken tokens, IStringLocalizer<CasesText> text, SiteAddress site, LiveFeed live, TimeProvider clock)
        : IJobHandler<AskRecovery>
    {
        public Task HandleAsync(AskRecovery job, CancellationToken cancel) => Attempts.OnConflictAsync(() => TryAsync(job, cancel));

        private async Task<bool> TryAsync(AskRecovery job, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var matter = await db.Cases.SingleAsync(it => it.Id == job.CaseId, cancel);
            if (matter.IsOpen || matter.Kind is not (CaseKind.Complaint or CaseKind.Recovery))
                return false;

            var round = job.Round;
            if (matter.Round != round || await db.RecoveryRatings.AnyAsync(it => it.CaseId == matter.Id && it.Round == round, cancel))
                return false; // an earlier attempt got through

            var links = db.CaseConversations.Where(it => it.CaseId == matter.Id).Select(it => it.ConversationId);
            var conversation = await db.Conversations.Where(it => links.Contains(it.Id) && it.Status != ConversationStatus.Merged).OrderByDescending(it => it.LastMessageAt).FirstOrDefaultAsync(cancel);
            if (conversation is null || await db.People.AnyAsync(it => it.Id == matter.PersonId && it.ErasedAt != null, cancel))
                return false;

            var inbox = await db.Inboxes.AsNoTracking().SingleAsync(it => it.Id == conversation.InboxId, cancel);
            if (!inbox.AsksSatisfaction)
                return false;

            var now = clock.GetUtcNow();
            var before = await db.SatisfactionRatings.Where(it => links.Contains(it.ConversationId) && it.Score != null).OrderBy(it => it.AnsweredAt).Select(it => it.Score).FirstOrDefaultAsync(cancel);
            db.RecoveryRatings.Add(new RecoveryRating(matter, conversation.Id, before, now));
            matter.Log("case.asked_again", "system", now, new { round, conversationId = conversation.Id, before });
            db.AppendEvents(matter);
            db.Messages.Add(conversation.Tell(Question(conversation.Language ?? inbox.Language, matter), now));
            await db.SaveAsync(conversation, cancel);
            Intake.Announce(live, conversation);
            SaveCase.Announce(live, matter.Id);
            return true;
        }

        private string Question(string language, Case matter) => Languages.In(language, () => text["recovery.message", site.Of($"/rate/again/{tokens.For(matter.Id, matter.Round)}")]);
    }
}
