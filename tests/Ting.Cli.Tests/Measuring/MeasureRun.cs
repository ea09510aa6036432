using System.Text.Json;
using System.Xml.Linq;

namespace Ting.Cli.Tests.Measuring;

/// <summary>Runs <c>ting measure</c> on files of its own.</summary>
public abstract class MeasureRun : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ting-measure").FullName;

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected string Csv(params string[] lines) => Write("given.csv", string.Join('\n', lines));

    protected string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    protected static async Task<string> TextAsync(params string[] arguments)
    {
        var output = new StringWriter();
        var code = await Root.Make().Parse(["measure", .. arguments]).InvokeAsync(new() { Output = output, EnableDefaultExceptionHandler = false }, TestContext.Current.CancellationToken);
        Assert.Equal(0, code);
        return output.ToString();
    }

    protected static async Task<JsonElement> JsonAsync(params string[] arguments)
    {
        using var document = JsonDocument.Parse(await TextAsync([.. arguments, "--json"]));
        return document.RootElement.Clone();
    }

    /// <summary>The picture, as the XML that it has to be.</summary>
    protected async Task<XDocument> SvgAsync(params string[] arguments)
    {
        var path = Path.Combine(_folder, "drawn.svg");
        await TextAsync([.. arguments, "--svg", path]);
        return XDocument.Load(path);
    }

    protected static async Task<string> RefusedAsync(params string[] arguments) => (await Assert.ThrowsAsync<CommandException>(() => TextAsync(arguments))).Message;

    protected static double Number(JsonElement json, params string[] path) => path.Aggregate(json, (at, name) => at.GetProperty(name)).GetDouble();
}
