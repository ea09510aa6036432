using Microsoft.EntityFrameworkCore;
using Ting.Listening;
using Ting.Listening.Text;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Insights;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.PublicVoice;

/// <summary>How many posts there were, how many of them were read, and what was read in them.</summary>
public sealed class VoiceCount
{
    private readonly Dictionary<Emotion, int> _emotions = [];
    private readonly Dictionary<Need, int> _needs = [];

    public int Posts { get; private set; }
    public int Read { get; private set; }

    /// <summary>Angry, disappointed, worried: below nothing on the scale.</summary>
    public int Displeased => _emotions.Where(it => EmotionLevel.Of(it.Key) < 0).Sum(it => it.Value);

    public int Of(Emotion emotion) => _emotions.GetValueOrDefault(emotion);

    public int Of(Need need) => _needs.GetValueOrDefault(need);

    /// <param name="level">−2 to +2.</param>
    public int At(int level) => _emotions.Where(it => EmotionLevel.Of(it.Key) == level).Sum(it => it.Value);

    internal void Add(Emotion? emotion, Need? need, int count)
    {
        Posts += count;
        if (emotion is not { } felt)
            return;
        Read += count;
        _emotions[felt] = Of(felt) + count;
        if (need is { } shown)
            _needs[shown] = Of(shown) + count;
    }
}

/// <param name="First">Its first day.</param>
public sealed record VoiceWeek(DateOnly First, DateOnly Last, VoiceCount Count);

/// <param name="All">Of the whole span.</param>
/// <param name="Before">Of as many weeks before, cut at the same time of day.</param>
/// <param name="Words">That rise.</param>
/// <param name="WordsOf">How many posts were looked at for them, now and before.</param>
public sealed record VoiceReport(
    VoiceCount All, VoiceCount Before, IReadOnlyList<VoiceWeek> Weeks, IReadOnlyDictionary<Guid, VoiceCount> Sources, IReadOnlyList<RisingWord> Words, (int Now, int Before) WordsOf);

/// <summary>Counted in the database week by week, so that no more comes over than there are kinds of feelings and needs.</summary>
internal static class VoiceFigures
{
    /// <summary>For words the newest posts are looked at, so many at most.</summary>
    private const int MostForWords = 1500;

    private const int MostWords = 12;

    public const int Usual = 8;

    public static readonly IReadOnlyList<int> Spans = [4, Usual, 13, 26];

    /// <summary>The days of so many weeks that end today.</summary>
    public static InsightPeriod Period(int weeks, TimeZoneInfo zone, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        return new InsightPeriod("custom", today.AddDays(1 - 7 * weeks), today, zone, now);
    }

    /// <param name="filter">Without its span, which is the period's.</param>
    public static async Task<VoiceReport> ReadAsync(AppDb db, PostFilter filter, InsightPeriod period, CancellationToken cancel)
    {
        var (all, before) = (new VoiceCount(), new VoiceCount());
        var sources = new Dictionary<Guid, VoiceCount>();
        var weeks = new List<VoiceWeek>();
        for (var first = period.First; first <= period.Last; first = first.AddDays(7))
        {
            var week = new VoiceWeek(first, first.AddDays(6), new VoiceCount());
            weeks.Add(week);
            foreach (var (source, emotion, need, count) in await CountAsync(db, filter with { From = period.Midnight(first), To = period.Midnight(first.AddDays(7)) }, cancel))
            {
                if (!sources.TryGetValue(source, out var own))
                    sources[source] = own = new VoiceCount();
                foreach (var sum in (VoiceCount[])[week.Count, all, own])
                    sum.Add(emotion, need, count);
            }
        }

        var (from, to) = period.Before;
        var (now, then) = (filter with { From = period.From, To = period.To }, filter with { From = from, To = to });
        foreach (var (_, emotion, need, count) in await CountAsync(db, then, cancel))
            before.Add(emotion, need, count);

        var (texts, textsBefore) = (await TextsAsync(db, now, cancel), await TextsAsync(db, then, cancel));
        return new VoiceReport(all, before, weeks, sources, RisingWords.Find(texts, textsBefore, MostWords), (texts.Count, textsBefore.Count));
    }

    private static async Task<List<(Guid Source, Emotion? Emotion, Need? Need, int Count)>> CountAsync(AppDb db, PostFilter filter, CancellationToken cancel) =>
        [.. (await Counted(db, filter).GroupBy(it => new { it.SourceId, it.Emotion, it.Need }).Select(group => new { group.Key.SourceId, group.Key.Emotion, group.Key.Need, Count = group.Count() }).ToListAsync(cancel))
            .Select(it => (it.SourceId, it.Emotion, it.Need, it.Count))];

    internal static IQueryable<PublicPost> Counted(AppDb db, PostFilter filter) => filter.Of(db.PublicPosts.AsNoTracking());

    private static async Task<List<(string Text, string? Language)>> TextsAsync(AppDb db, PostFilter filter, CancellationToken cancel) =>
        [.. (await PostList.Of(db, filter, Place.Start).Take(MostForWords).Select(it => new { it.Text, it.Language }).ToListAsync(cancel)).Select(it => (it.Text, it.Language))];
}
