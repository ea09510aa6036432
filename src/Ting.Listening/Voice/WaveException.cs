namespace Ting.Listening;

/// <summary>A file that is no recording this library can read; the message says what is wrong with it.</summary>
public sealed class WaveException(string message) : Exception(message);
