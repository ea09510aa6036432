using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Automation.Rules;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Automation.Log;

/// <summary>Why rules acted and what came of it, the last first: of everything, of one rule, or of one conversation.</summary>
public static class ListRuns
{
    private const string List = "rule-runs";

    public sealed record FilterQuery
    {
        public Guid? RuleId { get; set; }
        public Guid? ConversationId { get; set; }
    }

    /// <summary>A run as the API shows it: the conditions with what was found, and the actions with what came of them.</summary>
    /// <param name="Cause">event and its sequence in the conversation's log, or since and the moment it was counted from.</param>
    /// <param name="Chain">The rules that led to it, the first first, and itself at the end.</param>
    public sealed record Shape(
        Guid Id, Guid RuleId, string RuleName, RuleTrigger Trigger, Guid ConversationId, string Cause, IReadOnlyList<Guid> Chain, DateTimeOffset At, RunOutcome Outcome, IReadOnlyList<Finding> Conditions, IReadOnlyList<Deed> Actions)
    {
        internal static Shape Of(RuleRun it) =>
            new(it.Id, it.RuleId, it.RuleName, it.Trigger, it.ConversationId, it.Cause, it.ReadChain(), it.At, it.Outcome, it.ReadFindings(), it.ReadDeeds());
    }

    /// <param name="Number">Of the conversation.</param>
    public sealed record Row(RuleRun Run, long Number, string? Subject, string Preview, string? Language);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/rule-runs", async ([AsParameters] FilterQuery filter, [AsParameters] PageQuery page, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(filter, page, cancel)).ToHttp(found => TypedResults.Ok(new Page<Shape>([.. found.Items.Select(row => Shape.Of(row.Run))], found.NextCursor))))
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("List what rules did and why, the last first")
            .Produces<Page<Shape>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);

    public sealed class Handler(IDbContextFactory<AppDb> database)
    {
        public async Task<Outcome<Page<Row>>> HandleAsync(FilterQuery filter, PageQuery page, CancellationToken cancel)
        {
            if (page.After(List).IsRefused(out var refusal, out var after))
                return refusal;

            await using var db = await database.CreateDbContextAsync(cancel);
            var chosen = db.RuleRuns.AsNoTracking();
            if (filter.RuleId is { } ruleId)
                chosen = chosen.Where(it => it.RuleId == ruleId);
            if (filter.ConversationId is { } conversationId)
                chosen = chosen.Where(it => it.ConversationId == conversationId);
            var rows = from run in chosen.Downward(after, it => it.At, it => it.Id).Take(page.Size + 1)
                       join conversation in db.Conversations.AsNoTracking() on run.ConversationId equals conversation.Id
                       select new Row(run, conversation.Number, conversation.Subject, conversation.Preview, conversation.Language);
            var found = await rows.ToListAsync(cancel);
            found.Sort((one, other) => (other.Run.At, other.Run.Id).CompareTo((one.Run.At, one.Run.Id)));
            return Page.Of(found, page.Size, List, row => Place.Of(row.Run.At, row.Run.Id), row => row);
        }

        public async Task<Guid?> ConversationOfAsync(long number, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            return await db.Conversations.Where(it => it.Number == number).Select(it => (Guid?)it.Id).FirstOrDefaultAsync(cancel);
        }
    }
}
