namespace Ting.Listening;

/// <summary>
/// Cuts a channel into runs of speech at pauses of a quarter of a second and more, the usual limit between a pause and the closure of a consonant
/// (Goldman-Eisler, Psycholinguistics, 1968), and sums up each run while it goes by.
/// </summary>
internal sealed class SpeechRuns(double speechFrom)
{
    public const double PauseSeconds = 0.25;
    private const double ShortestSeconds = 0.03; // a shorter noise is a click

    private readonly List<SpeechRun> _runs = [];
    private Sums _sure, _perhaps; // _perhaps: since the last loud block, part of the run only if it goes on
    private long _starts = -1, _lastLoud, _block = -1;
    private int _loud;
    private double _last, _begins, _ends;

    public IReadOnlyList<SpeechRun> Runs => _runs;

    /// <summary>The next block. <paramref name="pitch"/> is in semitones, null where there is none.</summary>
    /// <returns>Whether it is loud enough to be speech.</returns>
    public bool Take(double power, double? pitch)
    {
        _block++;
        var loud = Decibels.Of(power) >= speechFrom;
        // The edge lies within a block: as much of it is speech as its power is of its neighbour's.
        if (_starts >= 0 && _block == _starts + 1)
            _begins = _block - Math.Min(1, _last / power);
        if (loud && _starts < 0)
            (_starts, _begins, _sure, _perhaps, _loud) = (_block, _block, default, default, 0);
        if (_starts >= 0)
            Follow(loud, power, pitch);
        _last = power;
        return loud;
    }

    private void Follow(bool loud, double power, double? pitch)
    {
        _perhaps.Add(power, pitch);
        if (!loud)
            return;
        _sure.Add(_perhaps);
        _perhaps = default;
        _ends = _block + (_lastLoud == _block - 1 ? Math.Min(1, power / _last) : 1);
        _lastLoud = _block;
        _loud++;
    }

    /// <summary>Ends the run when the pause is long enough, or at the end of all; the nuclei that lie in it are counted and taken out.</summary>
    public void Settle(Queue<long> nuclei, bool atEnd)
    {
        if (_starts < 0)
        {
            nuclei.Clear();
            return;
        }

        // a pause of just that length may share its first and last block with speech
        if (!atEnd && _block - _lastLoud < Blocks.In(PauseSeconds) - 1)
            return;
        var syllables = 0;
        while (nuclei.TryPeek(out var nucleus) && nucleus <= _lastLoud)
        {
            nuclei.Dequeue();
            syllables += nucleus >= _starts ? 1 : 0;
        }

        if (_loud >= Blocks.In(ShortestSeconds))
            _runs.Add(new SpeechRun(_begins * Blocks.Seconds, _ends * Blocks.Seconds, _sure.Power / _sure.Count, _sure.Pitch, _sure.Voiced, syllables));
        _starts = -1;
    }

    private struct Sums
    {
        private double _pitch;

        public double Power { get; private set; }

        public int Count { get; private set; }

        public int Voiced { get; private set; }

        public readonly double? Pitch => Voiced == 0 ? null : _pitch / Voiced;

        public void Add(double power, double? pitch)
        {
            Power += power;
            Count++;
            _pitch += pitch ?? 0;
            Voiced += pitch is null ? 0 : 1;
        }

        public void Add(Sums other)
        {
            Power += other.Power;
            Count += other.Count;
            _pitch += other._pitch;
            Voiced += other.Voiced;
        }
    }
}
