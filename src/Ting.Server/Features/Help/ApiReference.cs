using System.Reflection;
using System.Text.Json;

namespace Ting.Server.Features.Help;

/// <summary>The checked-in description of the API, as one reads it: by noun, each call with what it takes and answers.</summary>
public sealed class ApiReference
{
    private readonly Lazy<Contents> _contents = new(Read);

    /// <param name="Shapes">What the calls take and answer, by name.</param>
    public sealed record Contents(IReadOnlyList<Group> Groups, IReadOnlyDictionary<string, Shape> Shapes);

    public sealed record Group(string Name, IReadOnlyList<Operation> Calls);

    /// <param name="Key">Its place on the page.</param>
    public sealed record Operation(string Key, string Method, string Path, string Summary, IReadOnlyList<Field> Parameters, FieldType? Body, IReadOnlyList<Answer> Answers);

    public sealed record Answer(string Status, FieldType? Type);

    /// <param name="Where">query, path or header; empty in a body.</param>
    public sealed record Field(string Name, FieldType Type, bool Required, string? Description, string Where);

    /// <param name="Shape">The shape it has, when that is described by itself.</param>
    public sealed record FieldType(string Words, string? Shape);

    public sealed record Shape(string Name, string? Description, IReadOnlyList<Field> Fields, string? Values);

    public Contents All => _contents.Value;

    private static Contents Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("openapi.json") ?? throw new InvalidOperationException("The description of the API is missing from the build.");
        using var document = JsonDocument.Parse(stream);
        var calls = document.RootElement.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Where(it => it.Value.TryGetProperty("responses", out _)).Select(it => (Tag: TagOf(it.Value), Call: CallOf(path.Name, it.Name, it.Value))))
            .ToLookup(it => it.Tag, it => it.Call);
        var shapes = document.RootElement.GetProperty("components").GetProperty("schemas").EnumerateObject().ToDictionary(it => it.Name, it => ShapeOf(it.Name, it.Value));
        return new Contents([.. calls.Select(group => new Group(group.Key, [.. group])).OrderBy(group => group.Name, StringComparer.Ordinal)], shapes);
    }

    private static string TagOf(JsonElement call) => call.TryGetProperty("tags", out var tags) && tags.GetArrayLength() > 0 ? tags[0].GetString()! : "api";

    private static Operation CallOf(string path, string method, JsonElement call) => new(
        $"{method}-{path.Trim('/').Replace('/', '-').Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal)}",
        method.ToUpperInvariant(),
        path,
        Text(call, "summary") ?? "",
        call.TryGetProperty("parameters", out var parameters)
            ? [.. parameters.EnumerateArray().Select(it => new Field(NameOf(it), TypeOf(it.GetProperty("schema")), it.TryGetProperty("required", out var required) && required.GetBoolean(), Text(it, "description"), Text(it, "in") ?? ""))]
            : [],
        call.TryGetProperty("requestBody", out var body) ? ContentOf(body) : null,
        [.. call.GetProperty("responses").EnumerateObject().Select(it => new Answer(it.Name, ContentOf(it.Value)))]);

    // Query parameters are read whatever their case; everything else of the API begins with a small letter.
    private static string NameOf(JsonElement parameter)
    {
        var name = Text(parameter, "name")!;
        return Text(parameter, "in") is "query" ? char.ToLowerInvariant(name[0]) + name[1..] : name;
    }

    private static FieldType? ContentOf(JsonElement holder) =>
        holder.TryGetProperty("content", out var content) && content.EnumerateObject().FirstOrDefault() is { Value.ValueKind: JsonValueKind.Object } first && first.Value.TryGetProperty("schema", out var schema)
            ? TypeOf(schema)
            : null;

    private static Shape ShapeOf(string name, JsonElement schema)
    {
        HashSet<string?> required = schema.TryGetProperty("required", out var names) ? [.. names.EnumerateArray().Select(it => it.GetString())] : [];
        return new Shape(
            name,
            Text(schema, "description"),
            schema.TryGetProperty("properties", out var fields)
                ? [.. fields.EnumerateObject().Select(it => new Field(it.Name, TypeOf(it.Value), required.Contains(it.Name), Text(it.Value, "description"), ""))]
                : [],
            ValuesOf(schema));
    }

    private static FieldType TypeOf(JsonElement schema)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            var name = reference.GetString()!.Split('/')[^1];
            return new FieldType(name, name);
        }

        foreach (var combination in (string[])["oneOf", "anyOf", "allOf"])
        {
            if (schema.TryGetProperty(combination, out var several))
                return TypeOf(several.EnumerateArray().FirstOrDefault(it => it.TryGetProperty("$ref", out _) || Text(it, "type") is not "null"));
        }

        string[] types = schema.TryGetProperty("type", out var type)
            ? type.ValueKind is JsonValueKind.Array ? [.. type.EnumerateArray().Select(it => it.GetString()!)] : [type.GetString()!]
            : ["string"];
        if (types.Contains("array") && schema.TryGetProperty("items", out var items))
        {
            var inner = TypeOf(items);
            return new FieldType($"{inner.Words}[]", inner.Shape);
        }

        // numbers may also be given as text; that is not worth saying twice
        var word = types.FirstOrDefault(it => it is not "null" and not "string") ?? "string";
        var format = Text(schema, "format") is { } given && given is not "int32" and not "int64" and not "double" ? $" ({given})" : "";
        return new FieldType((ValuesOf(schema) ?? word + format) + (types.Contains("null") ? " | null" : ""), null);
    }

    private static string? ValuesOf(JsonElement schema) =>
        schema.TryGetProperty("enum", out var values) ? string.Join(" | ", values.EnumerateArray().Select(it => it.ValueKind is JsonValueKind.Null ? "null" : it.ToString())) : null;

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
