using Ting.Server.Features.Automation.Rules;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Automation.Running;

/// <summary>
/// Whether an event leads to any rule at all: where none asks for it, nothing is queued. It is asked within a save and answers from memory.
/// What a rule of another server's asks for is known here within <see cref="MostAge"/>; while nothing is known for sure a job is queued, which looks.
/// </summary>
internal sealed class AutomationSwitch(Kept<RuleBook> rules, TableVersions versions, TimeProvider clock)
{
    public static readonly TimeSpan MostAge = TimeSpan.FromMinutes(1);

    private static readonly Type[] Tables = [typeof(Rule)];

    private volatile Known? _known;

    public bool Wants(RuleTrigger happened)
    {
        if (rules.TryPeek(out var book))
            return book.Wants(happened);

        return _known is not { } known || known.Version != versions.Of(Tables) || (clock.GetUtcNow() - known.At).Duration() > MostAge || known.Book.Wants(happened);
    }

    /// <summary>Reads the rules that are on, and remembers them.</summary>
    public async ValueTask<RuleBook> ReadAsync(CancellationToken cancel)
    {
        var (version, at) = (versions.Of(Tables), clock.GetUtcNow());
        var book = await rules.ReadAsync(cancel);
        _known = new Known(book, version, at);
        return book;
    }

    private sealed record Known(RuleBook Book, long Version, DateTimeOffset At);
}
