using System.Text.Json;

namespace Ting.Cli.Tests.Measuring;

public sealed class SurveyVerbTests : MeasureRun
{
    private static readonly int[] Negative = [10, 11, 12, 13, 18, 19, 20, 21, 22];
    private static readonly string Header = string.Join(',', Enumerable.Range(1, 22).Select(item => $"E{item}").Concat(Enumerable.Range(1, 22).Select(item => $"P{item}")));

    [Fact]
    [Trait("req", "TRAP-03")]
    public async Task Servqual_turns_negative_items_round_leaves_the_incomplete_out_and_draws_the_gaps()
    {
        var file = Csv(Header, Row(7, 6), Row(7, 5), Row(7, 7).Replace("7,7,7", "7,,7", StringComparison.Ordinal), string.Join(',', Enumerable.Repeat(7, 44)));

        var json = await JsonAsync("servqual", file, "--drop-straight-liners", "--weights", "0,0,100,0,0");
        var text = await TextAsync("servqual", file);
        var svg = await SvgAsync("servqual", file);

        Assert.Equal((2, 1, 1), (json.GetProperty("n").GetInt32(), json.GetProperty("incomplete").GetInt32(), json.GetProperty("straightLiners").GetInt32()));
        Assert.Equal(7, Number(json.GetProperty("dimensions")[2], "expectation", "value"));
        Assert.Equal(-1.5, Number(json, "weighted", "gap", "value"), 10);
        Assert.Equal(22, json.GetProperty("items").GetArrayLength());
        Assert.Contains("3 respondents", text, StringComparison.Ordinal);
        Assert.Contains("10 (turned round)", text, StringComparison.Ordinal);
        Assert.Contains("Responsiveness", svg.Root!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Servqual_of_perceptions_alone_is_servperf_and_a_form_of_ones_own_can_be_told()
    {
        var json = await JsonAsync("servqual", Csv("P1,P2,P3", "5,4,1", "4,5,2"), "--items", "T,R,E-", "--scale", "5");

        Assert.Equal(JsonValueKind.Null, json.GetProperty("unweighted").GetProperty("gap").ValueKind);
        Assert.Equal([4.5, 4.5, 4.5], json.GetProperty("dimensions").EnumerateArray().Select(dimension => Number(dimension, "perception", "value")));
        Assert.Contains("\"X\" is none of", await RefusedAsync("servqual", Csv("P1", "5"), "--items", "X"), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("req", "KANO-02")]
    public async Task Kano_places_each_feature_and_draws_the_quadrants()
    {
        string[] rows = [.. Times("snacks,1,3", 40), .. Times("snacks,like,dislike", 30), .. Times("snacks,3,5", 20), .. Times("snacks,neutral,live with", 10), .. Times("\"bill, right\",3,5", 20)];
        var file = Csv(["feature,present,absent", .. rows]);

        var json = await JsonAsync("kano", file);
        var svg = await SvgAsync("kano", file, "--means");

        var snacks = json.GetProperty("features")[0];
        Assert.Equal(0.70, Number(snacks, "better", "value"), 10);
        Assert.Equal(-0.50, Number(snacks, "worse", "value"), 10);
        Assert.Equal(("attractive", "one-dimensional"), (snacks.GetProperty("class").GetString(), snacks.GetProperty("quadrant").GetString()));
        Assert.Equal("must-be", json.GetProperty("features")[1].GetProperty("class").GetString());
        Assert.Contains("bill, right", svg.Root!.Value, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("req", "SAT-06")]
    public async Task Satisfaction_promoters_and_effort_come_with_n_interval_and_response_rate()
    {
        var csat = await JsonAsync("csat", Csv(["score", .. Times("4", 80), .. Times("2", 20)]));
        var nps = await JsonAsync("nps", Csv(["score;team", .. Times("10;a", 50), .. Times("7;b", 30), .. Times("0;b", 20), .. Times(";b", 100)]), "--by", "team");
        var ces = await JsonAsync("ces", Csv("score", "7", "6", "5", "4", "3"));

        Assert.Equal(0.711, Number(csat.GetProperty("groups")[0], "csat", "low"), 3);
        Assert.Equal(0.867, Number(csat.GetProperty("groups")[0], "csat", "high"), 3);
        var all = nps.GetProperty("groups")[0];
        Assert.Equal(30, Number(all, "nps", "value"), 10);
        Assert.Equal(7.81, Number(all, "standardError"), 2);
        Assert.Equal(0.5, Number(all, "responseRate", "value"));
        Assert.Equal(["all", "a", "b"], nps.GetProperty("groups").EnumerateArray().Select(group => group.GetProperty("group").GetString()));
        Assert.Equal(0.6, Number(ces.GetProperty("groups")[0], "easy", "value"));
    }

    [Fact]
    public async Task Promoters_and_satisfaction_are_drawn_with_names_made_safe()
    {
        var file = Csv("score,team", "4,<b>&", "5,东京");

        Assert.Contains("<b>&", (await SvgAsync("csat", file, "--by", "team")).Root!.Value, StringComparison.Ordinal);
        Assert.Contains("东京", (await SvgAsync("nps", file, "--by", "team")).Root!.Value, StringComparison.Ordinal);
        Assert.NotNull((await SvgAsync("ces", file)).Root);
    }

    [Fact]
    public async Task One_answer_has_no_spread_and_the_json_says_so_with_null()
    {
        var json = await JsonAsync("impression", Csv("touchpoint,appearance,behaviour,communication", "door,100,50,0"), "--weights", "stranger");

        var score = json.GetProperty("touchpoints")[0].GetProperty("score");
        Assert.Equal(68.5, score.GetProperty("value").GetDouble(), 10);
        Assert.Equal(JsonValueKind.Null, score.GetProperty("low").ValueKind);
    }

    [Fact]
    [Trait("req", "MOT-02")]
    public async Task A_digital_first_impression_reads_appearance_from_the_message()
    {
        var json = await JsonAsync("impression", Csv("touchpoint,layout,speed,spelling,identity,behaviour,communication", "chat,4,4,2,2,4,2"), "--weights", "1,1,2");

        Assert.Equal(0.25 * 3 + 0.25 * 4 + 0.5 * 2, Number(json.GetProperty("touchpoints")[0], "score", "value"), 10);
    }

    [Fact]
    public async Task Silence_is_weighed()
    {
        string[] rows = [.. Times("5,5", 80), .. Times("5,", 20), .. Times("2,2", 20), .. Times("2,", 80)];

        var json = await JsonAsync("response", Csv(["predicted,answer", .. rows]));

        Assert.Equal(4.4, Number(json, "plain", "value"), 10);
        Assert.Equal(3.5, Number(json, "weighted", "value"), 2);
        Assert.Equal("predicted", json.GetProperty("known")[0].GetProperty("column").GetString());
    }

    private static IEnumerable<string> Times(string row, int times) => Enumerable.Repeat(row, times);

    /// <summary>A respondent whose scored answers are all the same.</summary>
    private static string Row(int expected, int perceived) =>
        string.Join(',', Enumerable.Range(1, 22).Select(item => Ticked(item, expected)).Concat(Enumerable.Range(1, 22).Select(item => Ticked(item, perceived))));

    private static int Ticked(int item, int answer) => Negative.Contains(item) ? 8 - answer : answer;
}
