using System.Buffers.Binary;

namespace Ting.Listening;

/// <summary>How one sample lies in a WAV file: whole numbers of 8 to 32 bits, floating point, or the two 8-bit curves of the telephone (ITU-T G.711).</summary>
internal sealed record SampleFormat(int Bytes, SampleFormat.Kind As)
{
    private const int Pcm = 1, Floating = 3, ALaw = 6, MuLaw = 7;

    internal enum Kind { Unsigned8, Signed16, Signed24, Signed32, Float32, Float64, ALaw, MuLaw }

    private static readonly float[] ALawValues = [.. Enumerable.Range(0, 256).Select(code => Expanded(code, isALaw: true))];
    private static readonly float[] MuLawValues = [.. Enumerable.Range(0, 256).Select(code => Expanded(code, isALaw: false))];

    public static SampleFormat Of(int tag, int bits) => (tag, bits) switch
    {
        (Pcm, 8) => new(1, Kind.Unsigned8),
        (Pcm, 16) => new(2, Kind.Signed16),
        (Pcm, 24) => new(3, Kind.Signed24),
        (Pcm, 32) => new(4, Kind.Signed32),
        (Floating, 32) => new(4, Kind.Float32),
        (Floating, 64) => new(8, Kind.Float64),
        (ALaw, 8) => new(1, Kind.ALaw),
        (MuLaw, 8) => new(1, Kind.MuLaw),
        (Pcm or Floating, _) => throw new WaveException(WaveFault.SampleSize, $"Samples of {bits} bits cannot be read; 8, 16, 24 and 32 bits and floating point can."),
        _ => throw new WaveException(WaveFault.Compressed, $"The recording is compressed (format {tag}); save it as PCM."),
    };

    /// <summary>The samples between −1 and 1.</summary>
    public void Decode(ReadOnlySpan<byte> bytes, Span<float> samples)
    {
        switch (As)
        {
            case Kind.Signed16:
                for (var at = 0; at < samples.Length; at++)
                    samples[at] = (short)(bytes[at * 2] | (bytes[(at * 2) + 1] << 8)) * (1 / 32768f);
                break;
            case Kind.Unsigned8:
                for (var at = 0; at < samples.Length; at++)
                    samples[at] = (bytes[at] - 128) / 128f;
                break;
            case Kind.Signed24:
                for (var at = 0; at < samples.Length; at++)
                    samples[at] = ((bytes[at * 3] | (bytes[(at * 3) + 1] << 8) | ((sbyte)bytes[(at * 3) + 2] << 16)) / 8388608f);
                break;
            case Kind.Signed32:
                for (var at = 0; at < samples.Length; at++)
                    samples[at] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(at * 4)..]) / 2147483648f;
                break;
            case Kind.Float32:
                for (var at = 0; at < samples.Length; at++)
                    samples[at] = Number(BinaryPrimitives.ReadSingleLittleEndian(bytes[(at * 4)..]));
                break;
            case Kind.Float64:
                for (var at = 0; at < samples.Length; at++)
                    samples[at] = Number((float)BinaryPrimitives.ReadDoubleLittleEndian(bytes[(at * 8)..]));
                break;
            default:
                var values = As == Kind.ALaw ? ALawValues : MuLawValues;
                for (var at = 0; at < samples.Length; at++)
                    samples[at] = values[bytes[at]];
                break;
        }
    }

    // far above any recording, and far below what sums of squares could not hold
    private const float Loudest = 1e6f;

    private static float Number(float value) => Math.Abs(value) <= Loudest ? value : throw new WaveException(WaveFault.NoNumbers, "The recording holds samples that are no numbers.");

    // a sign, a segment of three bits and four bits within it
    private static float Expanded(int code, bool isALaw)
    {
        var bits = isALaw ? code ^ 0x55 : ~code & 0xFF;
        var (segment, step) = ((bits >> 4) & 7, bits & 15);
        var size = isALaw
            ? segment == 0 ? (step << 4) + 8 : ((step << 4) + 0x108) << (segment - 1)
            : (((step << 3) + 0x84) << segment) - 0x84;
        var positive = isALaw ? (bits & 0x80) != 0 : (bits & 0x80) == 0;
        return (positive ? size : -size) / 32768f;
    }
}
