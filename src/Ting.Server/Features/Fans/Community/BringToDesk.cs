using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Inboxes;
using Ting.Server.Features.People;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Fans.Community;

/// <summary>What somebody says in public becomes a conversation with them, so that the desk answers; each leads to the other.</summary>
internal sealed class BringToDesk(WholeDatabase database, LiveFeed live, TimeProvider clock, ILogger<BringToDesk> log)
{
    public async Task<Outcome<CommunityTopic>> HandleAsync(Guid topicId, ClaimsPrincipal user, CancellationToken cancel)
    {
        if (!user.May(Permission.Reply))
            return Refusal.Forbidden("community.not_allowed");
        var outcome = await Attempts.OnConflictAsync(() => TryAsync(topicId, user.Actor(), user.AgentId(), cancel));
        if (!outcome.IsRefused(out _, out _))
        {
            live.Publish("inbox");
            live.Publish(WritePost.Live);
        }

        return outcome;
    }

    private async Task<Outcome<CommunityTopic>> TryAsync(Guid topicId, string actor, Guid? agentId, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        if (await db.CommunityTopics.SingleOrDefaultAsync(it => it.Id == topicId, cancel) is not { } topic)
            return Refusal.NotFound("community.not_found");
        if (topic.ConversationId is not null)
            return topic; // brought already
        var first = await db.CommunityPosts.SingleAsync(it => it.TopicId == topicId && it.IsFirst, cancel);
        if (first.Email is not { } email || first.State is PostState.Unconfirmed)
            return Refusal.Conflict(first.State is PostState.Unconfirmed ? "community.unconfirmed" : "community.forgotten");
        var rules = await FanRules.ReadAsync(db, cancel);
        if (await db.Inboxes.SingleOrDefaultAsync(it => it.Id == rules.InboxId, cancel) is not { } inbox)
            return Refusal.Conflict("community.no_inbox");

        var now = clock.GetUtcNow();
        // the link of the letter has proven that the address is theirs
        var person = await PersonFinder.FindOrAddAsync(db, first.Name, first.Language, [new IdentityGiven("email", email, Verified: true)], actor, now, cancel);
        var conversation = new Conversation(inbox.Id, person.Id, topic.Title, first.Language, actor, now);
        conversation.Assign(agentId, inbox.TeamId, actor, "began", now);
        conversation.Stand(person.Tier, person.AccessLane || inbox.AccessLane);
        Intake.Receive(db, conversation, first.Text, $"community:{first.Id}", first.At, now, log);
        topic.Bring(conversation.Id);
        db.Append(topic.Log("topic.brought", actor, new { conversationId = conversation.Id }, now));
        db.Conversations.Add(conversation);
        await db.SaveAsync(conversation, cancel);
        return topic;
    }
}
