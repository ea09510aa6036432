using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ting.Server.Platform.Api;

/// <summary>JSON that is already written and goes out as it is.</summary>
[JsonConverter(typeof(Converter))]
public sealed record RawJson(string Text)
{
    internal sealed class Converter : JsonConverter<RawJson>
    {
        public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var document = JsonDocument.ParseValue(ref reader);
            return new RawJson(document.RootElement.GetRawText());
        }

        public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options) => writer.WriteRawValue(value.Text);
    }
}
