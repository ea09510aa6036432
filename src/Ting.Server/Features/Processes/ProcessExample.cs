using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ting.Server.Features.Cases;
using Ting.Server.Features.Surveys.Questionnaires;

namespace Ting.Server.Features.Processes;

/// <summary>A standard process that ships with the product, to begin a library with.</summary>
public sealed record ProcessExample(string Key, Wording Names, Wording Occasion, CaseKind CaseKind, IReadOnlyList<Wording> Steps)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    private static readonly Lazy<IReadOnlyList<ProcessExample>> Shipped = new(() =>
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("processes.shipped.json") ?? throw new InvalidOperationException("The shipped processes are missing from the build.");
        return JsonSerializer.Deserialize<ProcessExample[]>(stream, Json)!;
    });

    public static IReadOnlyList<ProcessExample> All => Shipped.Value;

    /// <param name="labelId">Also where this label stands.</param>
    public StandardProcess ToProcess(Guid? labelId, DateTimeOffset now)
    {
        var process = new StandardProcess(now);
        process.Describe(Names, Occasion, labelId, CaseKind, [.. Steps.Select((text, at) => new ProcessStep($"s{at + 1}", text))]);
        return process;
    }
}
