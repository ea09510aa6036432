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

    [Theory]
    [InlineData("train", "RECIPE")]
    [InlineData("listen", "\"sentimentScore\"")]
    [InlineData("coach", "\"findings\"")]
    [InlineData("dialogue", "\"satisfactionP\"")]
    [InlineData("evaluate", "--json")]
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
