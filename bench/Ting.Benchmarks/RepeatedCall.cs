using System.Buffers.Binary;

namespace Ting.Benchmarks;

/// <summary>A stereo WAV file as long as one likes, made of one minute of made-up talk over and over: it lies nowhere, so what is measured is not the disk.</summary>
internal sealed class RepeatedCall : Stream
{
    private const int HeadLength = 44;
    private readonly byte[] _head = new byte[HeadLength];
    private readonly byte[] _minute;

    public RepeatedCall(int rate, int minutes)
    {
        _minute = new byte[60 * rate * 4];
        Length = HeadLength + ((long)_minute.Length * minutes);
        "RIFF\0\0\0\0WAVEfmt "u8.CopyTo(_head);
        BinaryPrimitives.WriteInt32LittleEndian(_head.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(_head.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(_head.AsSpan(22), 2);
        BinaryPrimitives.WriteInt32LittleEndian(_head.AsSpan(24), rate);
        BinaryPrimitives.WriteInt32LittleEndian(_head.AsSpan(28), rate * 4);
        BinaryPrimitives.WriteInt16LittleEndian(_head.AsSpan(32), 4);
        BinaryPrimitives.WriteInt16LittleEndian(_head.AsSpan(34), 16);
        "data"u8.CopyTo(_head.AsSpan(36));
        BinaryPrimitives.WriteUInt32LittleEndian(_head.AsSpan(40), (uint)(Length - HeadLength));

        // Each speaks six of ten seconds, over each other for one of them; syllables at four and five a second.
        for (var at = 0; at < 60 * rate; at++)
        {
            var now = (double)at / rate;
            Put(at * 2, now % 10 < 6 ? Voice(now, 180 + (20 * Math.Sin(now)), 5) : 0);
            Put((at * 2) + 1, now % 10 >= 5 || now % 10 < 1 ? Voice(now, 110 + (10 * Math.Sin(now)), 4) : 0);
        }
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length { get; }

    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var from = Position < HeadLength ? _head.AsSpan((int)Position) : _minute.AsSpan((int)((Position - HeadLength) % _minute.Length));
        var read = (int)Math.Min(Math.Min(from.Length, buffer.Length), Length - Position);
        from[..read].CopyTo(buffer);
        Position += read;
        return read;
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    // a dozen harmonics, swelling with each syllable
    private static double Voice(double now, double hertz, double syllables)
    {
        var sum = 0.0;
        for (var harmonic = 1; harmonic <= 12; harmonic++)
            sum += Math.Sin(2 * Math.PI * hertz * harmonic * now) / harmonic;
        return 0.1 * sum * Math.Pow(Math.Sin(Math.PI * syllables * now), 2);
    }

    private void Put(int sample, double value) => BinaryPrimitives.WriteInt16LittleEndian(_minute.AsSpan(sample * 2), (short)(value * 32767));
}
