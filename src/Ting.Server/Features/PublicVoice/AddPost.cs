using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.PublicVoice.Feeds;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.PublicVoice;

/// <summary>A program hands in what somebody said in public; the same of a source is taken in once, however often it is sent.</summary>
public static class AddPost
{
    public sealed record Request
    {
        public Guid SourceId { get; set; }

        /// <summary>What the source calls it.</summary>
        public string ExternalId { get; set; } = "";

        public string Text { get; set; } = "";
        public string? Author { get; set; }

        /// <summary>Where it stands; http or https.</summary>
        public string? Link { get; set; }

        /// <summary>zh, ja, en or another; told from the text when left out.</summary>
        public string? Language { get; set; }

        /// <summary>When it was said; now when left out.</summary>
        public DateTimeOffset? At { get; set; }
    }

    /// <param name="IsNew">False when it was known.</param>
    internal sealed record Response(PublicPost Post, bool IsNew);

    internal sealed class Handler(IDbContextFactory<AppDb> database, LiveFeed live, TimeProvider clock)
    {
        public async Task<Outcome<Response>> HandleAsync(Request request, CancellationToken cancel)
        {
            var now = clock.GetUtcNow();
            if (Given(request, now).IsRefused(out var refusal, out var given))
                return refusal;

            return await Attempts.OnConflictAsync<Outcome<Response>>(async () =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                if (await db.PublicSources.AsNoTracking().SingleOrDefaultAsync(it => it.Id == request.SourceId, cancel) is not { } source)
                    return Refusal.Invalid("public.source_not_found", "sourceId");
                if (await db.PublicPosts.AsNoTracking().SingleOrDefaultAsync(it => it.SourceId == source.Id && it.ExternalId == given.ExternalId, cancel) is { } known)
                    return new Response(known, IsNew: false);
                var taken = await TakePosts.AddAsync(db, source, [given], now, cancel);
                if (taken.TooOld > 0)
                    return Refusal.Invalid("public.too_old", "at");
                await db.SaveChangesAsync(cancel);
                live.Publish(ReadPosts.Topic);
                return new Response(taken.Added[0], IsNew: true);
            });
        }
    }

    /// <summary>The same checks for programs and for the rows of a file.</summary>
    internal static Outcome<GivenPost> Given(Request request, DateTimeOffset now)
    {
        if (Plain(request.ExternalId, "externalId", PublicPost.MostExternalId).IsRefused(out var unknown, out var id))
            return unknown;
        if (Plain(request.Text, "text", PublicPost.MostText).IsRefused(out var empty, out var text))
            return empty;
        var author = "";
        if (!string.IsNullOrWhiteSpace(request.Author) && Plain(request.Author, "author", PublicPost.MostAuthor).IsRefused(out var unnamed, out author))
            return unnamed;
        if (request.Link is { Length: > 0 } link && FeedFormat.LinkOf(link) is null)
            return Refusal.Invalid("public.link", "link");
        if (request.Language is { Length: > 0 } language && FeedFormat.LanguageOf(language) is null)
            return Refusal.Invalid("public.language", "language");
        var at = (request.At ?? now).ToUniversalTime();
        if (at > now.AddMinutes(5))
            return Refusal.Invalid("public.future", "at");
        return new GivenPost(id, author.Length == 0 ? null : author, text, FeedFormat.LinkOf(request.Link), FeedFormat.LanguageOf(request.Language), at > now ? now : at);
    }

    private static Outcome<string> Plain(string given, string field, int most)
    {
        var text = PlainText.Of(given, int.MaxValue);
        return text.Length == 0 ? Refusal.Invalid("form.required", field) : text.Length > most ? Refusal.Invalid("form.too_long", field) : text;
    }
}
