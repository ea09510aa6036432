using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Automation.Log;
using Ting.Server.Features.Automation.Rules;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Automation.Trying;

/// <summary>What a rule would have done in conversations of the past, the last first, one part at a time. Nothing is changed.</summary>
public static class TryRule
{
    /// <summary>Of a long conversation only its beginning is looked at.</summary>
    public const int MostEvents = 300;

    private const int MostShown = 3;
    private const string List = "dry-run";

    /// <param name="Looked">How many conversations this part looked at.</param>
    public sealed record Response(int Looked, IReadOnlyList<Match> Matches, string? NextCursor);

    /// <param name="Number">Of the conversation.</param>
    /// <param name="Times">How often the rule would have acted.</param>
    /// <param name="First">The first few times.</param>
    public sealed record Match(Guid ConversationId, long Number, string? Subject, string Preview, string? Language, int Times, IReadOnlyList<Occasion> First);

    /// <param name="Conditions">With what was found then.</param>
    /// <param name="Actions">What would have been done.</param>
    public sealed record Occasion(DateTimeOffset At, IReadOnlyList<Finding> Conditions, IReadOnlyList<Deed> Actions);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/rules/{id:guid}/dry-run", async (Guid id, [AsParameters] PageQuery page, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, page, cancel)).ToHttp(TypedResults.Ok))
            .RequireAuthorization(Permission.Administer)
            .WithSummary("What a rule would have done in past conversations, the last first; nothing is changed")
            .Produces<Response>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);

        api.MapPost("/rules/dry-run", async (SaveRule.Request request, [AsParameters] PageQuery page, Handler handler, CancellationToken cancel) =>
                (await handler.DraftAsync(request, page, cancel)).ToHttp(TypedResults.Ok))
            .RequireAuthorization(Permission.Administer)
            .WithSummary("The same for a rule that is not kept yet")
            .Produces<Response>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, Kept<RuleWorld> worlds, TimeProvider clock)
    {
        public async Task<Outcome<Response>> HandleAsync(Guid id, PageQuery page, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            return await db.Rules.AsNoTracking().FirstOrDefaultAsync(it => it.Id == id, cancel) is { } rule ? await LookAsync(db, RuleEntry.Of(rule), page, cancel) : Refusal.NotFound("rule.not_found");
        }

        public async Task<Outcome<Response>> DraftAsync(SaveRule.Request request, PageQuery page, CancellationToken cancel)
        {
            if (RuleChecks.Of(request, await worlds.ReadAsync(cancel)) is { } refusal)
                return refusal;

            await using var db = await database.CreateDbContextAsync(cancel);
            return await LookAsync(db, request.ToEntry(Guid.Empty), page, cancel);
        }

        private async Task<Outcome<Response>> LookAsync(AppDb db, RuleEntry rule, PageQuery page, CancellationToken cancel)
        {
            if (page.After(List).IsRefused(out var refusal, out var after))
                return refusal;

            var found = await db.Conversations.AsNoTracking().Downward(after, it => it.LastMessageAt, it => it.Id).Take(page.Size + 1).ToListAsync(cancel);
            var part = Page.Of(found, page.Size, List, it => Place.Of(it.LastMessageAt, it.Id), it => it);
            var world = await worlds.ReadAsync(cancel);
            var matches = new List<Match>();
            foreach (var conversation in part.Items)
            {
                if (await LookAtAsync(db, rule, world, conversation, cancel) is { } match)
                    matches.Add(match);
            }

            return new Response(part.Items.Count, matches, part.NextCursor);
        }

        private async Task<Match?> LookAtAsync(AppDb db, RuleEntry rule, RuleWorld world, Conversation conversation, CancellationToken cancel)
        {
            var events = await db.Events.AsNoTracking().Where(line => line.Stream == conversation.Id).OrderBy(line => line.Sequence).Take(MostEvents).ToListAsync(cancel);
            Guid[] spoken = rule.Trigger.IsTimed() || rule.LooksAt(RuleField.Text) ? [.. events.Select(line => RuleTriggers.IdIn(line, "messageId")).OfType<Guid>()] : [];
            var said = spoken.Length == 0 ? [] : await db.Messages.AsNoTracking().Where(it => spoken.Contains(it.Id)).Select(it => new { it.Id, it.Text, it.At }).ToDictionaryAsync(it => it.Id, it => (it.Text, it.At), cancel);
            var readings = rule.LooksAt(RuleField.Emotion, RuleField.Need, RuleField.Sign) && !conversation.MoodHidden
                ? await db.Readings.AsNoTracking().Where(it => it.ConversationId == conversation.Id).OrderBy(it => it.At).Take(MostEvents).ToListAsync(cancel) : [];

            var times = 0;
            var first = new List<Occasion>();
            foreach (var facts in new RuleHistory(rule, world, conversation, said, readings).Occasions(events, clock.GetUtcNow()))
            {
                var (applies, findings) = Judge.Of(rule, facts);
                if (!applies)
                    continue;

                times++;
                if (first.Count < MostShown)
                    first.Add(new Occasion(facts.At, Named(findings, world), [.. rule.Actions.Select(action => Running.DoActions.Told(action, world, Deed.Done))]));
            }

            return times == 0 ? null : new Match(conversation.Id, conversation.Number, conversation.Subject, conversation.Preview, conversation.Language, times, first);
        }

        private static IReadOnlyList<Finding> Named(IReadOnlyList<Finding> findings, RuleWorld world) => [.. findings.Select(it => it with { Asked = world.NamesOf(it.Asked), Found = world.NamesOf(it.Found) })];
    }
}
