using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Cases;

/// <summary>By when something may be promised.</summary>
internal static class CaseDeadline
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3 * 366);

    public static Refusal? Check(DateTimeOffset due, DateTimeOffset now, string field) =>
        due <= now || due > now + Longest ? Refusal.Invalid("case.when", field) : null;
}
