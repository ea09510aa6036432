using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;

namespace Ting.Server.Features.Surveys.Invitations;

/// <summary>Which surveys go out by themselves.</summary>
internal sealed record SurveyRules(IReadOnlyList<SurveyRules.Rule> All)
{
    public sealed record Rule(Guid SurveyId, Guid? InboxId, int SharePercent, int DelayHours);

    public static async Task<SurveyRules> ReadAsync(AppDb db, CancellationToken cancel) => new(await db.Surveys
        .Where(it => it.AsksAfter && it.IsOpen).OrderBy(it => it.Id)
        .Select(it => new Rule(it.Id, it.InboxId, it.SharePercent, it.DelayHours)).ToListAsync(cancel));
}

/// <summary>A conversation was resolved: the surveys that draw it are sent when their time has come.</summary>
public sealed record InviteAfterResolution(Guid ConversationId) : IJob
{
    public static string Name => "invite-after-resolution";

    /// <summary>Whether a conversation is drawn. The same answer for the same two, however often it is asked.</summary>
    public static bool IsDrawn(Guid surveyId, Guid conversationId, int sharePercent) =>
        BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData([.. surveyId.ToByteArray(), .. conversationId.ToByteArray()])) % 100 < sharePercent;

    internal sealed class Handler(IDbContextFactory<AppDb> database, Kept<SurveyRules> rules, TimeProvider clock) : IJobHandler<InviteAfterResolution>
    {
        public async Task HandleAsync(InviteAfterResolution job, CancellationToken cancel)
        {
            var known = await rules.ReadAsync(cancel);
            if (known.All.Count == 0)
                return;

            await using var db = await database.CreateDbContextAsync(cancel);
            var inboxId = await db.Conversations.Where(it => it.Id == job.ConversationId).Select(it => it.InboxId).SingleAsync(cancel);
            var now = clock.GetUtcNow();
            foreach (var rule in known.All.Where(rule => (rule.InboxId ?? inboxId) == inboxId && IsDrawn(rule.SurveyId, job.ConversationId, rule.SharePercent)))
                db.Enqueue(new SendInvitation(rule.SurveyId, job.ConversationId), now.AddHours(rule.DelayHours));
            await db.SaveChangesAsync(cancel);
        }
    }
}

/// <summary>The time of an invitation by rule has come. Where it must not be sent any more, nothing happens.</summary>
public sealed record SendInvitation(Guid SurveyId, Guid ConversationId) : IJob
{
    public static string Name => "send-survey-invitation";

    internal sealed class Handler(IDbContextFactory<AppDb> database, InviteToSurvey.Handler invitations) : IJobHandler<SendInvitation>
    {
        public async Task HandleAsync(SendInvitation job, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (!await db.Surveys.AnyAsync(it => it.Id == job.SurveyId && it.AsksAfter, cancel))
                return;
            var personId = await db.Conversations.Where(it => it.Id == job.ConversationId).Select(it => it.PersonId).SingleAsync(cancel);
            await invitations.HandleAsync(job.SurveyId, new() { PersonId = personId, ConversationId = job.ConversationId }, "rule", isRule: true, cancel);
        }
    }
}

/// <summary>Somebody has not answered yet, and is reminded once.</summary>
public sealed record RemindInvitation(Guid InvitationId) : IJob
{
    public static string Name => "remind-survey-invitation";

    internal sealed class Handler(IDbContextFactory<AppDb> database, InvitationWords words, Platform.Live.LiveFeed live, TimeProvider clock) : IJobHandler<RemindInvitation>
    {
        public async Task HandleAsync(RemindInvitation job, CancellationToken cancel) => await Attempts.OnConflictAsync(async () =>
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var now = clock.GetUtcNow();
            if (await db.SurveyInvitations.SingleOrDefaultAsync(it => it.Id == job.InvitationId, cancel) is not { AnsweredAt: null, RemindedAt: null, ConversationId: { } conversationId } invitation
                || invitation.IsOver(now) || await db.SurveyOptOuts.AnyAsync(it => it.PersonId == invitation.PersonId, cancel))
                return false;

            var survey = await db.Surveys.AsNoTracking().SingleAsync(it => it.Id == invitation.SurveyId, cancel);
            var conversation = await db.Conversations.SingleAsync(it => it.Id == conversationId, cancel);
            if (!survey.IsOpen || survey.IsAnonymous || conversation.Status is ConversationStatus.Merged)
                return false;

            var version = await db.SurveyVersions.AsNoTracking().SingleAsync(it => it.SurveyId == survey.Id && it.Number == survey.Published, cancel);
            invitation.Remind(now);
            db.Messages.Add(conversation.Tell(words.Message(survey, invitation, version.Read(), again: true), now));
            await db.SaveAsync(conversation, cancel);
            Intake.Announce(live, conversation);
            return true;
        });
    }
}
