using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Listening;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Files;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Localisation;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Academy.Voice;

/// <summary>An agent's own recordings, newest first. There is no way to anybody else's, whatever one's role.</summary>
public static class ReadTakes
{
    private const string ListName = "voice-takes";

    /// <param name="Problem">Why it could not be measured.</param>
    /// <param name="Measured">False while it is being measured.</param>
    public sealed record Item(Guid Id, string Drill, string Language, int Line, int? Manner, string Name, double Seconds, bool Measured, string? Problem, DateTimeOffset At, DateTimeOffset GoesAt)
    {
        internal static Item Of(VoiceTake take) => new(take.Id, take.Drill, take.Language, take.Line, take.Manner, take.Name, take.Seconds, take.ReadingJson is not null, take.Problem, take.At, take.GoesAt);
    }

    /// <param name="Reading">As <c>ting voice</c> writes it; null while it is being measured.</param>
    public sealed record Whole(Item Take, VoiceReading? Reading);

    public sealed record DrillList(IReadOnlyList<DrillShape> Items);

    /// <param name="Choices">What each line can be spoken with: the words to stress, or the tones. Empty where there is nothing to choose.</param>
    public sealed record DrillShape(string Key, DrillKind Kind, string Title, string Summary, IReadOnlyList<string> Rules, IReadOnlyList<string> Lines, IReadOnlyList<string> Choices);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/voice/drills", (DrillBook book) => TypedResults.Ok(new DrillList([.. book.In(Languages.Current.Code).Select(Shape)])))
            .WithSummary("List voice drills in the language of the request");

        api.MapGet("/voice/takes", async ([AsParameters] PageQuery page, ClaimsPrincipal user, Handler handler, CancellationToken cancel) =>
            {
                var outcome = user.AgentId() is { } agentId ? await handler.ListAsync(agentId, drill: null, page, cancel) : Refusal.Forbidden("academy.agents_only");
                return outcome.ToHttp(takes => TypedResults.Ok(takes.Select(Item.Of)));
            })
            .WithSummary("One's own voice recordings, newest first")
            .Produces<Page<Item>>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden);

        api.MapGet("/voice/takes/{id:guid}", async (Guid id, ClaimsPrincipal user, Handler handler, CancellationToken cancel) =>
                user.AgentId() is { } agentId && await handler.FindAsync(agentId, id, cancel) is { } take ? TypedResults.Ok(new Whole(Item.Of(take), take.Reading)) : Refusal.NotFound("voice.not_found").ToHttp())
            .WithSummary("One voice recording of one's own, with what it measures")
            .Produces<Whole>()
            .ProducesProblem(StatusCodes.Status404NotFound);

        api.MapGet("/voice/takes/{id:guid}/sound", (Guid id, int? side, ClaimsPrincipal user, Handler handler, HttpResponse response, CancellationToken cancel) => SoundAsync(id, side, user, handler, response, cancel))
            .WithSummary("The sound of a voice recording of one's own; side=1 for the customer's when it is a file of its own")
            .Produces(StatusCodes.Status200OK, contentType: Wave)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    /// <summary>The same for the page.</summary>
    internal static void MapSound(IEndpointRouteBuilder routes) =>
        routes.MapGet("/academy/voice/takes/{id:guid}/sound", (Guid id, int? side, ClaimsPrincipal user, Handler handler, HttpResponse response, CancellationToken cancel) => SoundAsync(id, side, user, handler, response, cancel))
            .RequireAuthorization(Permission.SeeConversations).ExcludeFromDescription();

    private const string Wave = "audio/wav";

    private static async Task<IResult> SoundAsync(Guid id, int? side, ClaimsPrincipal user, Handler handler, HttpResponse response, CancellationToken cancel)
    {
        if (user.AgentId() is not { } agentId || await handler.FindAsync(agentId, id, cancel) is not { } take || handler.Open(take, side ?? 0) is not { } sound)
            return Refusal.NotFound("voice.not_found").ToHttp();
        response.Headers.CacheControl = "private, no-store"; // what is deleted is gone
        return TypedResults.Stream(sound, Wave, enableRangeProcessing: true);
    }

    private static DrillShape Shape(VoiceDrill drill) =>
        new(drill.Key, drill.Kind, drill.Title, drill.Summary, drill.Rules, [.. drill.Lines.Select(line => line.Text)], drill.ChoicesOf(drill.Lines[0]));

    public sealed class Handler(IDbContextFactory<AppDb> database, FileStore files)
    {
        /// <returns>Null when there is none, or it is somebody else's.</returns>
        public async Task<VoiceTake?> FindAsync(Guid agentId, Guid id, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            return await db.VoiceTakes.AsNoTracking().SingleOrDefaultAsync(take => take.Id == id && take.AgentId == agentId, cancel);
        }

        /// <param name="drill">Null for those of all drills.</param>
        public async Task<Outcome<Page<VoiceTake>>> ListAsync(Guid agentId, string? drill, PageQuery page, CancellationToken cancel)
        {
            if (page.After(ListName).IsRefused(out var refusal, out var place))
                return refusal;

            await using var db = await database.CreateDbContextAsync(cancel);
            var own = db.VoiceTakes.AsNoTracking().Where(take => take.AgentId == agentId);
            if (drill is not null)
                own = own.Where(take => take.Drill == drill);
            var found = await own.Downward(place, take => take.Id).Take(page.Size + 1).ToListAsync(cancel);
            return Page.Of(found, page.Size, ListName, take => Place.Of(take.Id), take => take);
        }

        /// <summary>The agent's usual voice: the latest recording of the first line of the drill of pace before a moment.</summary>
        public async Task<VoiceTake?> UsualAsync(VoiceTake take, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            return await db.VoiceTakes.AsNoTracking().Where(it => it.AgentId == take.AgentId && it.Drill == take.Drill && it.Line == 0 && it.Language == take.Language && it.At <= take.At && it.ReadingJson != null)
                .OrderByDescending(it => it.Id).FirstOrDefaultAsync(cancel);
        }

        public Stream? Open(VoiceTake take, int side) => side switch
        {
            0 => TakeSound.StoreOf(files, take.Id).Open(take.Hash),
            1 when take.SecondHash is { } second => TakeSound.StoreOf(files, take.Id).Open(second),
            _ => null,
        };
    }
}
