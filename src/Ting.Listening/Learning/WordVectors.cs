using System.Buffers.Binary;
using System.Text;

namespace Ting.Listening;

/// <summary>
/// Vectors of words in which alike words lie near each other, learned elsewhere from much text. They serve in training only: what is learned of their
/// directions is written into the row of every word they know, so that a word no example held still speaks.
/// The file: number of words, dimensions, length of the words in bytes; the words, one a line; the vectors, a byte each.
/// </summary>
public sealed class WordVectors
{
    private readonly Dictionary<uint, int> _rows = [];
    private readonly float[] _vectors;

    /// <exception cref="ArgumentException">The bytes are no such file.</exception>
    public WordVectors(string language, ReadOnlySpan<byte> bytes)
    {
        Language = language;
        if (bytes.Length < 12)
            throw new ArgumentException("These bytes hold no word vectors.", nameof(bytes));
        var count = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        Size = BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]);
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]);
        if (count < 0 || Size < 0 || length < 0 || bytes.Length != 12 + (long)length + ((long)count * Size))
            throw new ArgumentException("These bytes hold no word vectors.", nameof(bytes));
        var words = Encoding.UTF8.GetString(bytes.Slice(12, length)).Split('\n');
        if (words.Length != count)
            throw new ArgumentException("These bytes hold no word vectors.", nameof(bytes));
        for (var row = 0; row < count; row++)
            _rows.TryAdd(Pieces.Word(words[row], Hash.Seed(language)), row);
        _vectors = new float[count * Size];
        for (var at = 0; at < _vectors.Length; at++)
            _vectors[at] = (sbyte)bytes[12 + length + at] / 127f;
    }

    public string Language { get; }

    internal int Size { get; }

    internal IEnumerable<uint> Words => _rows.Keys;

    internal ReadOnlySpan<float> Of(uint word) => _rows.TryGetValue(word, out var row) ? _vectors.AsSpan(row * Size, Size) : [];
}
