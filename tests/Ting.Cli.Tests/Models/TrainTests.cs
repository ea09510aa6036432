using Ting.Cli.Models;
using Ting.Listening;

namespace Ting.Cli.Tests.Models;

public sealed class TrainTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ting-train").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_same_recipe_gives_the_same_bytes_and_a_model_that_reads()
    {
        await WriteRecipeAsync("files: [mine.jsonl]\noutput: out.weights\nlearning:\n  epochs: 4\n");

        Assert.Equal(0, await TrainCommand.Make().Parse([Path("recipe.yaml")]).InvokeAsync(cancellationToken: TestContext.Current.CancellationToken));
        var first = await File.ReadAllBytesAsync(Path("out.weights"), TestContext.Current.CancellationToken);
        Assert.Equal(0, await TrainCommand.Make().Parse([Path("recipe.yaml")]).InvokeAsync(cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(first, await File.ReadAllBytesAsync(Path("out.weights"), TestContext.Current.CancellationToken));
        Assert.Equal(Emotion.Grateful, Listener.Read("zork flim", "en", ModelOption.Read(Path("out.weights"))).Emotion);
    }

    [Fact]
    public async Task One_recipe_learns_both_models_and_the_same_bytes_each_time()
    {
        await WriteRecipeAsync("files: [mine.jsonl]\noutput: out.weights\nlearning:\n  epochs: 4\ndrafts:\n  output: drafts.weights\n  files: [drafts.jsonl]\n");
        await File.WriteAllLinesAsync(Path("drafts.jsonl"), Enumerable.Range(0, 12).Select(at =>
            at % 2 == 0 ? $"{{\"lang\":\"en\",\"context\":\"zork\",\"text\":\"flim {at} wuzz\",\"findings\":[]}}" : $"{{\"lang\":\"en\",\"context\":null,\"text\":\"grumpf {at} brox\",\"findings\":[\"quarrel\"]}}"), TestContext.Current.CancellationToken);

        Assert.Equal(0, await TrainCommand.Make().Parse([Path("recipe.yaml")]).InvokeAsync(cancellationToken: TestContext.Current.CancellationToken));
        var first = await File.ReadAllBytesAsync(Path("drafts.weights"), TestContext.Current.CancellationToken);
        Assert.Equal(0, await TrainCommand.Make().Parse([Path("recipe.yaml")]).InvokeAsync(cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(first, await File.ReadAllBytesAsync(Path("drafts.weights"), TestContext.Current.CancellationToken));
        var model = new DraftModel(first, ModelOption.Read(Path("out.weights")));
        Assert.Contains(Coach.Review("grumpf brox", language: "en", model: model).Findings, finding => finding.Category == "quarrel");
        Assert.Empty(Coach.Review("flim wuzz", language: "en", model: model).Findings);
    }

    [Fact]
    public async Task Each_part_keeps_its_own_share_back_and_what_is_alike_is_never_parted()
    {
        await WriteRecipeAsync("output: out.weights\nparts:\n  - {name: old, files: [mine.jsonl]}\n  - {name: new, every: 3, files: [new.jsonl]}\n");
        await File.WriteAllLinesAsync(Path("new.jsonl"),
        [
            .. Enumerable.Range(1, 9).Select(at => $"{{\"id\":\"n-{at:0000}\",\"lang\":\"en\",\"text\":\"{string.Concat(Enumerable.Repeat((char)('a' + at), 9))}\",\"emotion\":\"neutral\"}}"),
            "{\"id\":\"n-0012\",\"lang\":\"en\",\"text\":\"zork 0 flim!\",\"emotion\":\"grateful\"}",
        ], TestContext.Current.CancellationToken);

        var held = TrainCommand.Messages(Recipe.Read(Path("recipe.yaml")));

        var (name, items) = Assert.Single(held.KeptBack);
        Assert.Equal("new", name);
        Assert.Equal(["n-0003", "n-0006", "n-0009"], items.Select(item => item.Id));
        Assert.Contains(held.Learned, item => item.Id == "n-0012");
    }

    [Theory]
    [InlineData("output: a\n", "files is missing")]
    [InlineData("files: [a]\n", "output is missing")]
    [InlineData("files: [none.jsonl]\noutput: a\n", "there is no such file")]
    [InlineData("files: [mine.jsonl]\noutput: a\nlearning: {epochs: many}\n", "epochs wants a number")]
    [InlineData("files: [", "recipe.yaml")]
    public async Task A_recipe_that_cannot_be_followed_says_why(string recipe, string why)
    {
        await WriteRecipeAsync(recipe);

        var problem = Assert.Throws<CommandException>(() => TrainCommand.Messages(Recipe.Read(Path("recipe.yaml"))));

        Assert.Contains(why, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Near_duplicates_and_the_turns_of_one_dialogue_are_never_parted()
    {
        CorpusItem[] items =
        [
            .. Enumerable.Range(0, 60).Select(at => Item($"a{at}", string.Concat(Enumerable.Range(1, 12).Select(place => (char)('a' + (at * place * 7 % 26)))) + at)),
            Item("x", "The blue kettle I bought last week leaks from the lid"),
            Item("y", "The blue kettle I bought last week leaks from the lid!"),
            .. Enumerable.Range(0, 5).Select(at => new CorpusItem($"d#{at}", "d", new LabelledMessage($"turn {at * 997} of it", "en", Emotion.Neutral))),
        ];

        var parts = Situations.Parts(items, 10);

        Assert.Equal(parts[60], parts[61]);
        Assert.Single(parts[62..].Distinct());
        Assert.True(parts[..60].Distinct().Count() > 1);
        Assert.Equal(parts, Situations.Parts(items, 10));
    }

    [Fact]
    public void A_file_that_is_no_model_is_refused()
    {
        File.WriteAllText(Path("out.weights"), "hello");

        Assert.Throws<CommandException>(() => ModelOption.Read(Path("out.weights")));
    }

    private static CorpusItem Item(string id, string text) => new(id, id, new LabelledMessage(text, "en", Emotion.Neutral));

    private string Path(string name) => System.IO.Path.Combine(_folder, name);

    private async Task WriteRecipeAsync(string recipe)
    {
        await File.WriteAllTextAsync(Path("recipe.yaml"), recipe, TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(Path("mine.jsonl"), Enumerable.Range(0, 12).Select(at =>
            at % 2 == 0 ? $"{{\"lang\":\"en\",\"text\":\"zork {at} flim\",\"emotion\":\"grateful\"}}" : $"{{\"lang\":\"en\",\"text\":\"blip {at} wuzz\",\"emotion\":\"angry\",\"complaint\":true}}"), TestContext.Current.CancellationToken);
    }
}
