using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Listening;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.People;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Cases;

/// <summary>A case is opened: from a conversation in one press, where what was read in it proposes the kind; or by hand for a person.</summary>
public static class OpenCase
{
    public sealed record Request
    {
        /// <summary>Where it was spoken of; without it, personId says whose case it is.</summary>
        public Guid? ConversationId { get; set; }

        public Guid? PersonId { get; set; }

        /// <summary>When not given: complaint when one was read in the conversation, else question or request.</summary>
        public CaseKind? Kind { get; set; }

        /// <summary>The conversation's subject or first words when not given.</summary>
        [StringLength(Case.MostTitle)]
        public string? Title { get; set; }

        public Priority? Priority { get; set; }

        /// <summary>Whoever opens it when not given.</summary>
        public Guid? OwnerId { get; set; }

        public Guid? TeamId { get; set; }

        /// <summary>By its kind when not given: two days for a complaint.</summary>
        public DateTimeOffset? DueAt { get; set; }

        public SalesPhase? Phase { get; set; }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/cases", async (Request request, ClaimsPrincipal user, Handler handler, TimeProvider clock, CancellationToken cancel) =>
                (await handler.HandleAsync(user, request, cancel)).ToHttp(matter => TypedResults.Created($"/api/v1/cases/{matter.Id}", CaseShape.Of(matter, clock.GetUtcNow()))))
            .RequireAuthorization(Permission.WorkCases)
            .WithSummary("Open a case, from a conversation or for a person")
            .Produces<CaseShape>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

    public sealed class Handler(IDbContextFactory<AppDb> database, LiveFeed live, TimeProvider clock)
    {
        private const int MostRead = 30;

        public async Task<Outcome<Case>> HandleAsync(ClaimsPrincipal user, Request request, CancellationToken cancel)
        {
            if (Check(request, clock.GetUtcNow()) is { } bad)
                return bad;

            await using var db = await database.CreateDbContextAsync(cancel);
            Conversation? conversation = null;
            if (request.ConversationId is { } conversationId)
            {
                conversation = await db.Conversations.AsNoTracking().SingleOrDefaultAsync(it => it.Id == conversationId, cancel);
                if (conversation is null)
                    return Refusal.NotFound("conversation.not_found");
                if (conversation.Status is ConversationStatus.Merged)
                    return Refusal.Conflict("conversation.merged");
            }

            if ((conversation?.PersonId ?? request.PersonId) is not { } personId)
                return Refusal.Invalid("case.whose", "personId");
            if (!await db.People.AnyAsync(it => it.Id == personId && it.ErasedAt == null && it.MergedIntoId == null, cancel))
                return Refusal.NotFound("person.not_found");
            if (await SaveCase.CheckKeepersAsync(db, request.OwnerId, request.TeamId, cancel) is { } unknown)
                return unknown;

            var proposed = conversation is null ? new Proposal(CaseKind.Request, "") : await ProposeAsync(db, conversation, cancel);
            var title = string.IsNullOrWhiteSpace(request.Title) ? proposed.Title : request.Title;
            if (string.IsNullOrWhiteSpace(title))
                return Refusal.Invalid("case.title", "title");

            var (now, actor, kind) = (clock.GetUtcNow(), user.Actor(), request.Kind ?? proposed.Kind);
            var matter = new Case(personId, kind, title, request.Phase ?? UsualPhase(kind), request.DueAt?.ToUniversalTime() ?? now + Case.UsualTime(kind), actor, now);
            matter.Give(request.OwnerId ?? user.AgentId(), request.TeamId ?? conversation?.TeamId, actor, now);
            matter.Sort(kind, matter.Phase, CaseCourse.Standard, request.Priority ?? (kind is CaseKind.Complaint && conversation is { Urgent: true } ? Priority.High : conversation?.Priority ?? Priority.Normal), actor, now);
            db.AddNumbered(matter);
            if (conversation is not null)
            {
                db.CaseConversations.Add(new CaseConversation(matter.Id, conversation.Id, now));
                matter.Log("case.linked", actor, now, new { conversationId = conversation.Id });
            }

            await db.SaveAsync(matter, cancel);
            SaveCase.Announce(live, matter.Id);
            if (conversation is not null)
                live.Publish($"conversation:{conversation.Id}");
            return matter;
        }

        private static Refusal? Check(Request request, DateTimeOffset now)
        {
            if (request.Kind is { } kind && !Enum.IsDefined(kind)) // a form's field may hold any number
                return Refusal.Invalid("form.choice", "kind");
            if (request.Phase is { } phase && !Enum.IsDefined(phase))
                return Refusal.Invalid("form.choice", "phase");
            if (request.Priority is { } priority && !Enum.IsDefined(priority))
                return Refusal.Invalid("form.choice", "priority");
            if (request.Title is { Length: > Case.MostTitle } || request.Title?.Any(char.IsControl) is true)
                return Refusal.Invalid("case.title", "title");
            return request.DueAt is { } due ? CaseDeadline.Check(due, now, "dueAt") : null;
        }

        internal sealed record Proposal(CaseKind Kind, string Title);

        internal static async Task<Proposal> ProposeAsync(AppDb db, Conversation conversation, CancellationToken cancel)
        {
            // Who does not want to be read is not read here either.
            var readings = conversation.MoodHidden ? [] : await db.Readings.AsNoTracking().Where(it => it.ConversationId == conversation.Id).OrderByDescending(it => it.At).Take(MostRead).Select(it => it.Json).ToListAsync(cancel);
            var first = await db.Messages.AsNoTracking().Where(it => it.ConversationId == conversation.Id && it.Kind == MessageKind.Customer && it.Text != "").OrderBy(it => it.At).Select(it => it.Text).FirstOrDefaultAsync(cancel);
            var title = (conversation.Subject is { Length: > 0 } subject ? subject : first ?? "").ReplaceLineEndings(" ");
            var kind = readings.Exists(it => ListeningJson.ReadReading(it).Complaint) ? CaseKind.Complaint
                : first?.TrimEnd() is [.., '?' or '\uff1f'] ? CaseKind.Question
                : CaseKind.Request;
            return new(kind, title.Length > 80 ? title[..(char.IsHighSurrogate(title[79]) ? 79 : 80)] : title);
        }

        private static SalesPhase UsualPhase(CaseKind kind) => kind switch { CaseKind.Question => SalesPhase.PreSale, CaseKind.Request => SalesPhase.InSale, _ => SalesPhase.AfterSale };
    }
}
