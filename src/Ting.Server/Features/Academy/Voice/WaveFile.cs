using System.Buffers.Binary;
using Ting.Listening;

namespace Ting.Server.Features.Academy.Voice;

/// <summary>Writes recordings as WAV files.</summary>
internal static class WaveFile
{
    private const int Head = 44;

    /// <summary>The mean of a recording's channels: many devices record one voice on two.</summary>
    /// <exception cref="WaveException">It cannot be read to its end.</exception>
    public static MemoryStream OneChannel(WaveReader recording)
    {
        var piece = new float[4096 * recording.Channels];
        var file = new MemoryStream(Head + (2 * (int)recording.Frames));
        file.SetLength(Head);
        file.Position = Head;
        Span<byte> sample = stackalloc byte[2];
        recording.Rewind();
        while (recording.Read(piece) is > 0 and var frames)
        {
            for (var frame = 0; frame < frames; frame++)
            {
                BinaryPrimitives.WriteInt16LittleEndian(sample, Whole(piece.AsSpan(frame * recording.Channels, recording.Channels)));
                file.Write(sample);
            }
        }

        WriteHead(file.GetBuffer(), recording.SampleRate, bits: 16, (int)file.Length - Head, channels: 1);
        file.Position = 0;
        return file;
    }

    /// <param name="bits">8 or 16.</param>
    /// <param name="channels">The samples of each, as many as of the others.</param>
    public static byte[] Of(int rate, int bits, params IReadOnlyList<IReadOnlyList<float>> channels)
    {
        var file = new byte[Head + (channels[0].Count * channels.Count * bits / 8)];
        for (var frame = 0; frame < channels[0].Count; frame++)
        {
            for (var channel = 0; channel < channels.Count; channel++)
            {
                var (at, sample) = ((frame * channels.Count) + channel, Whole([channels[channel][frame]]));
                if (bits == 8)
                    file[Head + at] = (byte)((sample >> 8) + 128);
                else
                    BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(Head + (at * 2)), sample);
            }
        }

        WriteHead(file, rate, bits, file.Length - Head, channels.Count);
        return file;
    }

    private static short Whole(ReadOnlySpan<float> samples)
    {
        var sum = 0f;
        foreach (var sample in samples)
            sum += sample;
        return (short)Math.Round(Math.Clamp(sum / samples.Length, -1, 1) * short.MaxValue);
    }

    private static void WriteHead(Span<byte> file, int rate, int bits, int length, int channels)
    {
        "RIFF"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file[4..], Head - 8 + length);
        "WAVEfmt "u8.CopyTo(file[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(file[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(file[20..], 1);
        BinaryPrimitives.WriteInt16LittleEndian(file[22..], (short)channels);
        BinaryPrimitives.WriteInt32LittleEndian(file[24..], rate);
        BinaryPrimitives.WriteInt32LittleEndian(file[28..], rate * channels * bits / 8);
        BinaryPrimitives.WriteInt16LittleEndian(file[32..], (short)(channels * bits / 8));
        BinaryPrimitives.WriteInt16LittleEndian(file[34..], (short)bits);
        "data"u8.CopyTo(file[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(file[40..], length);
    }
}
