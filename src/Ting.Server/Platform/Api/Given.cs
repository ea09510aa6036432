using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ting.Server.Platform.Api;

internal interface IGiven
{
    bool IsGiven { get; }
    object? Held { get; }
}

/// <summary>A field of a PATCH: not given means leave it, null means empty it.</summary>
[JsonConverter(typeof(GivenFactory))]
public readonly record struct Given<T>(T? Value) : IGiven
{
    public bool IsGiven { get; } = true;

    object? IGiven.Held => Value;

    /// <summary>What holds afterwards.</summary>
    public T? Or(T? now) => IsGiven ? Value : now;
}

internal sealed class GivenFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Given<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class Converter<T> : JsonConverter<Given<T>>
    {
        public override bool HandleNull => true;

        public override Given<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType is JsonTokenType.Null && default(T) is not null ? throw new JsonException() : new Given<T>(JsonSerializer.Deserialize<T>(ref reader, options));

        public override void Write(Utf8JsonWriter writer, Given<T> value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value.Value, options);
    }
}
