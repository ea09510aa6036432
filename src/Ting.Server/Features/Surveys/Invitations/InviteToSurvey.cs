using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.People;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Localisation;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Surveys.Invitations;

/// <summary>A person is asked to answer a survey: by a message in a conversation of theirs, or by a link that is handed over. Nobody who opted out, and nobody too often.</summary>
public static class InviteToSurvey
{
    public sealed record Request
    {
        [Required]
        public Guid? PersonId { get; set; }

        /// <summary>The conversation that it is about, and in which the message is sent; null for a link to hand over.</summary>
        public Guid? ConversationId { get; set; }
    }

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/surveys/{id:guid}/invitations", async (Guid id, Request request, ClaimsPrincipal user, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, request, user.Actor(), isRule: false, cancel)).ToHttp(made => TypedResults.Created($"/api/v1/surveys/{id}/invitations", made)))
            .RequireAuthorization(Permission.Reply)
            .WithSummary("Invite one person, in a conversation or by a link to hand over")
            .Produces<InvitationShape>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

        api.MapGet("/surveys/{id:guid}/invitations", async (Guid id, [AsParameters] PageQuery page, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                const string list = "invitations";
                if (page.After(list).IsRefused(out var refusal, out var after))
                    return refusal.ToHttp();

                await using var db = await database.CreateDbContextAsync(cancel);
                if (!await db.Surveys.AnyAsync(it => it.Id == id, cancel))
                    return Refusal.NotFound("survey.not_there").ToHttp();
                var found = await db.SurveyInvitations.AsNoTracking().Where(it => it.SurveyId == id).Downward(after, it => it.SentAt, it => it.Id).Take(page.Size + 1).ToListAsync(cancel);
                return TypedResults.Ok(Page.Of(found, page.Size, list, it => Place.Of(it.SentAt, it.Id), it => InvitationShape.Of(it)));
            })
            .RequireAuthorization(Permission.SeeInsights)
            .WithSummary("Who was invited, the last first")
            .Produces<Page<InvitationShape>>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, WholeDatabase whole, InvitationWords words, LiveFeed live, TimeProvider clock)
    {
        /// <param name="isRule">A rule asks: only about a conversation that is still over, and once for each.</param>
        public Task<Outcome<InvitationShape>> HandleAsync(Guid surveyId, Request request, string actor, bool isRule, CancellationToken cancel) =>
            Attempts.OnConflictAsync(() => TryAsync(surveyId, request, actor, isRule, cancel));

        private async Task<Outcome<InvitationShape>> TryAsync(Guid surveyId, Request request, string actor, bool isRule, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Surveys.AsNoTracking().SingleOrDefaultAsync(it => it.Id == surveyId, cancel) is not { } survey)
                return Refusal.NotFound("survey.not_there");
            if (!survey.IsOpen)
                return Refusal.Conflict("survey.not_open");
            if (survey.Kind.IsForColleagues())
                return Refusal.Conflict("invitation.employee");

            var personId = request.PersonId ?? Guid.Empty;
            if (await db.People.AsNoTracking().SingleOrDefaultAsync(it => it.Id == personId && it.ErasedAt == null && it.MergedIntoId == null, cancel) is not { } person)
                return Refusal.Invalid("person.not_found", "personId");
            var conversation = request.ConversationId is { } id ? await db.Conversations.SingleOrDefaultAsync(it => it.Id == id && it.PersonId == personId, cancel) : null;
            if (request.ConversationId is not null && conversation is null)
                return Refusal.Invalid("conversation.not_found", "conversationId");
            if (conversation?.Status is ConversationStatus.Merged || isRule && conversation?.Status is not ConversationStatus.Resolved)
                return Refusal.Conflict("invitation.not_over");

            var now = clock.GetUtcNow();
            await using var everything = await whole.CreateDbContextAsync(cancel);
            if ((await Spared.OfAsync(everything, survey, [(personId, request.ConversationId)], now, cancel)).TryGetValue(personId, out var code))
                return Refusal.Conflict(code);

            var invitation = new SurveyInvitation(survey, personId, Languages.Closest(conversation?.Language ?? person.Language) ?? "en", actor, now);
            db.SurveyInvitations.Add(invitation);
            var version = await db.SurveyVersions.AsNoTracking().SingleAsync(it => it.SurveyId == surveyId && it.Number == survey.Published, cancel);
            var questionnaire = version.Read();
            if (conversation is null)
            {
                await db.SaveChangesAsync(cancel);
                return InvitationShape.Of(invitation, words.AddressOf(survey, invitation), words.AnswersOf(survey, invitation, questionnaire));
            }

            invitation.About(conversation.Id, conversation.InboxId, conversation.TeamId);
            db.Messages.Add(conversation.Tell(words.Message(survey, invitation, questionnaire, again: false), now));
            conversation.Log("survey.invited", actor, now, new { surveyId, invitationId = invitation.Id });
            if (survey.ReminderDays > 0 && !survey.IsAnonymous)
                db.Enqueue(new RemindInvitation(invitation.Id), now.AddDays(survey.ReminderDays));
            await db.SaveAsync(conversation, cancel);
            Intake.Announce(live, conversation);
            return InvitationShape.Of(invitation, words.AddressOf(survey, invitation), words.AnswersOf(survey, invitation, questionnaire));
        }
    }
}

/// <summary>An invitation as the API shows it.</summary>
/// <param name="Address">Given once, when it is made.</param>
/// <param name="Answers">Addresses with the first answer chosen, for a message with buttons.</param>
public sealed record InvitationShape(
    Guid Id, Guid SurveyId, Guid PersonId, Guid? ConversationId, string Language, string Actor, DateTimeOffset SentAt, DateTimeOffset? RemindedAt, DateTimeOffset? AnsweredAt,
    string? Address, IReadOnlyList<AnswerAddress> Answers)
{
    public static InvitationShape Of(SurveyInvitation it, string? address = null, IReadOnlyList<AnswerAddress>? answers = null) =>
        new(it.Id, it.SurveyId, it.PersonId, it.ConversationId, it.Language, it.Actor, it.SentAt, it.RemindedAt, it.AnsweredAt, address, answers ?? []);
}
