using System.Buffers.Binary;
using System.Text;

namespace Ting.Listening.Tests;

/// <summary>Writes sound as a WAV file into memory.</summary>
internal static class WaveFile
{
    public static WaveReader Recording(params Sound[] channels) => WaveReader.Open(Of(channels));

    public static MemoryStream Of(params Sound[] channels) => Of(1, 16, channels);

    /// <param name="tag">1 whole numbers, 3 floating point.</param>
    public static MemoryStream Of(int tag, int bits, params Sound[] channels)
    {
        var frames = channels.Max(channel => channel.Samples.Count);
        var data = new byte[frames * channels.Length * bits / 8];
        var at = 0;
        for (var frame = 0; frame < frames; frame++)
            foreach (var channel in channels)
                at += Put(data.AsSpan(at), tag, bits, frame < channel.Samples.Count ? Math.Clamp(channel.Samples[frame], -1, 1) : 0);
        return File(Head(tag, bits, channels.Length, channels[0].Rate), data);
    }

    public static byte[] Head(int tag, int bits, int channels, int rate)
    {
        var head = new byte[16];
        BinaryPrimitives.WriteUInt16LittleEndian(head, (ushort)tag);
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(2), (ushort)channels);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(4), rate);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(8), rate * channels * bits / 8);
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(12), (ushort)(channels * bits / 8));
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(14), (ushort)bits);
        return head;
    }

    public static MemoryStream File(byte[] head, byte[] data, uint? saidLength = null)
    {
        var file = new MemoryStream();
        file.Write("RIFF"u8);
        Write(file, (uint)(36 + data.Length));
        file.Write("WAVE"u8);
        Chunk(file, "LIST", "INFO!"u8.ToArray(), null); // of odd length, and nothing to us
        Chunk(file, "fmt ", head, null);
        Chunk(file, "data", data, saidLength);
        file.Position = 0;
        return file;
    }

    private static void Chunk(MemoryStream file, string name, byte[] body, uint? saidLength)
    {
        file.Write(Encoding.ASCII.GetBytes(name));
        Write(file, saidLength ?? (uint)body.Length);
        file.Write(body);
        if (body.Length % 2 == 1)
            file.WriteByte(0);
    }

    private static void Write(MemoryStream file, uint number)
    {
        Span<byte> four = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(four, number);
        file.Write(four);
    }

    private static int Put(Span<byte> to, int tag, int bits, float sample)
    {
        switch (tag, bits)
        {
            case (1, 8):
                to[0] = (byte)Math.Clamp(Math.Round(sample * 128) + 128, 0, 255);
                break;
            case (1, 16):
                BinaryPrimitives.WriteInt16LittleEndian(to, (short)Math.Clamp(Math.Round(sample * 32768), -32768, 32767));
                break;
            case (1, 24):
                var whole = (int)Math.Clamp(Math.Round(sample * 8388608), -8388608, 8388607);
                (to[0], to[1], to[2]) = ((byte)whole, (byte)(whole >> 8), (byte)(whole >> 16));
                break;
            case (1, 32):
                BinaryPrimitives.WriteInt32LittleEndian(to, (int)Math.Clamp(Math.Round(sample * 2147483648.0), int.MinValue, int.MaxValue));
                break;
            case (3, 32):
                BinaryPrimitives.WriteSingleLittleEndian(to, sample);
                break;
            case (3, 64):
                BinaryPrimitives.WriteDoubleLittleEndian(to, sample);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(bits));
        }

        return bits / 8;
    }
}
