using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Surveys.Questionnaires;

/// <summary>A survey is made from a template, or its draft, its address and its rule are changed. What customers see changes only by publishing.</summary>
public static class SaveSurvey
{
    /// <summary>What is null, or not given, stays as it is.</summary>
    public sealed record Request
    {
        [StringLength(120)]
        public string? Name { get; set; }

        /// <summary>Of a new survey: what it begins as.</summary>
        [StringLength(40)]
        public string? Template { get; set; }

        /// <summary>The whole questionnaire as it should be from now on.</summary>
        public RawJson? Draft { get; set; }

        public bool? Anonymous { get; set; }

        /// <summary>In whose name it is asked; null for the workspace.</summary>
        public Given<Guid?> InboxId { get; set; }

        /// <summary>Whether answers are taken.</summary>
        public bool? Open { get; set; }

        /// <summary>Whether it goes out by itself after a conversation is resolved.</summary>
        public bool? AsksAfter { get; set; }

        [Range(1, 100)]
        public int? SharePercent { get; set; }

        [Range(0, Survey.MostDelayHours)]
        public int? DelayHours { get; set; }

        [Range(0, Survey.MostQuietDays)]
        public int? QuietDays { get; set; }

        [Range(0, 29)]
        public int? ReminderDays { get; set; }
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        /// <param name="id">Null for a new one.</param>
        /// <param name="expected">The version the caller has seen; null when it does not matter.</param>
        public async Task<Outcome<Survey>> HandleAsync(Guid? id, Request request, int? expected, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var survey = id is null ? null : await db.Surveys.FindAsync([id.Value], cancel);
            if (id is not null && survey is null)
                return Refusal.NotFound("survey.not_there");
            if (survey is not null && expected is { } seen && seen != survey.Version)
                return Refusal.Stale("survey.changed_meanwhile");
            if (ReadDraft(request).IsRefused(out var badDraft, out var draft))
                return badDraft;

            if (survey is null)
            {
                var begins = draft ?? SurveyTemplate.Find(request.Template ?? "");
                if (begins is null)
                    return Refusal.Invalid("survey.template", "template");
                if (Check.Name(request.Name, "name") is { } nameless)
                    return nameless;
                db.Surveys.Add(survey = new Survey(request.Name!, begins, clock.GetUtcNow()));
            }
            else if (draft is not null)
            {
                survey.Write(draft);
            }

            if (await ApplyAsync(db, survey, request, cancel) is { } refusal)
                return refusal;
            return await db.SaveOrRefuseAsync("survey.changed_meanwhile", cancel) is { } forestalled ? forestalled : survey;
        }

        private static Outcome<Questionnaire?> ReadDraft(Request request)
        {
            if (request.Draft is not { } given)
                return (Questionnaire?)null;
            if (Questionnaire.Read(given.Text) is not { } draft)
                return Refusal.Invalid("questionnaire.unreadable", "draft");
            return QuestionnaireCheck.Draft(draft) is { } refusal ? refusal : draft;
        }

        private static async Task<Refusal?> ApplyAsync(AppDb db, Survey survey, Request request, CancellationToken cancel)
        {
            if (request.Name is not null)
            {
                if (Check.Name(request.Name, "name") is { } nameless)
                    return nameless;
                survey.Rename(request.Name);
            }

            if (request.InboxId is { IsGiven: true, Value: { } inboxId } && !await db.Set<Inboxes.Inbox>().AnyAsync(it => it.Id == inboxId, cancel))
                return Refusal.Invalid("inbox.not_found", "inboxId");
            if (request.Anonymous is not null || request.InboxId.IsGiven)
            {
                if (survey.Address(request.Anonymous ?? survey.IsAnonymous, request.InboxId.Or(survey.InboxId)).IsRefused(out var refusal, out _))
                    return refusal;
            }

            var (share, delay, quiet, reminder) = (request.SharePercent ?? survey.SharePercent, request.DelayHours ?? survey.DelayHours, request.QuietDays ?? survey.QuietDays, request.ReminderDays ?? survey.ReminderDays);
            if (share is < 1 or > 100 || delay is < 0 or > Survey.MostDelayHours || quiet is < 0 or > Survey.MostQuietDays || reminder is < 0 or > 29)
                return Refusal.Invalid("survey.rule", "sharePercent");
            if ((request.AsksAfter ?? survey.AsksAfter) && survey.Kind.IsForColleagues())
                return Refusal.Invalid("invitation.employee", "asksAfter");
            survey.Invite(request.AsksAfter ?? survey.AsksAfter, share, delay, quiet, reminder);
            return request.Open is { } open && open != survey.IsOpen && survey.Open(open).IsRefused(out var closed, out _) ? closed : null;
        }
    }
}
