using Ting.Measurement;
using Ting.Server.Features.Surveys.Answers;
using Ting.Server.Features.Surveys.Improvements;
using Ting.Server.Features.Surveys.Invitations;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Demo;

/// <summary>What the demo's customers answered to three surveys over ninety days: responsiveness falls shortest and gets better, promises are kept more often than expected.</summary>
internal sealed class DemoSurveys(DemoCast cast, Random chance, DateTimeOffset now)
{
    private const int PeopleOfEachBrand = 90;

    // Of each dimension what is expected, and by how much the service falls short at the beginning and today.
    private static readonly Dictionary<string, (double Expected, double Before, double Today)> Quality = new()
    {
        ["tangibles"] = (5.6, -0.1, 0.1),
        ["reliability"] = (6.5, 0.7, 0.4),
        ["responsiveness"] = (6.3, 1.5, 0.8),
        ["assurance"] = (6.2, 0.3, 0.1),
        ["empathy"] = (6.0, 0.7, 0.5),
    };

    // What a hundred points go to, on average.
    private static readonly Dictionary<string, int> Importance = new() { ["tangibles"] = 11, ["reliability"] = 32, ["responsiveness"] = 23, ["assurance"] = 19, ["empathy"] = 15 };

    // Of each idea, how many of ten like it when it is there, expect it, and dislike it when it is missing.
    private static readonly Dictionary<string, (double Liked, double Missed)> Ideas = new()
    {
        ["reply"] = (0.62, 0.78),
        ["repeat"] = (0.25, 0.85),
        ["callback"] = (0.56, 0.66),
        ["waiting"] = (0.66, 0.22),
        ["photo"] = (0.7, 0.42),
        ["card"] = (0.72, 0.1),
        ["stickers"] = (0.18, 0.12),
    };

    /// <returns>The survey about ideas.</returns>
    public Survey Add(AppDb db)
    {
        var quality = Publish(db, "SERVQUAL", "servqual");
        var recommend = Publish(db, "NPS", "nps");
        var kano = Publish(db, "Kano", "kano");
        foreach (var brand in DemoBrand.All)
        {
            var people = cast.People[brand.Key];
            foreach (var person in people.Take(PeopleOfEachBrand))
            {
                Answer(db, quality, brand, person.Id, 0.72, Perceive);
                Answer(db, recommend, brand, person.Id, 0.6, Recommend);
                if (chance.NextDouble() < 0.4)
                    Answer(db, kano, brand, person.Id, 0.9, Judge);
            }
        }

        Improve(db, quality.Survey);
        return kano.Survey;
    }

    private (Survey Survey, Questionnaire Questionnaire) Publish(AppDb db, string name, string template)
    {
        var since = now.AddDays(-DemoStory.Days - 1);
        var survey = new Survey(name, SurveyTemplate.Find(template)!, since);
        survey.Invite(asksAfter: template is "nps", sharePercent: 20, delayHours: 24, quietDays: 30, reminderDays: 4);
        if (survey.Publish(null, since).IsRefused(out var refusal, out var version))
            throw new InvalidOperationException(refusal.Code);
        db.Surveys.Add(survey);
        db.SurveyVersions.Add(version);
        return (survey, survey.ReadDraft());
    }

    private void Answer(AppDb db, (Survey Survey, Questionnaire Questionnaire) asked, DemoBrand brand, Guid personId, double rate, Action<Questionnaire, AnswerSheet, double> fill)
    {
        var at = now - TimeSpan.FromDays(0.3 + chance.NextDouble() * (DemoStory.Days - 1));
        var invitation = new SurveyInvitation(asked.Survey, personId, brand.Language, "rule", at.AddHours(-1 - 20 * chance.NextDouble()));
        var inbox = cast.Inboxes[brand.Key];
        invitation.Belong(inbox.Id, inbox.TeamId);
        db.SurveyInvitations.Add(invitation);
        if (chance.NextDouble() > rate)
            return;

        var response = new SurveyResponse(asked.Survey, 1, brand.Language, "invitation", at);
        response.Belong(invitation);
        var sheet = AnswerSheet.Empty;
        fill(asked.Questionnaire, sheet, Math.Clamp(1 - (now - at) / TimeSpan.FromDays(DemoStory.Days), 0, 1));
        response.Save(sheet, asked.Questionnaire.Sections.Count - 1, brand.Language, at);
        response.Complete(AnswerQuality.IsStraight(asked.Questionnaire, sheet), isDuplicate: false, sheet.Fingerprint(), at);
        invitation.Answered(at);
        db.SurveyResponses.Add(response);
    }

    private void Perceive(Questionnaire questionnaire, AnswerSheet sheet, double progress)
    {
        var isCareless = chance.NextDouble() < 0.02; // ticks the same everywhere
        var own = 0.6 * Normal();
        foreach (var section in AnswerSheet.Weighed(questionnaire))
        {
            var (expected, before, today) = Quality[section.Key];
            var shared = 0.45 * Normal();
            foreach (var item in section.Items)
            {
                var (want, get) = (expected + 0.5 * own + 0.6 * Normal(), expected - before - (today - before) * progress + own + shared + 0.7 * Normal());
                Put(questionnaire, sheet, item, "1", isCareless ? 6 : want, turn: !isCareless);
                Put(questionnaire, sheet, item, "2", isCareless ? 6 : get, turn: !isCareless);
            }
        }

        if (chance.NextDouble() < 0.6)
        {
            foreach (var (dimension, points) in Importance)
                sheet.Numbers[$"importance.{dimension}"] = Math.Max(0, points + chance.Next(-8, 9));
        }

        sheet.Numbers["outcome"] = Place(5.9 + own + 0.8 * Normal(), 7);
        sheet.Numbers["process"] = Place(5.3 + 0.4 * progress + own + 0.8 * Normal(), 7);
    }

    private void Recommend(Questionnaire questionnaire, AnswerSheet sheet, double progress) => sheet.Numbers["recommend"] = Math.Clamp((int)Math.Round(7.6 + 0.8 * progress + 1.9 * Normal()), 0, 10);

    private void Judge(Questionnaire questionnaire, AnswerSheet sheet, double progress)
    {
        foreach (var (idea, (liked, missed)) in Ideas)
        {
            sheet.Numbers[$"{idea}.1"] = (int)(chance.NextDouble() < liked ? KanoAnswer.Like : chance.NextDouble() < missed ? KanoAnswer.MustBe : KanoAnswer.Neutral);
            sheet.Numbers[$"{idea}.2"] = (int)(chance.NextDouble() < missed ? KanoAnswer.Dislike : chance.NextDouble() < 0.6 ? KanoAnswer.LiveWith : KanoAnswer.Neutral);
        }
    }

    private void Improve(AppDb db, Survey survey)
    {
        var owner = cast.Staff[0].Agent.Id;
        Take("晚间 20–22 点加一个班次", 3, ServqualDimension.Responsiveness, startedDaysAgo: 48, doneDaysAgo: 44);
        Take("返信の目安時間を、待ち画面に表示する", 1, ServqualDimension.Responsiveness, startedDaysAgo: 20, doneDaysAgo: null);
        Take("Stop promising “within 24 hours” in advertisements until it is kept", 4, ServqualDimension.Reliability, startedDaysAgo: 12, doneDaysAgo: null);

        void Take(string title, int gap, ServqualDimension dimension, int startedDaysAgo, int? doneDaysAgo)
        {
            var improvement = new Improvement(survey.Id, now.AddDays(-startedDaysAgo));
            improvement.Describe(title, "", gap, dimension, owner, now.AddDays(doneDaysAgo is null ? 14 : -doneDaysAgo.Value));
            if (doneDaysAgo is { } days)
                improvement.Become(ImprovementState.Done, now.AddDays(-days));
            db.Improvements.Add(improvement);
        }
    }

    // Who is asked the opposite gives the opposite answer.
    private static void Put(Questionnaire questionnaire, AnswerSheet sheet, Item item, string side, double value, bool turn)
    {
        var place = Place(value, questionnaire.Scale.To);
        sheet.Numbers[$"{item.Key}.{side}"] = item.IsReversed && turn ? questionnaire.Scale.To + 1 - place : place;
    }

    private static int Place(double value, int most) => Math.Clamp((int)Math.Round(value), 1, most);

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - chance.NextDouble())) * Math.Cos(2 * Math.PI * chance.NextDouble());
}
