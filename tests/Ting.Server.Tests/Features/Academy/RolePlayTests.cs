using Ting.Server.Features.Academy.RolePlay;
using Ting.Server.Platform.Localisation;

namespace Ting.Server.Tests.Features.Academy;

/// <summary>Simulated customers: their files are whole, and what one says to them decides how it goes.</summary>
[Trait("req", "ACAD-05")]
public sealed class RolePlayTests
{
    private static readonly ScenarioBook Book = new();

    private static IEnumerable<Scenario> All => Languages.All.SelectMany(language => Book.In(language.Code));

    [Fact]
    public void A_scenario_is_whole_in_every_language()
    {
        Assert.True(Book.In("en").Count >= 12);
        foreach (var scenario in All)
        {
            var name = $"{scenario.Language} {scenario.Key}";
            Assert.True(scenario.Voice.Distinct().Count() >= 40, $"{name} has only {scenario.Voice.Distinct().Count()} lines");
            var reactions = scenario.First.Concat(scenario.States.Values.SelectMany(it => it)).Concat(scenario.Last).ToList();
            Assert.True(reactions.All(it => scenario.Lines.GetValueOrDefault(it.Line) is { Count: > 1 }), name);
            Assert.True(reactions.All(it => it.To is null || scenario.States.ContainsKey(it.To)), name);
            Assert.True(reactions.SelectMany(it => it.When).All(signal => Signal.All.Contains(signal.Replace("no-", "", StringComparison.Ordinal))), name);
            Assert.True(scenario.States.ContainsKey(scenario.Start) && scenario.Lines.ContainsKey(Scenario.Leaving), name);
            Assert.True(scenario.States.Keys.All(scenario.Advice.ContainsKey), name);
            Assert.Contains(reactions, it => it.Ends);
            Assert.Contains(reactions, it => it.Reveals);
            Assert.Empty(scenario.Last[^1].When);
            Assert.Equal(Book.Find(scenario.Key, "en")!.Lines.Keys.Order(), scenario.Lines.Keys.Order());
            Assert.NotEmpty(scenario.Persona.Hidden);
        }
    }

    [Fact]
    public void Saying_what_is_advised_leads_to_a_good_end_in_every_language()
    {
        var failed = new List<string>();
        foreach (var scenario in All)
        {
            var lines = new List<string>();
            var performance = Stage.Play(scenario, lines, "en");
            while (performance.Ending is Ending.None && lines.Count < scenario.Patience)
            {
                lines.Add(performance.Advice!.Better);
                performance = Stage.Play(scenario, lines, "en");
            }

            if (performance is not { Ending: Ending.Well, Mood: >= 0, Score: >= 70 } || performance.Turns.Any(turn => turn.Better is not null))
                failed.Add($"{scenario.Language} {scenario.Key}: {performance.Ending} mood {performance.Mood} score {performance.Score} | " + string.Join(" | ", performance.Turns.Select(turn =>
                    $"[{string.Join(',', turn.Heard)}] {string.Join(';', turn.Coaching.Findings.Select(it => it.Rule + ":" + it.Text))} → {turn.MoodAfter} {turn.Answer}")));
        }

        Assert.True(failed.Count == 0, string.Join('\n', failed));
    }

    [Theory]
    [InlineData("en", "What on earth do you want?", "If you can't afford it, don't look.")]
    [InlineData("zh-Hans", "您到底想怎么样呢？", "一看就知道买不起。")]
    [InlineData("ja", "いったいどうしたいんですか。", "買えないなら見ないでください。")]
    public void A_taboo_inflames_and_in_the_end_the_customer_leaves(string language, string first, string second)
    {
        string[] lines = [first, second, "…"];
        var scenario = Book.Find("umbrella", language)!;

        var performance = Stage.Play(scenario, lines, "en");

        Assert.Equal((Ending.Left, 2, -2), (performance.Ending, performance.Turns.Count, performance.Mood));
        Assert.True(performance.Turns[0].MoodAfter < performance.Turns[0].MoodBefore);
        Assert.Contains(performance.Turns[^1].Answer, scenario.Lines[Scenario.Leaving]);
        Assert.All(performance.Turns, turn => Assert.NotNull(turn.Better));
        Assert.True(performance.Score < 40, $"{performance.Score}");
    }

    [Theory]
    [InlineData("en", "I can see why you are annoyed.", "What are you carrying there?")]
    [InlineData("zh-Hans", "您不方便，我很理解您的心情。", "您手里拿的是什么？")]
    [InlineData("ja", "ご面倒なお気持ち、よくわかります。", "お荷物は、どのようなものをお持ちですか。")]
    public void Empathy_calms_and_an_open_question_reveals(string language, string empathy, string question)
    {
        var scenario = Book.Find("umbrella", language)!;

        var performance = Stage.Play(scenario, [empathy, question], "en");

        Assert.True(performance.Turns[0].MoodAfter > performance.Turns[0].MoodBefore);
        Assert.False(Stage.Play(scenario, [empathy], "en").Revealed);
        Assert.True(performance.Revealed);
        Assert.Contains(performance.Turns[1].Answer, scenario.Lines["reveals"]);
    }

    [Theory]
    [InlineData("en", "I'm sorry, I can see why you are angry.", "It should be fine, I'll contact you some day.")]
    [InlineData("zh-Hans", "给您添麻烦了，非常抱歉，您的心情我理解。", "应该没问题，改天我再和您联系。")]
    [InlineData("ja", "誠に申し訳ございません。お怒りはごもっともです。", "たぶん大丈夫です。そのうちご連絡します。")]
    public void A_promise_without_a_date_breeds_doubt(string language, string sorry, string promise)
    {
        var scenario = Book.Find("network", language)!;

        var performance = Stage.Play(scenario, [sorry, promise], "en");

        Assert.Contains(performance.Turns[1].Answer, scenario.Lines["doubts"]);
        Assert.True(performance.Turns[1].MoodAfter < performance.Turns[1].MoodBefore);
    }

    [Fact]
    public void The_same_lines_lead_to_the_same_talk()
    {
        var scenario = Book.Find("network", "en")!;
        string[] lines = ["Hello.", "I'm sorry about this.", "Thank you for telling me.", "Hello."];

        var (one, other) = (Stage.Play(scenario, lines, "en"), Stage.Play(scenario, lines, "ja"));

        Assert.Equal(one.Turns.Select(turn => turn.Answer), other.Turns.Select(turn => turn.Answer));
        Assert.Equal(one.Score, other.Score);
        Assert.Contains("again", one.Turns[^1].Heard);
    }

    [Fact]
    public void Patience_ends()
    {
        var scenario = Book.Find("pipe", "en")!;

        var performance = Stage.Play(scenario, [.. Enumerable.Range(0, 30).Select(at => $"Well, number {at}.")], "en");

        Assert.Equal((Ending.Left, scenario.Patience), (performance.Ending, performance.Turns.Count));
    }

    [Fact]
    public void The_parts_sum_to_the_score()
    {
        foreach (var scenario in All)
        {
            var performance = Stage.Play(scenario, [scenario.Advice[scenario.Start].Better], "en");

            Assert.Equal(performance.Score, performance.Parts.Wording + performance.Parts.Mood + performance.Parts.Listening);
            Assert.InRange(performance.Score, 0, 100);
        }
    }
}
