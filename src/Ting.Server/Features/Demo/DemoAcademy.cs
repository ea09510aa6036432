using Ting.Server.Features.Academy;
using Ting.Server.Features.Academy.Courses;
using Ting.Server.Features.Academy.Grading;
using Ting.Server.Features.Academy.Journal;
using Ting.Server.Features.Academy.Practice;
using Ting.Server.Features.Academy.RolePlay;
using Ting.Server.Features.Academy.RolePlay.Pairs;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Demo;

/// <summary>What the demo's colleagues have practised: graded by the same rules as everything anybody will answer.</summary>
internal static class DemoAcademy
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.Utc;

    /// <param name="Right">How many exercises of the course were answered as they should be.</param>
    /// <param name="Wrong">How many after them were not.</param>
    private sealed record Studied(string Name, string Course, int Right, int Wrong, int DaysAgo);

    private static readonly Studied[] All =
    [
        new("周予安", "wording", 5, 2, 2), new("周予安", "reasons", 3, 1, 1),
        new("林悦", "wording", 99, 0, 12), new("林悦", "asking", 6, 1, 4),
        new("陈立", "refusing", 2, 3, 6),
        new("佐々木 遥", "wording", 99, 0, 9), new("佐々木 遥", "listening", 4, 2, 3),
        new("小川 美緒", "asking", 3, 2, 5),
        new("Priya Nair", "wording", 99, 0, 8), new("Priya Nair", "refusing", 5, 2, 2),
        new("Mel Ashworth", "reasons", 2, 3, 7),
    ];

    private static readonly (string Name, string Course, string By, string Reason, int Days)[] Asked =
    [
        ("周予安", "refusing", "许诺", "两次婉拒没有给别的办法，先练这一门", 6),
        ("小川 美緒", "listening", "高瀬 圭介", "お怒りのお客様への最初の一言を一緒に見直しましょう", 8),
        ("Mel Ashworth", "asking", "许诺", "Two of your chats ended with a yes-or-no question", 5),
    ];

    private static readonly string[] Talks =
    [
        "A friend told me about her move. I heard the facts, but twice I finished her sentence, and once I was wrong.",
        "Talked with my brother on the phone while cooking. I missed the name of his new manager and had to ask again.",
        "I put the phone away first. She spoke for three minutes, I asked one open question, and she told me about her mother.",
        "We disagreed about the rota. I was preparing my answer while he was still talking, and noticed it too late.",
        "I said back what I had understood before answering. He corrected one point, and thanked me.",
    ];

    private const string LookBack = """
        In the five talks I was good where nothing was at stake: I looked at the other, I nodded, I asked what happened next. Where I had an opinion I was not. In the first talk I finished a sentence that was not mine, and in the fourth I was building my answer while he was still explaining why the rota hurt him.

        What I missed most often were names and dates, and always when my hands were busy. The one talk in which I had put the phone away was the one in which I heard something new about somebody I have known for ten years.

        From now on I say back what I understood before I answer, and I write names down at once. In two weeks I want to see whether the corrections become fewer.
        """;

    private static readonly (bool FromCustomer, string Text, bool Reveals)[] Paired =
    [
        (false, "您两手都提着东西，还要套袋子，确实不方便，我理解。", false),
        (true, "可不是吗，外面下雨，里面还这么多规矩。", false),
        (false, "您手里提的是什么？方便告诉我吗？", false),
        (true, "是给我妈抓的药，压不得，也放不得地上。", true),
        (false, "那我帮您拿伞，您把药放在这张干净的桌上，五分钟内给您一个大袋子，您看好吗？", false),
        (true, "那太好了，谢谢你。", false),
    ];

    public static void Add(AppDb db, DemoCast cast, DateTimeOffset now)
    {
        var (courses, scenarios) = (new CourseBook(), new ScenarioBook());
        foreach (var studied in All)
            Study(db, cast, courses, studied, now);
        KeepJournals(db, cast, now);
        foreach (var (name, course, by, reason, days) in Asked)
            db.Assignments.Add(new Assignment(cast.Named(name).Id, course, cast.Named(by).Id, reason, now.AddDays(days), now.AddDays(-1)));

        // one talk to look back on
        var zhou = cast.Staff.Single(it => it.Staff.Name == "周予安");
        var scenario = scenarios.Find("umbrella", zhou.Staff.Language)!;
        var play = db.Plays.Add(new Play(zhou.Agent.Id, scenario.Key, scenario.Language, hints: true, voice: null, now.AddDays(-3))).Entity;
        foreach (var line in (string[])["这是规定，您必须套。", scenario.Advice["wary"].Better, scenario.Advice["talking"].Better, scenario.Advice["told"].Better])
            play.Say(line);
        play.End(Stage.Play(scenario, play.Lines, scenario.Language).Score, now.AddDays(-3).AddMinutes(6));

        // the same with the trainer as the customer, and an invitation that waits
        var trainer = cast.Named("许诺").Id;
        var pair = db.PairPlays.Add(new PairPlay(trainer, zhou.Agent.Id, scenario, hints: false, now.AddDays(-2))).Entity;
        pair.Accept(now.AddDays(-2).AddMinutes(1));
        foreach (var (fromCustomer, text, reveals) in Paired)
            pair.Add(new PairEntry(Guid.CreateVersion7(now), fromCustomer, text, Reveals: reveals));
        pair.End(Ending.Well, Stage.PlayPair(scenario, pair.Entries, Ending.Well, scenario.Language).Performance.Score, now.AddDays(-2).AddMinutes(9));
        db.PairPlays.Add(new PairPlay(trainer, zhou.Agent.Id, scenarios.Find("network", zhou.Staff.Language)!, hints: true, now.AddHours(-1)));
    }

    // Five talks of one who has handed a look back in, and two of one who has just begun.
    private static void KeepJournals(AppDb db, DemoCast cast, DateTimeOffset now)
    {
        var mel = cast.Named("Mel Ashworth").Id;
        foreach (var (text, place) in Talks.Select((text, place) => (text, place)))
            db.TalkEntries.Add(new TalkEntry(mel, 2 + (place % 2), text, now.AddDays((place * 3) - 17)));
        var analysis = db.TalkAnalyses.Add(new TalkAnalysis(mel, Talks.Length, [3, 8, 14], LookBack, now.AddDays(-3))).Entity;
        analysis.HandIn(now.AddDays(-2));
        db.TalkEntries.Add(new TalkEntry(cast.Named("周予安").Id, 3, "朋友说换了部门，我一开口就给建议。后来停下来问了一句“你最担心哪一点”，他才说到怕带不好新人。", now.AddDays(-5)));
        db.TalkEntries.Add(new TalkEntry(cast.Named("周予安").Id, 2, "这次忍住没有插话。中间看了两次手机，漏了他说的日期，只好再问一遍。", now.AddDays(-2)));
    }

    private static void Study(AppDb db, DemoCast cast, CourseBook courses, Studied studied, DateTimeOffset now)
    {
        var (who, agent) = cast.Staff.Single(it => it.Staff.Name == studied.Name);
        var course = courses.Find(studied.Course, who.Language)!;
        var at = now.AddDays(-studied.DaysAgo);
        foreach (var (exercise, place) in course.Exercises.Take(studied.Right + studied.Wrong).Select((exercise, place) => (exercise, place)))
        {
            at = at.AddMinutes(2);
            var answer = place < studied.Right ? RightOne(exercise) : WrongOne(exercise);
            var grade = Grader.Of(exercise, answer, course.Language, course.Language);
            db.Attempts.Add(new Attempt(agent.Id, course, exercise, answer, grade, at));
            var card = db.PracticeCards.Add(new PracticeCard(agent.Id, course.Key, exercise.Key)).Entity;
            card.Count(grade.Verdict, at, Zone);
        }

        if (studied.Right >= course.Exercises.Count())
            db.Certificates.Add(new Certificate(agent.Id, agent.Name, course, at));
    }

    private static Answer RightOne(Exercise exercise) => exercise.IsWritten ? new Answer(exercise.Model, null) : new Answer(null, PickGrader.Solve(exercise));

    private static Answer WrongOne(Exercise exercise) => exercise.IsWritten ? new Answer(exercise.Bad[0], null) : new Answer(null, [.. PickGrader.Solve(exercise).Reverse().Skip(1)]);
}
