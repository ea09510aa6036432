using System.Buffers.Binary;
using System.Text;

namespace Ting.Listening;

/// <summary>
/// Reads a recording in the WAV form piece by piece, so that an hour needs no more memory than a second: PCM of 8, 16, 24 or 32 bits, floating point, A-law and µ-law,
/// one channel or two, 8 to 48 kHz. It takes a stream that can go back to its beginning, and leaves it open.
/// </summary>
public sealed class WaveReader
{
    public const int LowestRate = 8_000;
    public const int HighestRate = 48_000;
    private const int Extensible = 0xFFFE;
    private const int PieceFrames = 4096;

    private readonly Stream _stream;
    private readonly SampleFormat _format;
    private readonly long _begins;
    private readonly byte[] _bytes;
    private long _left;

    private WaveReader(Stream stream, SampleFormat format, int channels, int rate, long begins, long length)
    {
        (_stream, _format, _begins) = (stream, format, begins);
        (Channels, SampleRate) = (channels, rate);
        Frames = length / (format.Bytes * channels);
        _bytes = new byte[PieceFrames * format.Bytes * channels];
        _left = Frames;
    }

    public int Channels { get; }

    /// <summary>In hertz.</summary>
    public int SampleRate { get; }

    /// <summary>How many samples each channel has.</summary>
    public long Frames { get; }

    public double Seconds => (double)Frames / SampleRate;

    /// <exception cref="WaveException">It is no recording that can be read.</exception>
    public static WaveReader Open(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanSeek)
            throw new ArgumentException("A recording is read several times, so the stream has to go back to its beginning.", nameof(stream));
        stream.Position = 0;
        Span<byte> head = stackalloc byte[12];
        if (stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length || !Is(head[8..], "WAVE") || !(Is(head, "RIFF") || Is(head, "RF64")))
            throw new WaveException(WaveFault.NoWave, "This is no WAV file.");

        SampleFormat? format = null;
        int channels = 0, rate = 0;
        long longSize = 0;
        Span<byte> chunk = stackalloc byte[8];
        Span<byte> body = stackalloc byte[40];
        while (stream.ReadAtLeast(chunk, chunk.Length, throwOnEndOfStream: false) == chunk.Length)
        {
            long size = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
            var begins = stream.Position;
            if (Is(chunk, "data"))
            {
                if (format is null)
                    throw new WaveException(WaveFault.NoWave, "The WAV file has sound before it says in which form.");
                // who writes while recording leaves the length open, and a call cut off is shorter than was announced
                var there = stream.Length - begins;
                var said = size is 0 or uint.MaxValue ? longSize > 0 ? longSize : there : size;
                var length = Math.Min(said, there);
                return length >= format.Bytes * channels ? new WaveReader(stream, format, channels, rate, begins, length) : throw new WaveException(WaveFault.NoSound, "The WAV file has no sound in it.");
            }

            if (Is(chunk, "fmt "))
            {
                var read = body[..(int)Math.Min(size, body.Length)];
                if (size < 16 || stream.ReadAtLeast(read, read.Length, throwOnEndOfStream: false) < read.Length)
                    throw new WaveException(WaveFault.NoWave, "The WAV file breaks off in its head.");
                (format, channels, rate) = Form(read);
            }
            else if (Is(chunk, "ds64") && size >= 16 && stream.ReadAtLeast(body[..16], 16, throwOnEndOfStream: false) == 16)
            {
                longSize = (long)Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(body[8..]), long.MaxValue); // a file of more than 4 GB (EBU Tech 3306)
            }

            if (begins + size > stream.Length)
                break;
            stream.Position = begins + size + (size & 1); // a part of odd length is followed by a byte that says nothing
        }

        throw new WaveException(WaveFault.NoSound, "The WAV file has no sound in it.");
    }

    /// <summary>The next samples, channel beside channel between −1 and 1; as many as fit and are left. 0 at the end.</summary>
    /// <returns>How many samples of each channel were read.</returns>
    public int Read(Span<float> interleaved)
    {
        var frames = (int)Math.Min(Math.Min(interleaved.Length / Channels, PieceFrames), _left);
        var wanted = _bytes.AsSpan(0, frames * Channels * _format.Bytes);
        var got = _stream.ReadAtLeast(wanted, wanted.Length, throwOnEndOfStream: false);
        frames = got / (Channels * _format.Bytes);
        _left = got < wanted.Length ? 0 : _left - frames;
        _format.Decode(wanted, interleaved[..(frames * Channels)]);
        return frames;
    }

    /// <summary>Back to the first sample.</summary>
    public void Rewind()
    {
        _stream.Position = _begins;
        _left = Frames;
    }

    private static (SampleFormat, int Channels, int Rate) Form(ReadOnlySpan<byte> body)
    {
        int tag = BinaryPrimitives.ReadUInt16LittleEndian(body);
        int channels = BinaryPrimitives.ReadUInt16LittleEndian(body[2..]);
        var rate = BinaryPrimitives.ReadUInt32LittleEndian(body[4..]);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(body[14..]);
        if (tag == Extensible && body.Length >= 26)
            tag = BinaryPrimitives.ReadUInt16LittleEndian(body[24..]);
        if (channels is not (1 or 2))
            throw new WaveException(WaveFault.Channels, $"The recording has {channels} channels; one or two can be read.");
        if (rate is < LowestRate or > HighestRate)
            throw new WaveException(WaveFault.SampleRate, $"The recording has {rate} samples a second; {LowestRate} to {HighestRate} can be read.");
        return (SampleFormat.Of(tag, bits), channels, (int)rate);
    }

    private static bool Is(ReadOnlySpan<byte> four, string name)
    {
        Span<byte> wanted = stackalloc byte[4];
        Encoding.ASCII.GetBytes(name, wanted);
        return four[..4].SequenceEqual(wanted);
    }
}
