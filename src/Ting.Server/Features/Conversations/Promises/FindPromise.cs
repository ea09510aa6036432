using Ting.Listening;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;

namespace Ting.Server.Features.Conversations.Promises;

/// <summary>Reads in a reply what it promises by when.</summary>
internal static class FindPromise
{
    // What is done in the same breath ("one moment, I look it up") needs no list.
    private static readonly TimeSpan Soonest = TimeSpan.FromMinutes(31);

    private static readonly char[] SentenceEnds = ['。', '！', '？', '!', '?', '\n', '.'];

    /// <param name="zone">Whose "tomorrow" is meant.</param>
    /// <returns>The sentence that promises and the moment it names; null when nothing is promised by a time that can be reckoned.</returns>
    public static (string Text, DateTimeOffset Due)? Read(string reply, DateTimeOffset at, TimeZoneInfo zone) =>
        Coach.Review(reply) is { Promise: { } found } read && PromiseTime.Of(found.When, read.Language, at, zone) is { } due && due - at >= Soonest
            ? (SentenceOf(reply, found.What), due)
            : null;

    /// <summary>Writes it down in the save that follows, with its reminder.</summary>
    public static void Keep(AppDb db, Promise promise)
    {
        db.Promises.Add(promise);
        db.Enqueue(new RemindPromise(promise.Id, promise.DueAt), promise.RemindAt);
    }

    private static string SentenceOf(string text, string part)
    {
        var at = text.IndexOf(part, StringComparison.Ordinal);
        if (at < 0)
            return part;

        var start = at == 0 ? 0 : text.LastIndexOfAny(SentenceEnds, at - 1) + 1;
        var end = at + part.Length;
        while (end < text.Length && !(SentenceEnds.Contains(text[end - 1]) && IsEnd(text, end - 1)))
            end++;
        return text[start..end].Trim();
    }

    // the point within 3.5 ends nothing
    private static bool IsEnd(string text, int at) => text[at] != '.' || at + 1 >= text.Length || char.IsWhiteSpace(text[at + 1]);
}
