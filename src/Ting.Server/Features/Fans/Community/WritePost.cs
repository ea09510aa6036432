using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Fans.Magazine;
using Ting.Server.Features.PublicVoice.Feeds;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;
using Ting.Server.Platform.Search;

namespace Ting.Server.Features.Fans.Community;

/// <summary>A visitor begins a topic or answers one. It appears when they have opened the link of the letter and, where that is asked for, a moderator has approved it.</summary>
public sealed class WritePost(IDbContextFactory<AppDb> database, FanLetters letters, LiveFeed live, TimeProvider clock)
{
    public const string Live = "community";
    public const string SearchKind = "topic";
    private const int MostAnHour = 6;
    private const int MostUnconfirmed = 3;

    /// <param name="TopicId">Of the topic that is answered; null to begin one.</param>
    /// <param name="Trap">A field that people do not see; a script fills it in.</param>
    public sealed record Request(Guid? TopicId, Board Board, string Title, string Text, string Name, string Email, string Language, string Trap);

    public async Task<Outcome<bool>> HandleAsync(Request request, CancellationToken cancel)
    {
        var (title, text, name) = (PlainText.Of(request.Title, int.MaxValue), PlainText.Of(request.Text, int.MaxValue), PlainText.Of(request.Name, int.MaxValue));
        if (request.TopicId is null && (Check.Name(title, "title", CommunityTopic.MostTitle) ?? (Enum.IsDefined(request.Board) ? null : Refusal.Invalid("form.choice", "board"))) is { } untitled)
            return untitled;
        if (text.Length is 0 or > CommunityPost.MostText)
            return Refusal.Invalid(text.Length == 0 ? "form.required" : "form.too_long", "text");
        if ((Check.Name(name, "name", CommunityPost.MostName) ?? Check.Email(request.Email, "email")) is { } unknown)
            return unknown;
        if (!letters.CanWrite)
            return Refusal.Conflict("community.no_mail");
        if (request.Trap.Length > 0)
            return true;
        return await Attempts.OnConflictAsync(() => TryAsync(request with { Title = title, Text = text, Name = name, Email = Subscriber.Normalise(request.Email) }, cancel));
    }

    private async Task<Outcome<bool>> TryAsync(Request request, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var now = clock.GetUtcNow();
        var topic = request.TopicId is { } id ? await db.CommunityTopics.AsNoTracking().SingleOrDefaultAsync(it => it.Id == id && it.State == PostState.Shown, cancel) : null;
        if (request.TopicId is not null && topic is null)
            return Refusal.NotFound("community.not_found");
        if (topic is { CanBeAnswered: false })
            return Refusal.Conflict("community.closed");

        // Nobody's mailbox is filled through our form; and what the answer is does not depend on whose it is.
        var since = now.AddHours(-1);
        if (await db.CommunityPosts.CountAsync(it => it.Email == request.Email && it.At > since, cancel) >= MostAnHour
            || await db.CommunityPosts.CountAsync(it => it.Email == request.Email && it.State == PostState.Unconfirmed && it.At > since, cancel) >= MostUnconfirmed)
            return true;

        topic ??= db.CommunityTopics.Add(new CommunityTopic(request.Board, request.Title, request.Language, now)).Entity;
        var post = db.CommunityPosts.Add(new CommunityPost(topic.Id, request.TopicId is null, request.Name, request.Email, request.Text, request.Language, now)).Entity;
        db.Enqueue(new SendPostLetter(post.Id), now);
        db.Enqueue(new ForgetPost(post.Id), post.ExpiresAt);
        await db.SaveChangesAsync(cancel);
        return true;
    }

    /// <returns>What is confirmed by this link; null when it is over or was never one.</returns>
    public async Task<CommunityTopic?> FindAsync(string token, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        return await PostAsync(db, token, cancel) is { } post && post.CanConfirm(clock.GetUtcNow()) ? await db.CommunityTopics.AsNoTracking().SingleAsync(it => it.Id == post.TopicId, cancel) : null;
    }

    /// <returns>Null when the link is over or was never one.</returns>
    public Task<CommunityPost?> ConfirmAsync(string token, CancellationToken cancel) => Attempts.OnConflictAsync(async () =>
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var now = clock.GetUtcNow();
        if (await PostAsync(db, token, cancel) is not { } post || !post.CanConfirm(now))
            return null;
        var topic = await db.CommunityTopics.SingleAsync(it => it.Id == post.TopicId, cancel);
        var rules = await FanRules.ReadAsync(db, cancel);
        post.Confirm(rules.Approval, now);
        topic.Follow(post, PostState.Unconfirmed, now);
        if (post.State is PostState.Shown)
            AddWords(db, topic, post);
        await db.SaveChangesAsync(cancel);
        live.Publish(Live);
        return post;
    });

    internal static void AddWords(AppDb db, CommunityTopic topic, CommunityPost post) => db.AddNumbered(new SearchDocument(SearchKind, topic.Id, post.Id, post.IsFirst ? topic.Title : null, post.Text));

    private static async Task<CommunityPost?> PostAsync(AppDb db, string token, CancellationToken cancel) =>
        SecretLink.HashOf(token) is { } hash ? await db.CommunityPosts.SingleOrDefaultAsync(it => it.TokenHash == hash, cancel) : null;
}

/// <summary>What nobody confirms is forgotten, with the topic that it would have begun.</summary>
public sealed record ForgetPost(Guid PostId) : IJob
{
    public static string Name => "forget-unconfirmed-post";

    internal sealed class Handler(IDbContextFactory<AppDb> database) : IJobHandler<ForgetPost>
    {
        public async Task HandleAsync(ForgetPost job, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.CommunityPosts.SingleOrDefaultAsync(it => it.Id == job.PostId && it.State == PostState.Unconfirmed, cancel) is not { } post)
                return;
            db.CommunityPosts.Remove(post);
            if (post.IsFirst)
                db.CommunityTopics.Remove(await db.CommunityTopics.SingleAsync(it => it.Id == post.TopicId, cancel));
            await db.SaveChangesAsync(cancel);
        }
    }
}
