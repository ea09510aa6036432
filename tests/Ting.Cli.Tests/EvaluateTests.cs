using System.Text.Json;
using Ting.Listening;

namespace Ting.Cli.Tests;

public sealed class EvaluateTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ting-evaluate").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Messages_tables_and_dialogues_are_each_measured()
    {
        var messages = Write("mine.jsonl", """{"lang":"en","text":"Thank you so much, you saved my day","emotion":"grateful","complaint":false}""");
        var table = Write("posts_zh.tsv", "id\ttext\tlabel", "1\t非常满意，很好吃\tpositive", "2\t太差了，骗子\tnegative");
        var dialogues = Write("talks_zh.jsonl", """{"id":"1","turns":[{"speaker":"user","text":"还没收到货，太失望了","sat3":0},{"speaker":"system","text":"马上处理"},{"speaker":"user","text":"谢谢","sat3":2}]}""");

        using var figures = JsonDocument.Parse(EvaluateCommand.Measure([messages, table, dialogues], MessageModel.Shipped, json: true));
        var page = EvaluateCommand.Measure([messages, table, dialogues], MessageModel.Shipped, json: false);

        var all = figures.RootElement.GetProperty("figures").EnumerateArray().ToList();
        Assert.Equal(1, all.Single(figure => figure.GetProperty("field").GetString() == "emotion").GetProperty("accuracy").GetDouble());
        Assert.Equal(2, all.Single(figure => figure.GetProperty("set").GetString() == "posts_zh.tsv").GetProperty("items").GetInt32());
        Assert.Equal(2, all.Single(figure => figure.GetProperty("set").GetString() == "talks_zh.jsonl").GetProperty("items").GetInt32());
        Assert.Contains("| posts_zh.tsv | sentiment, 2 classes | 2 | 1.000 |", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Drafts_and_what_real_agents_wrote_are_shown_to_the_coach()
    {
        var drafts = Write("drafts.jsonl",
            """{"id":"d-1","lang":"zh","context":"怎么退货","text":"我就这服务态度,您能怎么样呢?","findings":["quarrel"],"better":"我来帮您办理，您看好吗？"}""",
            """{"id":"d-2","lang":"zh","context":"怎么退货","text":"我来帮您办理退货，您看好吗？","findings":[],"refusal":false,"empathy":false,"promise":null,"questionType":"consulting"}""");
        var talks = Write("desk_zh.jsonl", """{"id":"1","turns":[{"speaker":"user","text":"在吗"},{"speaker":"agent","text":"您好，请问有什么可以帮您？"},{"speaker":"agent","text":"有完没完,真是麻烦。"}]}""");

        using var figures = JsonDocument.Parse(EvaluateCommand.Measure([drafts, talks], MessageModel.Shipped, json: true));
        var page = EvaluateCommand.Measure([drafts, talks], MessageModel.Shipped, json: false);

        var named = figures.RootElement.GetProperty("drafts").EnumerateArray().ToDictionary(figure => figure.GetProperty("name").GetString()!, figure => figure.GetProperty("value").GetDouble());
        Assert.Equal((1, 1, 0), (named["good or not, accuracy"], named["findings, recall"], named["objected to of good drafts"]));
        var alarms = figures.RootElement.GetProperty("alarms")[0];
        Assert.Equal((2, 1), (alarms.GetProperty("messages").GetInt32(), alarms.GetProperty("firm").GetInt32()));
        Assert.Contains("| desk_zh.jsonl | 2 | 0.500 **missed** | 0.500 **missed** |", page, StringComparison.Ordinal);
        Assert.Contains("| LANG-01.impatience | impatience | 1 (1) |", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("train", "RECIPE")]
    [InlineData("listen", "\"sentimentScore\"")]
    [InlineData("coach", "\"findings\"")]
    [InlineData("dialogue", "\"satisfactionP\"")]
    [InlineData("evaluate", "--json")]
    [InlineData("measure", "krippendorff")]
    [InlineData("voice", "\"articulationRate\"")]
    public async Task Help_says_what_goes_in_and_what_comes_out(string command, string word)
    {
        var output = new StringWriter();
        var root = Root.Make();

        var code = await root.Parse([command, "--help"]).InvokeAsync(new() { Output = output }, TestContext.Current.CancellationToken);

        Assert.Equal(0, code);
        Assert.Contains(word, output.ToString(), StringComparison.Ordinal);
    }

    private string Write(string name, params string[] lines)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllLines(path, lines);
        return path;
    }
}
