using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ting.Server.Platform.Data;

/// <summary>
/// Moments are kept in whole microseconds, which is all that PostgreSQL has. Rows on both databases and the payloads of jobs agree on it, so that a job which remembers a moment
/// finds it again in the row it belongs to.
/// </summary>
public static class Moment
{
    public static DateTimeOffset Whole(DateTimeOffset moment) => moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerMicrosecond));

    /// <summary>Writes whole microseconds.</summary>
    internal sealed class Json : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(Whole(value));
    }
}
