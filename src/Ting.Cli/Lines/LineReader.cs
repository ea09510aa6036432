namespace Ting.Cli.Lines;

/// <summary>One line of the input. Of a line too long to keep only its head and tail are there.</summary>
/// <param name="Bytes">The whole line, or its head; valid until the next line is read.</param>
/// <param name="Tail">Empty unless the line was too long.</param>
internal readonly record struct InputLine(ReadOnlyMemory<byte> Bytes, ReadOnlyMemory<byte> Tail, bool IsTooLong);

/// <summary>Reads lines in constant memory, however long one is.</summary>
internal sealed class LineReader(Stream input, int longest = LineReader.Longest)
{
    public const int Longest = 1 << 20;
    private const int Kept = 4096;

    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private bool _over;

    /// <summary>No whole line is waiting, so that the next one may take a while.</summary>
    public bool IsDry => _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n') < 0;

    public bool Next(out InputLine line)
    {
        while (true)
        {
            var end = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (end >= 0 || (_over && _end > _start))
            {
                var length = end >= 0 ? end : _end - _start;
                line = Whole(length);
                _start = Math.Min(_end, _start + length + 1);
                return true;
            }

            if (_over)
            {
                line = default;
                return false;
            }

            if (_end - _start > longest)
            {
                line = TooLong();
                return true;
            }

            Fill();
        }
    }

    private InputLine Whole(int length)
    {
        var bytes = _buffer.AsMemory(_start, length);
        if (bytes.Span.StartsWith("\ufeff"u8))
            bytes = bytes[3..];
        if (bytes.Length > 0 && bytes.Span[^1] == '\r')
            bytes = bytes[..^1];
        return length > longest ? new InputLine(bytes[..Kept], bytes[^Kept..], IsTooLong: true) : new InputLine(bytes, default, IsTooLong: false);
    }

    // the middle is read past and forgotten
    private InputLine TooLong()
    {
        var head = _buffer.AsSpan(_start, Kept).ToArray();
        var tail = new List<byte>(2 * Kept);
        while (true)
        {
            var rest = _buffer.AsSpan(_start, _end - _start);
            var end = rest.IndexOf((byte)'\n');
            var part = end < 0 ? rest : rest[..end];
            tail.AddRange(part.Length > Kept ? part[^Kept..] : part);
            if (tail.Count > Kept)
                tail.RemoveRange(0, tail.Count - Kept);
            _start = end < 0 ? _end : _start + end + 1;
            if (end >= 0 || _over)
                return new InputLine(head, tail.ToArray(), IsTooLong: true);
            Fill();
        }
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = input.Read(_buffer.AsSpan(_end));
        _over = read == 0;
        _end += read;
    }
}
