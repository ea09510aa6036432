using Microsoft.EntityFrameworkCore;
using Ting.Listening;
using Ting.Listening.Text;
using Ting.Measurement;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.PublicVoice;

/// <summary>The figures of the page for programs, in days of UTC, and how long posts are kept.</summary>
internal static class PublicVoiceFigureEndpoints
{
    /// <param name="Read">Of how many the feeling is known.</param>
    /// <param name="Displeased">Of those.</param>
    /// <param name="Low">The 95 % interval of the share of displeased; null where nothing was read.</param>
    public sealed record PublicVoiceCount(int Posts, int Read, int Displeased, double? Low, double? High, IReadOnlyDictionary<Emotion, int> Emotions, IReadOnlyDictionary<Need, int> Needs)
    {
        internal static PublicVoiceCount Of(VoiceCount it)
        {
            var share = it.Read == 0 ? (Interval?)null : Proportion.Wilson(it.Displeased, it.Read);
            return new(it.Posts, it.Read, it.Displeased, share?.Low, share?.High, Enum.GetValues<Emotion>().ToDictionary(emotion => emotion, it.Of), Enum.GetValues<Need>().ToDictionary(need => need, it.Of));
        }
    }

    /// <param name="First">Its first day.</param>
    public sealed record PublicVoiceWeek(DateOnly First, PublicVoiceCount Count);

    /// <param name="Words">That rise, in posts now and before.</param>
    public sealed record PublicVoiceFigures(PublicVoiceCount All, PublicVoiceCount Before, IReadOnlyList<PublicVoiceWeek> Weeks, IReadOnlyList<RisingWord> Words);

    public sealed record PublicVoiceSettings(int KeptDays);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/public-voice", async (int? weeks, Guid? source, string? kind, string? language, IDbContextFactory<AppDb> database, TimeProvider clock, CancellationToken cancel) =>
            {
                if (weeks is { } given && !VoiceFigures.Spans.Contains(given))
                    return Refusal.Invalid("public.choice", "weeks").ToHttp();
                if (kind is not null && Choice.Of<PublicSourceKind>(kind) is null)
                    return Refusal.Invalid("public.choice", "kind").ToHttp();
                await using var db = await database.CreateDbContextAsync(cancel);
                var period = VoiceFigures.Period(weeks ?? VoiceFigures.Usual, TimeZoneInfo.Utc, clock.GetUtcNow());
                var report = await VoiceFigures.ReadAsync(db, new PostFilter(Source: source, Kind: Choice.Of<PublicSourceKind>(kind), Language: language), period, cancel);
                return TypedResults.Ok(new PublicVoiceFigures(
                    PublicVoiceCount.Of(report.All), PublicVoiceCount.Of(report.Before), [.. report.Weeks.Select(it => new PublicVoiceWeek(it.First, PublicVoiceCount.Of(it.Count)))], report.Words));
            })
            .RequireAuthorization(Permission.SeeInsights)
            .WithSummary("What is said in public in the last 4, 8, 13 or 26 weeks: feelings, needs, the span before, and words that rise")
            .Produces<PublicVoiceFigures>()
            .ProducesProblem(StatusCodes.Status400BadRequest);

        api.MapGet("/public-voice-settings", async (IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                return TypedResults.Ok(new PublicVoiceSettings(await PublicVoiceRules.DaysAsync(db, cancel)));
            })
            .RequireAuthorization(Permission.Administer)
            .WithSummary("For how many days public posts are kept");

        api.MapPut("/public-voice-settings", async (PublicVoiceSettings request, ForgetPosts.Settings settings, CancellationToken cancel) =>
                (await settings.HandleAsync(request.KeptDays, cancel)).ToHttp(days => TypedResults.Ok(new PublicVoiceSettings(days))))
            .RequireAuthorization(Permission.Administer)
            .WithSummary("Keep public posts for so many days; older ones go at once")
            .Produces<PublicVoiceSettings>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
    }
}
