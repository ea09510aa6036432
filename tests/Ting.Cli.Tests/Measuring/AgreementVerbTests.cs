using System.Text.Json;

namespace Ting.Cli.Tests.Measuring;

public sealed class AgreementVerbTests : MeasureRun
{
    private static readonly string[] Example =
    [
        "unit,A,B,C,D", "1,1,1,.,1", "2,2,2,3,2", "3,3,3,3,3", "4,3,3,3,3", "5,2,2,2,2", "6,1,2,3,4", "7,4,4,4,4", "8,1,1,2,1", "9,2,2,2,2", "10,NA,5,5,5", "11,,,1,1", "12,,3,,",
    ];

    [Theory]
    [InlineData("nominal", .743)]
    [InlineData("ordinal", .815)]
    [InlineData("interval", .849)]
    [InlineData("ratio", .797)]
    public async Task Krippendorff_reads_gaps_and_prints_raw_agreement_beside(string metric, double printed)
    {
        var json = await JsonAsync("krippendorff", Csv(Example), "--metric", metric);

        Assert.Equal(printed, Number(json, "alpha"), 3);
        Assert.Equal((11, 40), (json.GetProperty("units").GetInt32(), json.GetProperty("ratings").GetInt32()));
        Assert.Equal(.818, Number(json, "rawAgreement"), 3);
        Assert.Equal(.775, Number(json, "ac1"), 3);
        Assert.Equal(metric == "nominal" ? 0 : 4, json.GetProperty("graders").GetArrayLength());
    }

    [Fact]
    public async Task Krippendorff_takes_words_and_says_when_it_is_not_defined()
    {
        var words = await JsonAsync("krippendorff", Csv("id,A,B", "1,angry,angry", "2,calm,calm"));
        var same = await TextAsync("krippendorff", Csv("id,A,B", "1,angry,angry", "2,angry,angry"));

        Assert.Equal(1, Number(words, "alpha"));
        Assert.Contains("not defined", same, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kappa_prints_the_table_and_its_weights()
    {
        string[] rows = [.. Enumerable.Repeat("yes,yes", 20), .. Enumerable.Repeat("yes,no", 5), .. Enumerable.Repeat("no,yes", 10), .. Enumerable.Repeat("no,no", 15)];
        var file = Csv(["A,B", .. rows]);

        var json = await JsonAsync("kappa", file);
        var text = await TextAsync("kappa", file, "--order", "yes,no", "--weights", "quadratic");

        Assert.Equal((.7, .5), (Number(json, "rawAgreement"), Math.Round(Number(json, "expected"), 10)));
        Assert.Equal(.4, Number(json, "kappa"), 10);
        Assert.Contains("yes     20   5", text, StringComparison.Ordinal);
        Assert.Contains("\"maybe\" is none of yes, no", await RefusedAsync("kappa", Csv("A,B", "maybe,no"), "--order", "yes,no"), StringComparison.Ordinal);
        Assert.Contains("two graders", await RefusedAsync("kappa", Csv(Example)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AC1_takes_the_number_of_categories_that_could_have_been_chosen()
    {
        Assert.Equal(.77544, Number(await JsonAsync("ac1", Csv(Example)), "ac1"), 5);
        Assert.True(Number(await JsonAsync("ac1", Csv(Example), "--categories", "9"), "ac1") > .77544);
        Assert.Contains("5 or more", await RefusedAsync("ac1", Csv(Example), "--categories", "2"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Alpha_turns_items_round_and_says_what_it_would_be_without_each()
    {
        var plain = await JsonAsync("alpha", Csv("respondent,a,b,c", "x,4,5,4", "y,3,3,4", "z,5,5,5", "u,2,3,2", "v,4,4,5", "w,4,,5"));
        var turned = await JsonAsync("alpha", Csv("a,b,c", "4,5,2", "3,3,2", "5,5,1", "2,3,4", "4,4,1"), "--reverse", "c", "--scale", "5");

        Assert.Equal(.9184, Number(plain, "alpha"), 4);
        Assert.Equal((5, 1), (plain.GetProperty("n").GetInt32(), plain.GetProperty("incomplete").GetInt32()));
        Assert.Equal(.9184, Number(turned, "alpha"), 4);
        Assert.Equal(3, plain.GetProperty("items").GetArrayLength());
        Assert.Contains("--scale", await RefusedAsync("alpha", Csv("a,b", "1,2", "2,3"), "--reverse", "a"), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("req", "SPC-01")]
    public async Task Correlation_is_shown_with_lag_and_n_and_claims_no_cause()
    {
        var file = Csv("month,staff,customers", "1,3,", "2,1,", "3,4,3", "4,1,1", "5,5,4", "6,9,1", "7,2,5", "8,6,9");

        var json = await JsonAsync("correlate", file, "--first", "staff", "--second", "customers", "--lags", "2");
        var text = await TextAsync("correlate", file, "--first", "staff", "--second", "customers");

        Assert.Equal([6, 6, 6], json.GetProperty("lags").EnumerateArray().Select(lag => lag.GetProperty("n").GetInt32()));
        Assert.Equal(1, Number(json.GetProperty("lags")[2], "r", "value"), 10);
        Assert.Contains("no cause", text, StringComparison.Ordinal);
        Assert.Contains("lag 2", (await SvgAsync("correlate", file, "--first", "staff", "--second", "customers")).Root!.Value, StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, (await JsonAsync("correlate", Csv("a,b", "1,1", "2,1", "3,1"), "--first", "a", "--second", "b")).GetProperty("lags")[0].GetProperty("r").ValueKind);
    }
}
