using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ting.Listening;

/// <summary>Writes readings by hand: the same JSON as <see cref="ListeningJson"/> reads, several times as fast.</summary>
internal static class ReadingJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private static readonly JsonEncodedText[] Sentiments = Words<Sentiment>();
    private static readonly JsonEncodedText[] Emotions = Words<Emotion>();
    private static readonly JsonEncodedText[] Urgencies = Words<Urgency>();
    private static readonly JsonEncodedText[] Needs = Words<Need>();
    private static readonly JsonEncodedText[] CommunicationNeeds = Words<CommunicationNeed>();
    private static readonly JsonEncodedText[] Motives = Words<Motive>();
    private static readonly JsonEncodedText[] Expectations = Words<Expectation>();
    private static readonly JsonEncodedText[] Modes = Words<Mode>();
    private static readonly JsonEncodedText[] Polarities = Words<Polarity>();

    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer)? _kept;

    public static byte[] Bytes(Reading reading) => Write(reading).ToArray();

    public static string Text(Reading reading) => System.Text.Encoding.UTF8.GetString(Write(reading));

    private static ReadOnlySpan<byte> Write(Reading reading)
    {
        var (buffer, writer) = _kept ??= Fresh();
        buffer.ResetWrittenCount();
        writer.Reset();
        Write(writer, reading);
        writer.Flush();
        return buffer.WrittenSpan;
    }

    private static (ArrayBufferWriter<byte>, Utf8JsonWriter) Fresh()
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        return (buffer, new Utf8JsonWriter(buffer, Options));
    }

    private static void Write(Utf8JsonWriter json, Reading reading)
    {
        json.WriteStartObject();
        json.WriteString("lang"u8, reading.Language);
        json.WriteString("sentiment"u8, Sentiments[(int)reading.Sentiment]);
        json.WritePropertyName("sentimentScore"u8);
        Number(json, reading.SentimentScore);
        json.WriteString("emotion"u8, Emotions[(int)reading.Emotion]);
        json.WriteStartObject("emotions"u8);
        foreach (var (emotion, share) in reading.Emotions)
        {
            json.WritePropertyName(Emotions[(int)emotion]);
            Number(json, share);
        }

        json.WriteEndObject();
        json.WriteString("urgency"u8, Urgencies[(int)reading.Urgency]);
        json.WriteBoolean("complaint"u8, reading.Complaint);
        json.WriteBoolean("escalation"u8, reading.Escalation);
        Word(json, "need"u8, Needs, (int?)reading.Need);
        Word(json, "communicationNeed"u8, CommunicationNeeds, (int?)reading.CommunicationNeed);
        Word(json, "motive"u8, Motives, (int?)reading.Motive);
        json.WriteStartArray("expectations"u8);
        foreach (var expectation in reading.Expectations)
            json.WriteStringValue(Expectations[(int)expectation]);
        json.WriteEndArray();
        json.WriteStartArray("preferences"u8);
        foreach (var preference in reading.Preferences)
            Write(json, preference);
        json.WriteEndArray();
        json.WriteStartArray("facts"u8);
        foreach (var fact in reading.Facts)
            Write(json, fact);
        json.WriteEndArray();
        Word(json, "mode"u8, Modes, (int?)reading.Mode);
        json.WriteStartObject("confidence"u8);
        foreach (var (field, share) in reading.Confidence)
        {
            json.WritePropertyName(field);
            Number(json, share);
        }

        json.WriteEndObject();
        json.WriteStartObject("evidence"u8);
        foreach (var (field, spans) in reading.Evidence)
        {
            json.WriteStartArray(field);
            foreach (var span in spans)
                Write(json, span);
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteString("modelVersion"u8, reading.ModelVersion);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Preference preference)
    {
        json.WriteStartObject();
        json.WriteString("attribute"u8, preference.Attribute);
        json.WriteString("value"u8, preference.Value);
        json.WriteString("polarity"u8, Polarities[(int)preference.Polarity]);
        json.WriteNumber("confidence"u8, preference.Confidence);
        json.WritePropertyName("evidence"u8);
        Write(json, preference.Evidence);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, StatedFact fact)
    {
        json.WriteStartObject();
        json.WriteString("kind"u8, fact.Kind);
        json.WriteString("value"u8, fact.Value);
        json.WriteNumber("confidence"u8, fact.Confidence);
        json.WritePropertyName("evidence"u8);
        Write(json, fact.Evidence);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Span span)
    {
        json.WriteStartObject();
        json.WriteNumber("start"u8, span.Start);
        json.WriteNumber("length"u8, span.Length);
        json.WriteString("text"u8, span.Text);
        json.WriteEndObject();
    }

    // Shares have four decimals at most, so that their shortest form need not be looked for.
    private static void Number(Utf8JsonWriter json, double value)
    {
        var scaled = (int)Math.Round(Math.Abs(value) * 10_000);
        if (scaled is 0 or > 99_999 || scaled / 10_000.0 != Math.Abs(value))
        {
            json.WriteNumberValue(value);
            return;
        }

        Span<byte> digits = stackalloc byte[7];
        var length = 0;
        if (value < 0)
            digits[length++] = (byte)'-';
        digits[length++] = (byte)('0' + (scaled / 10_000));
        scaled %= 10_000;
        if (scaled > 0)
            digits[length++] = (byte)'.';
        for (var place = 1_000; scaled > 0; place /= 10)
        {
            digits[length++] = (byte)('0' + (scaled / place));
            scaled %= place;
        }

        json.WriteRawValue(digits[..length], skipInputValidation: true);
    }

    private static void Word(Utf8JsonWriter json, ReadOnlySpan<byte> name, JsonEncodedText[] words, int? word)
    {
        if (word is { } at)
            json.WriteString(name, words[at]);
        else
            json.WriteNull(name);
    }

    private static JsonEncodedText[] Words<T>() where T : struct, Enum =>
        [.. Enum.GetNames<T>().Select(name => JsonEncodedText.Encode(JsonNamingPolicy.CamelCase.ConvertName(name)))];
}
