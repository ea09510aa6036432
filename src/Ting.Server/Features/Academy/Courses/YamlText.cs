using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.EventEmitters;
using YamlDotNet.Serialization.NamingConventions;

namespace Ting.Server.Features.Academy.Courses;

/// <summary>YAML that anybody may have written: read with the line of whatever is wrong, and written so that two versions can be laid side by side.</summary>
internal static partial class YamlText
{
    // what our files need, and far less than what a reader that calls itself could bear
    private const int Deepest = 12;

    private static readonly IDeserializer Reader = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).WithDuplicateKeyChecking().Build();

    private static readonly ISerializer Writer = new SerializerBuilder()
        .WithNamingConvention(CamelCaseNamingConvention.Instance)
        .ConfigureDefaultValuesHandling(DefaultValuesHandling.OmitNull | DefaultValuesHandling.OmitDefaults | DefaultValuesHandling.OmitEmptyCollections)
        .WithQuotingNecessaryStrings()
        .WithEventEmitter(next => new LinesAsLines(next))
        .WithNewLine("\n")
        .DisableAliases()
        .Build();

    /// <param name="file">Its name, for what is wrong.</param>
    /// <param name="before">Lines of the file before the text.</param>
    /// <param name="problems">What is wrong is added to it.</param>
    /// <returns>Null when it cannot be read.</returns>
    public static (T? Value, YamlLines Lines) Read<T>(string file, string text, int before, List<FileProblem> problems) where T : class
    {
        try
        {
            if (StrangeLine(text) is { } strange)
            {
                problems.Add(new FileProblem(file, before + strange, "yaml.strange"));
                return (null, YamlLines.None);
            }

            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents is not [{ RootNode: YamlMappingNode root }])
            {
                problems.Add(new FileProblem(file, before + 1, "yaml.empty"));
                return (null, YamlLines.None);
            }

            return (Reader.Deserialize<T>(text), new YamlLines(root, before));
        }
        catch (YamlException error)
        {
            problems.Add(ProblemOf(file, before, error));
            return (null, YamlLines.None);
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or IndexOutOfRangeException) // the reader gives up in the middle of what was never closed
        {
            problems.Add(new FileProblem(file, before + text.AsSpan().TrimEnd().Count('\n') + 1, "yaml.syntax", "…"));
            return (null, YamlLines.None);
        }
    }

    public static string Write(object value) => Writer.Serialize(value);

    // Anchors and tags can make little text become much, and nesting without end would end the program.
    private static int? StrangeLine(string text)
    {
        var parser = new Parser(new StringReader(text));
        var depth = 0;
        while (parser.MoveNext())
        {
            var here = parser.Current!;
            if (here is AnchorAlias or NodeEvent { Anchor.IsEmpty: false } or NodeEvent { Tag.IsEmpty: false })
                return Line(here.Start);
            depth += here is MappingStart or SequenceStart ? 1 : here is MappingEnd or SequenceEnd ? -1 : 0;
            if (depth > Deepest)
                return Line(here.Start);
        }

        return null;
    }

    private static FileProblem ProblemOf(string file, int before, YamlException error)
    {
        var said = error.InnerException?.Message ?? error.Message;
        var line = before + Math.Max(1, Line(error.Start));
        if (UnknownName.Match(said) is { Success: true } unknown)
            return new FileProblem(file, line, "yaml.unknown", unknown.Groups[1].Value);
        if (said.Contains("uplicate key", StringComparison.Ordinal))
            return new FileProblem(file, line, "yaml.twice", said.Split(' ')[^1].Trim('\'', '"', '.'));
        return error.InnerException is not null || said.Contains("deserializ", StringComparison.OrdinalIgnoreCase) || said.StartsWith("Expected", StringComparison.Ordinal)
            ? new FileProblem(file, line, "yaml.value", said)
            : new FileProblem(file, line, "yaml.syntax", said);
    }

    private static int Line(Mark mark) => Convert.ToInt32(mark.Line, CultureInfo.InvariantCulture);

    [GeneratedRegex("Property '([^']+)' not found", RegexOptions.CultureInvariant)]
    private static partial Regex UnknownName { get; }

    // What has lines is written in lines, so that a comparison shows the one that changed.
    private sealed class LinesAsLines(IEventEmitter next) : ChainedEventEmitter(next)
    {
        public override void Emit(ScalarEventInfo eventInfo, IEmitter emitter)
        {
            if (eventInfo.Source.Value is string text && text.Contains('\n'))
                eventInfo.Style = text.Split('\n').All(line => line.Length > 0 && line[0] is not (' ' or '\t') && line[^1] is not (' ' or '\t')) && !text.Any(it => char.IsControl(it) && it != '\n')
                    ? ScalarStyle.Literal
                    : ScalarStyle.DoubleQuoted;
            base.Emit(eventInfo, emitter);
        }
    }
}

/// <summary>Where something stands in a file.</summary>
internal sealed class YamlLines(YamlNode? root, int before)
{
    public static readonly YamlLines None = new(null, 0);

    /// <param name="path">Names of maps and places in lists: lessons, 0, key.</param>
    /// <returns>The line of what was found deepest on the way.</returns>
    public int Of(params IReadOnlyList<string> path)
    {
        var (node, line) = (root, 1);
        foreach (var step in path)
        {
            if (node is YamlMappingNode map && map.Children.FirstOrDefault(it => it.Key is YamlScalarNode name && name.Value == step) is { Key: { } key } found)
                (node, line) = (found.Value, (int)key.Start.Line);
            else if (node is YamlSequenceNode list && int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < list.Children.Count)
                (node, line) = (list.Children[at], (int)list.Children[at].Start.Line);
            else
                break;
        }

        return before + line;
    }
}
