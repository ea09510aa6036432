using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Features.PublicVoice.Feeds;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Fans.Community;

/// <summary>What colleagues do in the community: approve, hide with a reason, answer as the team, mark the answer that helped, close. The log keeps who did it.</summary>
internal sealed class Moderate(IDbContextFactory<AppDb> database, LiveFeed live, TimeProvider clock)
{
    public Task<Outcome<CommunityPost>> ApproveAsync(Guid postId, ClaimsPrincipal user, CancellationToken cancel) => ChangePostAsync(postId, (db, topic, post, now) =>
    {
        if (post.State is PostState.Unconfirmed)
            return Refusal.Conflict("community.unconfirmed");
        if (post.State is PostState.Shown || post.IsForgotten)
            return null;
        if (post.ShownAt is null)
            WritePost.AddWords(db, topic, post);
        var before = post.State;
        post.Show(now);
        topic.Follow(post, before, now);
        db.Append(topic.Log("post.shown", user.Actor(), new { postId }, now));
        return null;
    }, cancel);

    /// <param name="reason">Why; for colleagues and for the log.</param>
    public async Task<Outcome<CommunityPost>> HideAsync(Guid postId, string? reason, ClaimsPrincipal user, CancellationToken cancel)
    {
        var why = PlainText.Of(reason ?? "", int.MaxValue);
        if (why.Length is 0 or > CommunityPost.MostReason)
            return Refusal.Invalid(why.Length == 0 ? "community.reason" : "form.too_long", "reason");
        return await ChangePostAsync(postId, (db, topic, post, now) =>
        {
            if (post.State is PostState.Unconfirmed)
                return Refusal.Conflict("community.unconfirmed");
            if (post.State is PostState.Hidden)
                return null;
            var before = post.State;
            post.Hide();
            topic.Follow(post, before, now);
            db.Append(topic.Log("post.hidden", user.Actor(), new { postId, reason = why }, now));
            return null;
        }, cancel);
    }

    /// <summary>Said again, it is taken back.</summary>
    public Task<Outcome<CommunityPost>> AcceptAsync(Guid postId, ClaimsPrincipal user, CancellationToken cancel) => ChangePostAsync(postId, (db, topic, post, now) =>
    {
        if (post.IsFirst || post.State is not PostState.Shown)
            return Refusal.Conflict("community.not_an_answer");
        topic.Accept(topic.AcceptedId == postId ? null : postId);
        db.Append(topic.Log(topic.AcceptedId is null ? "answer.unaccepted" : "answer.accepted", user.Actor(), new { postId }, now));
        return null;
    }, cancel);

    public Task<Outcome<CommunityTopic>> CloseAsync(Guid topicId, bool closes, ClaimsPrincipal user, CancellationToken cancel) => ChangeAsync(topicId, (db, topic, now) =>
    {
        if (topic.ClosedAt is not null == closes)
            return Task.FromResult<Refusal?>(null);
        topic.Close(closes ? now : null);
        db.Append(topic.Log(closes ? "topic.closed" : "topic.opened", user.Actor(), new { }, now));
        return Task.FromResult<Refusal?>(null);
    }, cancel);

    public async Task<Outcome<CommunityTopic>> AnswerAsync(Guid topicId, string? text, ClaimsPrincipal user, CancellationToken cancel)
    {
        var words = PlainText.Of(text ?? "", int.MaxValue);
        if (words.Length is 0 or > CommunityPost.MostText)
            return Refusal.Invalid(words.Length == 0 ? "form.required" : "form.too_long", "text");
        return await ChangeAsync(topicId, async (db, topic, now) =>
        {
            if (topic.State is not PostState.Shown)
                return Refusal.Conflict("community.not_shown");
            var agentId = user.AgentId();
            var name = await db.Agents.Where(it => it.Id == agentId).Select(it => it.Name).SingleOrDefaultAsync(cancel) ?? "";
            var post = db.CommunityPosts.Add(new CommunityPost(topicId, agentId, name.Length > CommunityPost.MostName ? name[..CommunityPost.MostName] : name, words, now)).Entity;
            topic.Follow(post, PostState.Waiting, now);
            WritePost.AddWords(db, topic, post);
            db.Append(topic.Log("answer.added", user.Actor(), new { postId = post.Id }, now));
            return null;
        }, cancel);
    }

    private Task<Outcome<CommunityPost>> ChangePostAsync(Guid postId, Func<AppDb, CommunityTopic, CommunityPost, DateTimeOffset, Refusal?> change, CancellationToken cancel) => Attempts.OnConflictAsync<Outcome<CommunityPost>>(async () =>
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        if (await db.CommunityPosts.SingleOrDefaultAsync(it => it.Id == postId, cancel) is not { } post)
            return Refusal.NotFound("community.not_found");
        var topic = await db.CommunityTopics.SingleAsync(it => it.Id == post.TopicId, cancel);
        if (change(db, topic, post, clock.GetUtcNow()) is { } refusal)
            return refusal;
        await db.SaveChangesAsync(cancel);
        live.Publish(WritePost.Live);
        return post;
    });

    private Task<Outcome<CommunityTopic>> ChangeAsync(Guid topicId, Func<AppDb, CommunityTopic, DateTimeOffset, Task<Refusal?>> change, CancellationToken cancel) => Attempts.OnConflictAsync<Outcome<CommunityTopic>>(async () =>
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        if (await db.CommunityTopics.SingleOrDefaultAsync(it => it.Id == topicId, cancel) is not { } topic)
            return Refusal.NotFound("community.not_found");
        if (await change(db, topic, clock.GetUtcNow()) is { } refusal)
            return refusal;
        await db.SaveChangesAsync(cancel);
        live.Publish(WritePost.Live);
        return topic;
    });
}
