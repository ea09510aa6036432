using System.Reflection;
using System.Text.Json;
using Ting.Server.Features.Fans;
using Ting.Server.Features.Fans.Community;
using Ting.Server.Features.Fans.Magazine;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Demo;

/// <summary>One issue of the magazine in three languages with its readers, and a community with some topics. The readers' addresses lead nowhere, and no letter is sent.</summary>
internal static class DemoFans
{
    private const int Readers = 46;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static void Add(AppDb db, DemoCast cast, DateTimeOffset now)
    {
        var rules = new FanRules();
        rules.Set(magazineOpen: true, communityOpen: true, approval: true, cast.Inboxes["hemu"].Id);
        db.FanRules.Add(rules);
        AddMagazine(db, now);
        foreach (var line in Lines<TopicLine>("fans-topics"))
            AddTopic(db, cast, line, now.AddDays(-line.Days), now);
    }

    private static void AddMagazine(AppDb db, DateTimeOffset now)
    {
        var lines = Lines<IssueLine>("fans-magazine").ToList();
        var at = now.AddDays(-lines[0].Days);
        var issue = new MagazineIssue(1, at.AddDays(-2));
        issue.Write(lines.ToDictionary(it => it.Language, it => new IssueWords(it.Title, it.Summary, it.Body)), at.AddDays(-1));
        issue.Publish(at);
        db.MagazineIssues.Add(issue);

        string[] languages = ["zh-Hans", "zh-Hans", "ja", "en"];
        for (var number = 0; number < Readers; number++)
        {
            var asked = at.AddDays(-30).AddHours(number * 14);
            var reader = new Subscriber($"reader{number}@fans.example", languages[number % languages.Length], "demo", "", asked);
            db.Subscribers.Add(reader);
            if (number % 15 == 14)
                continue; // has not opened the link
            reader.Confirm(asked.AddMinutes(7));
            if (number % 20 == 7)
                reader.Leave(at.AddDays(1));
        }

        issue.BeginSending(Readers - 3, at.AddHours(1));
        issue.Count(sent: Readers - 4, failed: 1, unsubscribed: 2);
        issue.FinishSending(at.AddHours(1).AddMinutes(4));
    }

    private static void AddTopic(AppDb db, DemoCast cast, TopicLine line, DateTimeOffset at, DateTimeOffset now)
    {
        var topic = db.CommunityTopics.Add(new CommunityTopic(Enum.Parse<Board>(line.Board), line.Title, line.Language, at)).Entity;
        var first = Visitor(db, topic, isFirst: true, line.Name, line.Text, line.Language, at);
        first.Confirm(needsApproval: line.Waiting, at.AddMinutes(5));
        topic.Follow(first, PostState.Unconfirmed, at.AddMinutes(5));
        if (!line.Waiting)
            WritePost.AddWords(db, topic, first);
        foreach (var (number, answer) in line.Answers.Index())
        {
            var said = at.AddHours(3 + number * 5) is var later && later < now ? later : now;
            var post = answer.Team is { } agent
                ? db.CommunityPosts.Add(new CommunityPost(topic.Id, cast.Named(agent).Id, agent, answer.Text, said)).Entity
                : Visitor(db, topic, isFirst: false, answer.Name ?? "", answer.Text, line.Language, said);
            if (answer.Team is null)
                post.Confirm(needsApproval: false, said);
            topic.Follow(post, PostState.Unconfirmed, said);
            WritePost.AddWords(db, topic, post);
            if (answer.Accepted)
                topic.Accept(post.Id);
        }
    }

    private static CommunityPost Visitor(AppDb db, CommunityTopic topic, bool isFirst, string name, string text, string language, DateTimeOffset at) =>
        db.CommunityPosts.Add(new CommunityPost(topic.Id, isFirst, name, $"visitor-{topic.Id:N}@fans.example", text, language, at)).Entity;

    private static IEnumerable<T> Lines<T>(string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"demo.{file}.jsonl")
            ?? throw new InvalidOperationException($"{file} of the demo is missing from the build.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            yield return JsonSerializer.Deserialize<T>(line, Json)!;
    }

    private sealed record IssueLine(double Days, string Language, string Title, string Summary, string Body);

    private sealed record TopicLine(string Board, double Days, string Language, string Name, bool Waiting, string Title, string Text, IReadOnlyList<AnswerLine> Answers);

    private sealed record AnswerLine(string? Name, string? Team, bool Accepted, string Text);
}
