using System.Reflection;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Ting.Server.Features.Academy;

/// <summary>The academy's files, built into the program. What nobody expects in one stops the program from starting, rather than being passed over.</summary>
internal static class ContentFiles
{
    private static readonly IDeserializer Yaml = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build();

    /// <summary>The folders of one kind: academy.{kind}.{folder}.{file}.</summary>
    public static IReadOnlyList<string> Folders(string kind) =>
    [
        .. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith($"academy.{kind}.", StringComparison.Ordinal))
            .Select(name => name.Split('.')[2])
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    public static string Text(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"academy.{name}") ?? throw new InvalidOperationException($"The academy's file {name} is missing from the build.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    public static T Read<T>(string name) => Parse<T>(name, Text(name));

    private static T Parse<T>(string name, string yaml)
    {
        try
        {
            return Yaml.Deserialize<T>(yaml);
        }
        catch (YamlDotNet.Core.YamlException error)
        {
            throw new InvalidOperationException($"The academy's file {name} cannot be read at line {error.Start.Line}: {error.InnerException?.Message ?? error.Message}", error);
        }
    }
}
