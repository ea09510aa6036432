namespace Ting.Listening;

/// <summary>What one person says without a pause of a quarter of a second: as much as fits in one breath.</summary>
/// <param name="Start">In seconds.</param>
/// <param name="Power">Mean over the run.</param>
/// <param name="Pitch">Mean in semitones above a fixed tone; null where nothing was voiced.</param>
/// <param name="Voiced">Blocks with a pitch.</param>
internal sealed record SpeechRun(double Start, double End, double Power, double? Pitch, int Voiced, int Syllables)
{
    public double Seconds => End - Start;

    /// <summary>In dB below full scale.</summary>
    public double Level => Decibels.Of(Power);
}
