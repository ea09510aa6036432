using System.Text.Json;
using System.Text.Json.Nodes;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Platform.Api;

public sealed class ReferenceTests
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    [Trait("req", "TECH-04")]
    public async Task The_checked_in_description_of_the_api_is_what_the_server_says()
    {
        using var server = new TestServer();
        using var client = server.Client();
        var said = JsonNode.Parse(await client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken))!.ToJsonString(Readable).ReplaceLineEndings("\n") + "\n";
        var file = Path.Combine(Root(), "docs", "api", "openapi.json");

        if (Environment.GetEnvironmentVariable("TING_WRITE_OPENAPI") is "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, said, TestContext.Current.CancellationToken);
        }

        Assert.True(File.Exists(file) && said == (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n"),
            "The API has changed. If that is meant, write docs/api/openapi.json anew and look at the difference: TING_WRITE_OPENAPI=1 dotnet run --project tests/Ting.Server.Tests -- --filter-class '*ReferenceTests'");
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Ting.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the source tree.");
    }
}
