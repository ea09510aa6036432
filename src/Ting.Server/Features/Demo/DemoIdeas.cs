using Ting.Measurement;
using Ting.Server.Features.Ideas;
using Ting.Server.Features.Surveys.Answers;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;

namespace Ting.Server.Features.Demo;

/// <summary>What the demo's service could do for customers, and what a survey of last year made of it: a call back was a delight then, and not having to repeat oneself was not yet taken for granted.</summary>
internal static class DemoIdeas
{
    private const int AnswersLastYear = 64;

    // Of each idea, how many of ten liked it last year, and missed it.
    private static readonly (string Item, string Title, IdeaState State, double Liked, double Missed)[] Ideas =
    [
        ("reply", "一分钟内有人回复", IdeaState.InPlace, 0.62, 0.6),
        ("repeat", "转接后不必重说", IdeaState.InPlace, 0.62, 0.85),
        ("callback", "順番を保ったままの折り返し電話", IdeaState.Trying, 0.72, 0.15),
        ("waiting", "等待时的贴心安排：茶点、小游戏、看得到还要多久", IdeaState.Planned, 0.6, 0.1),
        ("photo", "A photo of the parcel before dispatch", IdeaState.InPlace, 0.7, 0.12),
        ("card", "手書きのお礼状", IdeaState.Trying, 0.72, 0.05),
        ("stickers", "聊天里的表情贴图", IdeaState.Dropped, 0.3, 0.05),
    ];

    /// <param name="kano">The survey that asks about them today.</param>
    public static void Add(AppDb db, DemoCast cast, Survey kano, Random chance, DateTimeOffset now)
    {
        var (lastYear, answers) = AskLastYear(db, chance, now.AddDays(-400));
        foreach (var (number, (item, title, state, _, _)) in Ideas.Index())
        {
            var idea = new ServiceIdea(now.AddDays(-420 + number));
            idea.Describe(title, "", cast.Staff[number % cast.Staff.Count].Agent.Id, state, kano.Id, item, askAgainMonths: 12);
            db.ServiceIdeas.Add(idea);
            Keep(db, idea, IdeaClass.Counted(idea.Id, lastYear.Id, Kano.Count([.. answers.Select(it => it[item])]), now.AddDays(-400), now.AddDays(-370), "system", now.AddDays(-370)));
        }

        var birthday = new ServiceIdea(now.AddDays(-500));
        birthday.Describe("生日当天的一句问候", "只问候，不推销。", cast.Staff[0].Agent.Id, IdeaState.InPlace, surveyId: null, itemKey: null, askAgainMonths: 12);
        db.ServiceIdeas.Add(birthday);
        Keep(db, birthday, IdeaClass.Known(birthday.Id, KanoClass.Attractive, "行业协会 2025 年报告", now.AddDays(-480), "system", now.AddDays(-480)));
        RecordReminder(db, birthday, now);
        db.Enqueue(new LookAtIdeas(), now);
    }

    private static void Keep(AppDb db, ServiceIdea idea, IdeaClass found)
    {
        db.IdeaClasses.Add(found);
        idea.Found(found);
    }

    private static void RecordReminder(AppDb db, ServiceIdea idea, DateTimeOffset now) => db.Enqueue(new RemindIdea(idea.Id, idea.AskAgainAt!.Value), now);

    private static (Survey Survey, List<Dictionary<string, (KanoAnswer Present, KanoAnswer Absent)>> Answers) AskLastYear(AppDb db, Random chance, DateTimeOffset since)
    {
        var survey = new Survey("Kano（去年）", SurveyTemplate.Find("kano")!, since);
        if (survey.Publish(null, since).IsRefused(out var refusal, out var version))
            throw new InvalidOperationException(refusal.Code);
        survey.Open(false);
        db.Surveys.Add(survey);
        db.SurveyVersions.Add(version);

        var answers = new List<Dictionary<string, (KanoAnswer, KanoAnswer)>>();
        for (var number = 0; number < AnswersLastYear; number++)
        {
            var given = Ideas.ToDictionary(idea => idea.Item, idea => (
                chance.NextDouble() < idea.Liked ? KanoAnswer.Like : chance.NextDouble() < idea.Missed ? KanoAnswer.MustBe : KanoAnswer.Neutral,
                chance.NextDouble() < idea.Missed ? KanoAnswer.Dislike : chance.NextDouble() < 0.6 ? KanoAnswer.LiveWith : KanoAnswer.Neutral));
            answers.Add(given);
            var at = since.AddDays(30.0 * number / (AnswersLastYear - 1));
            var response = new SurveyResponse(survey, 1, "zh-Hans", "link", at);
            response.Save(new AnswerSheet(given.SelectMany(it => new[] { ($"{it.Key}.1", (int)it.Value.Item1), ($"{it.Key}.2", (int)it.Value.Item2) }).ToDictionary(it => it.Item1, it => it.Item2), []), 0, "zh-Hans", at);
            response.Complete(isStraight: false, isDuplicate: false, "", at);
            db.SurveyResponses.Add(response);
        }

        return (survey, answers);
    }
}
