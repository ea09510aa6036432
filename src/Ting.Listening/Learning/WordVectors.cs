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
    private readonly string[] _words;
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
        _words = Encoding.UTF8.GetString(bytes.Slice(12, length)).Split('\n');
        if (_words.Length != count)
            throw new ArgumentException("These bytes hold no word vectors.", nameof(bytes));
        for (var row = 0; row < count; row++)
            _rows.TryAdd(Pieces.Word(_words[row], Hash.Seed(language)), row);
        _vectors = new float[count * Size];
        for (var at = 0; at < _vectors.Length; at++)
            _vectors[at] = (sbyte)bytes[12 + length + at] / 127f;
    }

    public string Language { get; }

    internal int Size { get; }

    internal IEnumerable<uint> Words => _rows.Keys;

    /// <summary>The vectors by the hashes another model gives the words.</summary>
    internal Dictionary<uint, float[]> By(Func<string, uint> hash)
    {
        var vectors = new Dictionary<uint, float[]>(_words.Length);
        for (var row = 0; row < _words.Length; row++)
            vectors.TryAdd(hash(_words[row]), _vectors.AsSpan(row * Size, Size).ToArray());
        return vectors;
    }

    internal ReadOnlySpan<float> Of(uint word) => _rows.TryGetValue(word, out var row) ? _vectors.AsSpan(row * Size, Size) : [];
}
