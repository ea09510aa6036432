using System.Numerics;

namespace Ting.Measurement;

/// <summary>
/// xoshiro256** (Blackman and Vigna, ACM Transactions on Mathematical Software 47, 2021), seeded through SplitMix64: the same seed gives the same figures
/// on every machine and with every version of .NET, which the framework's own generator does not promise.
/// </summary>
internal sealed class SeededRandom
{
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    public SeededRandom(int seed)
    {
        var state = unchecked((ulong)seed);
        _a = Split(ref state);
        _b = Split(ref state);
        _c = Split(ref state);
        _d = Split(ref state);
    }

    public ulong Bits()
    {
        var bits = BitOperations.RotateLeft(_b * 5, 7) * 9;
        var shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = BitOperations.RotateLeft(_d, 45);
        return bits;
    }

    /// <summary>From 0 up to but not including 1, in steps of 2⁻⁵³.</summary>
    public double Share() => (Bits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>From 0 up to but not including <paramref name="count"/>.</summary>
    public int Below(int count) => (int)(((Bits() >> 32) * (ulong)count) >> 32);

    public double Exponential(double mean) => -mean * Math.Log(1 - Share());

    private static ulong Split(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
