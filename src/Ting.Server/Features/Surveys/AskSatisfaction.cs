using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Inboxes;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Links;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Localisation;

namespace Ting.Server.Features.Surveys;

/// <summary>A conversation was resolved: satisfaction is predicted, and the customer asked unless that would be a nuisance.</summary>
/// <param name="Sequence">Of the event in the conversation's log; a later resolving asks anew.</param>
public sealed record AskSatisfaction(Guid ConversationId, int Sequence) : IJob
{
    /// <summary>Nobody is asked more often than this.</summary>
    public static readonly TimeSpan QuietPeriod = TimeSpan.FromDays(7);

    // What was settled together with others is easily a slip, and taken back within seconds.
    private static readonly TimeSpan TimeToTakeBack = TimeSpan.FromMinutes(1);

    public static string Name => "ask-satisfaction";

    internal static TimeSpan WaitAfter(LoggedEvent resolved)
    {
        using var data = JsonDocument.Parse(resolved.Data);
        return data.RootElement.TryGetProperty("withOthers", out _) ? TimeToTakeBack : TimeSpan.Zero;
    }

    internal sealed class Handler(IDbContextFactory<AppDb> database, RateToken tokens, IStringLocalizer<SurveyText> text, SiteAddress site, LiveFeed live, TimeProvider clock)
        : IJobHandler<AskSatisfaction>
    {
        public Task HandleAsync(AskSatisfaction job, CancellationToken cancel) => Attempts.OnConflictAsync(() => TryAsync(job, cancel));

        private async Task<bool> TryAsync(AskSatisfaction job, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var conversation = await db.Conversations.SingleAsync(it => it.Id == job.ConversationId, cancel);
            if (conversation.Status is not ConversationStatus.Resolved)
                return false; // the customer came back meanwhile; the next resolving asks
            if (await db.Events.AnyAsync(line => line.Stream == conversation.Id && line.Sequence > job.Sequence && line.Type == "satisfaction.predicted", cancel))
                return false; // an earlier attempt got through

            var now = clock.GetUtcNow();
            var predicted = await SatisfactionPredictor.OfAsync(db, conversation, cancel);
            var inbox = await db.Inboxes.AsNoTracking().SingleAsync(it => it.Id == conversation.InboxId, cancel);
            var rating = await db.SatisfactionRatings.FindAsync([conversation.Id], cancel);
            var isNew = rating is null;
            rating ??= new SatisfactionRating(conversation.Id, predicted, now);
            if (isNew)
                db.SatisfactionRatings.Add(rating);

            var asks = rating.AnsweredAt is null && inbox.AsksSatisfaction && !await AskedLatelyAsync(db, conversation, now, cancel);
            if (asks)
                rating.Ask(predicted, now);
            else if (isNew)
                rating.LeaveOut(predicted, now);
            else
                rating.Predict(predicted);

            conversation.Log("satisfaction.predicted", "system", now, new { predicted = Math.Round(predicted, 2), asked = asks });
            if (asks && inbox.Kind != "chat") // the chat window shows the question itself
                db.Messages.Add(conversation.Tell(Question(conversation.Language ?? inbox.Language, conversation.Id), now));

            await db.SaveAsync(conversation, cancel);
            Intake.Announce(live, conversation);
            return asks;
        }

        private static Task<bool> AskedLatelyAsync(AppDb db, Conversation conversation, DateTimeOffset now, CancellationToken cancel)
        {
            var since = now - QuietPeriod;
            return (from rating in db.SatisfactionRatings
                    join other in db.Conversations on rating.ConversationId equals other.Id
                    where other.PersonId == conversation.PersonId && rating.Asked && rating.AskedAt > since
                    select rating.ConversationId).AnyAsync(cancel);
        }

        private string Question(string language, Guid conversationId) => Languages.In(language, () => text["message.question", site.Of($"/rate/{tokens.For(conversationId)}")]);
    }
}
