using System.Collections.Concurrent;
using Ting.Listening;

namespace Ting.Server.Features.Conversations;

/// <summary>Whether a reply takes up what the customer said, and whether it answers the feeling. A reply never changes, so the engine is asked once for each.</summary>
public sealed class ReplyManners
{
    private const int MostContext = 6;
    private const int MostKept = 20_000;

    private readonly ConcurrentDictionary<Guid, Manner> _known = new();

    public readonly record struct Manner(bool Paraphrases, bool Feels);

    /// <param name="reply">A sent message.</param>
    /// <param name="before">What the customer had said until then, oldest first.</param>
    public Manner Of(Message reply, List<string> before)
    {
        if (_known.TryGetValue(reply.Id, out var known))
            return known;

        var coaching = Coach.Review(reply.Text, [.. before.TakeLast(MostContext)]);
        var manner = new Manner(coaching.Paraphrase, coaching is { Empathy: not null } or { Apology: true });
        if (_known.Count >= MostKept)
            _known.Clear();
        _known[reply.Id] = manner;
        return manner;
    }
}
