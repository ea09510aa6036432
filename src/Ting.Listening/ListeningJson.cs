using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ting.Listening;

/// <summary>The one JSON form of readings, coachings, dialogues and voices: camelCase names, enums as camelCase words.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DictionaryKeyPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Reading))]
[JsonSerializable(typeof(Coaching))]
[JsonSerializable(typeof(Dialogue))]
[JsonSerializable(typeof(VoiceReading))]
public sealed partial class ListeningJson : JsonSerializerContext
{
    // Chinese and Japanese stay readable in the JSON; it is never written into HTML as it is.
    private static readonly ListeningJson Relaxed = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DictionaryKeyPolicy = JsonNamingPolicy.CamelCase,
        PropertyNameCaseInsensitive = true,
        Converters =
        {
            Words<Sentiment>(), Words<Emotion>(), Words<Urgency>(), Words<Need>(), Words<CommunicationNeed>(), Words<Motive>(),
            Words<Expectation>(), Words<Mode>(), Words<Polarity>(), Words<Severity>(), Words<QuestionType>(), Words<RefusalTone>(),
            Words<CustomerType>(), Words<NeedKind>(), Words<Demand>(), Words<ValueAspect>(),
        },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    private static JsonStringEnumConverter<T> Words<T>() where T : struct, Enum => new(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

    public static string Write(Reading reading) => ReadingJson.Text(reading);

    public static string Write(Coaching coaching) => JsonSerializer.Serialize(coaching, Relaxed.Coaching);

    public static string Write(Dialogue dialogue) => JsonSerializer.Serialize(dialogue, Relaxed.Dialogue);

    public static string Write(VoiceReading reading) => JsonSerializer.Serialize(reading, Relaxed.VoiceReading);

    public static byte[] WriteBytes(Reading reading) => ReadingJson.Bytes(reading);

    public static byte[] WriteBytes(Coaching coaching) => JsonSerializer.SerializeToUtf8Bytes(coaching, Relaxed.Coaching);

    public static byte[] WriteBytes(Dialogue dialogue) => JsonSerializer.SerializeToUtf8Bytes(dialogue, Relaxed.Dialogue);

    public static VoiceReading ReadVoice(string json) => JsonSerializer.Deserialize(json, Relaxed.VoiceReading)!;

    public static Reading ReadReading(string json) => JsonSerializer.Deserialize(json, Relaxed.Reading)!;
}
