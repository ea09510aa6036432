using System.Buffers.Binary;
using System.Numerics;

namespace Ting.Server.Tests.Architecture;

/// <summary>
/// Finds out whether a text stands in another one of which only fingerprints are at hand. Of every window of runs one is remembered, so that a passage of <see cref="Surely"/> letters
/// is always found and one of fewer than <see cref="Run"/> never; case, spaces and punctuation do not count. Schleimer, Wilkerson and Aiken, Winnowing (SIGMOD 2003).
/// </summary>
internal static class TextFingerprints
{
    public const int Run = 45;
    private const int Window = 15;
    public const int Surely = Run + Window - 1;

    private const ulong Factor = 0x100000001B3;

    public static HashSet<ulong> Of(string text) => [.. Chosen(text).Select(it => it.Print)];

    /// <returns>The letters of the first run that is remembered; null when there is none.</returns>
    public static string? FirstIn(string text, IReadOnlySet<ulong> remembered)
    {
        foreach (var (print, at) in Runs(Letters(text)))
        {
            if (remembered.Contains(print))
                return Letters(text).Substring(at, Run);
        }

        return null;
    }

    public static byte[] Write(IReadOnlySet<ulong> prints)
    {
        var file = new byte[prints.Count * sizeof(ulong)];
        foreach (var (at, print) in prints.Order().Index())
            BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(at * sizeof(ulong)), print);
        return file;
    }

    public static HashSet<ulong> Read(byte[] file)
    {
        var prints = new HashSet<ulong>(file.Length / sizeof(ulong));
        for (var at = 0; at < file.Length; at += sizeof(ulong))
            prints.Add(BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(at)));
        return prints;
    }

    // The smallest of each window.
    private static IEnumerable<(ulong Print, int At)> Chosen(string text)
    {
        (ulong Print, int At)[] runs = [.. Runs(Letters(text))];
        for (var from = 0; from < runs.Length; from++)
            yield return runs.AsSpan(from, Math.Min(Window, runs.Length - from)).ToArray().MinBy(it => it.Print);
    }

    private static IEnumerable<(ulong Print, int At)> Runs(string letters)
    {
        var leaving = 1UL;
        for (var i = 0; i < Run; i++)
            leaving = unchecked(leaving * Factor);

        var hash = 0UL;
        for (var at = 0; at < letters.Length; at++)
        {
            hash = unchecked((hash * Factor) + letters[at] + 1);
            if (at >= Run)
                hash = unchecked(hash - (leaving * (ulong)(letters[at - Run] + 1)));
            if (at >= Run - 1)
                yield return (BitOperations.RotateLeft(unchecked(hash * 0x9E3779B97F4A7C15), 31), at - Run + 1);
        }
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
