namespace Ting.Listening;

/// <summary>The hash of a piece of text: FNV-1a with a last stir, the same on every machine.</summary>
internal static class Hash
{
    public static uint Seed(string language) => language switch { "zh" => 0x811C9DC5u, "ja" => 0x9E3779B9u, _ => 0x85EBCA6Bu };

    public static uint Mix(uint hash, char letter) => (hash ^ letter) * 0x01000193u;

    public static uint Finish(uint hash)
    {
        hash ^= hash >> 16;
        hash *= 0x7FEB352Du;
        hash ^= hash >> 15;
        return hash;
    }
}
