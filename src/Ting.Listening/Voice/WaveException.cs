namespace Ting.Listening;

/// <summary>A file that is no recording this library can read; the message says what is wrong with it, and the fault for whoever says it in another language.</summary>
public sealed class WaveException(WaveFault fault, string message) : Exception(message)
{
    public WaveFault Fault { get; } = fault;
}

/// <summary>Why a recording cannot be read.</summary>
public enum WaveFault
{
    /// <summary>Something else, or a head that breaks off or comes too late.</summary>
    NoWave,
    NoSound,
    Channels,
    SampleRate,
    SampleSize,
    Compressed,

    /// <summary>Floating point that is infinite or no number.</summary>
    NoNumbers,
}
