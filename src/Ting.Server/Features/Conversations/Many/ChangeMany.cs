using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Conversations.Many;

/// <summary>Does one thing to many conversations, in one transaction: all of those that can be changed, or none.</summary>
public static class ChangeMany
{
    public const int Most = 100;

    public sealed record Request
    {
        /// <summary>At most 100.</summary>
        public IReadOnlyList<Guid> Conversations { get; set; } = [];

        public ManyKind Kind { get; set; }

        /// <summary>For assign; with neither an agent nor a team, nobody holds them afterwards.</summary>
        public Guid? AssigneeId { get; set; }

        /// <summary>For assign: to the team, where it waits for somebody.</summary>
        public Guid? TeamId { get; set; }

        /// <summary>For label and unlabel.</summary>
        public Guid? LabelId { get; set; }

        /// <summary>For prioritise.</summary>
        public Priority? Priority { get; set; }

        /// <summary>For snooze.</summary>
        public DateTimeOffset? Until { get; set; }
    }

    /// <param name="Left">How many of those chosen stood so already, are merged or are not there.</param>
    public sealed record Response(Guid Id, int Changed, int Left);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/conversations/change-many", async (Request request, ClaimsPrincipal user, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(user, request, cancel)).ToHttp(change => TypedResults.Ok(new Response(change.Id, change.Changed, change.Left))))
            .RequireAuthorization(Permission.WriteNotes)
            .WithSummary("Assign, label, prioritise, put off or resolve up to 100 conversations at once; it can be undone")
            .Produces<Response>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound);

    /// <summary>What somebody must be allowed for it.</summary>
    public static string PermissionFor(ManyKind kind) => kind switch
    {
        ManyKind.Assign => Permission.Assign,
        ManyKind.Snooze or ManyKind.Resolve => Permission.Reply,
        _ => Permission.WriteNotes,
    };

    public sealed class Handler(IDbContextFactory<AppDb> database, LiveFeed live, TimeProvider clock)
    {
        public Task<Outcome<ManyChange>> HandleAsync(ClaimsPrincipal user, Request request, CancellationToken cancel) => Attempts.OnConflictAsync<Outcome<ManyChange>>(async () =>
        {
            var now = clock.GetUtcNow();
            if (Faulty(request, now) is { } refusal)
                return refusal;
            if (!user.May(PermissionFor(request.Kind)))
                return Refusal.Forbidden("access.forbidden");

            await using var db = await database.CreateDbContextAsync(cancel);
            if (await UnknownAsync(db, request, cancel) is { } unknown)
                return unknown;

            Guid[] ids = [.. request.Conversations.Distinct()];
            var conversations = await db.Conversations.Where(it => ids.Contains(it.Id) && it.Status != ConversationStatus.Merged).ToListAsync(cancel);
            var labelled = request.LabelId is { } label ? (await db.ConversationLabels.Where(link => link.LabelId == label && ids.Contains(link.ConversationId)).ToListAsync(cancel)).ToDictionary(link => link.ConversationId) : [];
            var before = new List<ManyChange.Before>();
            foreach (var conversation in conversations.OrderBy(it => it.Number))
            {
                var stood = new ManyChange.Before(conversation.Id, conversation.Stands(), conversation.AssigneeId, conversation.TeamId, conversation.Priority);
                if (!Change(db, conversation, request, labelled, user.Actor(), now))
                    continue;
                before.Add(stood);
                await db.AppendAsync(conversation, cancel);
            }

            var change = new ManyChange(request.Kind, TargetOf(request), user.Actor(), before, ids.Length - before.Count, now);
            db.ManyChanges.Add(change);
            db.Enqueue(new ForgetManyChange(change.Id), now + ForgetManyChange.After);
            await db.SaveChangesAsync(cancel);
            foreach (var conversation in conversations)
                Intake.Announce(live, conversation);
            return change;
        });

        // False when it stands so already.
        private static bool Change(AppDb db, Conversation it, Request request, Dictionary<Guid, ConversationLabel> labelled, string actor, DateTimeOffset now)
        {
            var version = it.Version;
            switch (request.Kind)
            {
                case ManyKind.Assign:
                    // to an agent it goes with its team; to a team it waits for somebody there
                    it.Assign(request.AssigneeId, request.TeamId ?? it.TeamId, actor, "by-hand", now);
                    break;
                case ManyKind.Label when !labelled.ContainsKey(it.Id):
                    db.ConversationLabels.Add(new ConversationLabel(request.LabelId!.Value, it.Id));
                    it.Log("conversation.labelled", actor, now, new { added = new[] { request.LabelId.Value }, removed = Array.Empty<Guid>() });
                    break;
                case ManyKind.Unlabel when labelled.TryGetValue(it.Id, out var link):
                    db.ConversationLabels.Remove(link);
                    it.Log("conversation.labelled", actor, now, new { added = Array.Empty<Guid>(), removed = new[] { link.LabelId } });
                    break;
                case ManyKind.Prioritise:
                    it.SetPriority(request.Priority!.Value, actor, now);
                    break;
                case ManyKind.Snooze when it.Status is not ConversationStatus.Resolved && it.SnoozedUntil != request.Until:
                    it.Snooze(request.Until!.Value, actor, now);
                    db.Enqueue(new WakeConversation(it.Id, request.Until.Value), dueAt: request.Until.Value);
                    break;
                case ManyKind.Resolve:
                    it.ResolveWithOthers(actor, now);
                    break;
            }

            return it.Version != version;
        }
    }

    private static Refusal? Faulty(Request it, DateTimeOffset now) =>
        it.Conversations.Count == 0 ? Refusal.Invalid("many.none", "conversations")
        : it.Conversations.Count > Most ? Refusal.Invalid("many.too_many", "conversations")
        : it.Kind switch
        {
            _ when !Enum.IsDefined(it.Kind) => Refusal.Invalid("form.choice", "kind"),
            ManyKind.Assign when it is { AssigneeId: not null, TeamId: not null } => Refusal.Invalid("form.choice", "teamId"),
            ManyKind.Label or ManyKind.Unlabel when it.LabelId is null => Refusal.Invalid("form.required", "labelId"),
            ManyKind.Prioritise when it.Priority is not { } priority || !Enum.IsDefined(priority) => Refusal.Invalid("form.choice", "priority"),
            ManyKind.Snooze when it.Until is not { } until || until <= now => Refusal.Invalid("conversation.snooze_in_the_past", "until"),
            _ => null,
        };

    private static async Task<Refusal?> UnknownAsync(AppDb db, Request it, CancellationToken cancel) => it.Kind switch
    {
        ManyKind.Assign when it.AssigneeId is { } agentId && !await db.Agents.AnyAsync(agent => agent.Id == agentId && agent.Active, cancel) => Refusal.NotFound("agent.not_found"),
        ManyKind.Assign when it.TeamId is { } teamId && !await db.Teams.AnyAsync(team => team.Id == teamId, cancel) => Refusal.NotFound("team.not_found"),
        ManyKind.Label or ManyKind.Unlabel when !await db.Labels.AnyAsync(label => label.Id == it.LabelId, cancel) => Refusal.NotFound("label.not_found"),
        _ => null,
    };

    private static string TargetOf(Request it) => it.Kind switch
    {
        ManyKind.Assign => it.AssigneeId is { } agent ? $"agent:{agent}" : it.TeamId is { } team ? $"team:{team}" : "",
        ManyKind.Label or ManyKind.Unlabel => it.LabelId!.Value.ToString(),
        ManyKind.Prioritise => it.Priority!.Value.ToString(),
        ManyKind.Snooze => Moment.Whole(it.Until!.Value).ToString("O", System.Globalization.CultureInfo.InvariantCulture),
        _ => "",
    };
}

/// <summary>What was done to many yesterday is not taken back any more.</summary>
public sealed record ForgetManyChange(Guid ChangeId) : IJob
{
    public static readonly TimeSpan After = TimeSpan.FromDays(1);

    public static string Name => "forget-many-change";

    internal sealed class Handler(IDbContextFactory<AppDb> database) : IJobHandler<ForgetManyChange>
    {
        public async Task HandleAsync(ForgetManyChange job, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            await db.WriteAsync(inside => db.ManyChanges.Where(it => it.Id == job.ChangeId).ExecuteDeleteAsync(inside), cancel);
        }
    }
}
