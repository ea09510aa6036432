using Ting.Listening;

namespace Ting.Server.Features.Academy.Voice;

/// <summary>Where a figure lies from what is aimed at.</summary>
public enum Aim { None, Within, Below, Above }

/// <summary>A measured figure and its comfortable range.</summary>
/// <param name="Key">Its texts in VoiceText are <c>figure.{Key}</c>.</param>
/// <param name="From">Null when there is no lower end.</param>
/// <param name="IsOfDrill">The drill is about this one.</param>
public sealed record TakeFigure(string Key, double Value, double? From, double? To, bool IsOfDrill)
{
    public Aim Aim => From is null && To is null ? Aim.None : Value < From ? Aim.Below : Value > To ? Aim.Above : Aim.Within;
}

/// <summary>The figures of one speaker with their ranges: facts about speaking, nothing about feeling. Pure.</summary>
public static class TakeFigures
{
    public const double QuietestLevel = -32, LoudestLevel = -12, LoudestPeak = -1, SmallestRange = 4, SmallestDistance = 20;

    /// <summary>By how much a voice has to change before it is called faster or higher: a tenth of the rate, a semitone.</summary>
    public const double PaceStep = 0.1, PitchStep = 1;

    /// <param name="usual">The speaker's usual voice, where the line is to differ from it; null when there is none yet.</param>
    public static IReadOnlyList<TakeFigure> Of(SpeakerFigures speaker, VoiceDrill drill, DrillLine line, VoiceGuide guide, SpeakerFigures? usual)
    {
        var figures = new List<TakeFigure>();
        if (speaker.ArticulationRate is { } rate)
        {
            var isFree = drill.Kind is DrillKind.Pace && line.Pace is not null;
            Add("rate", rate, isFree ? null : guide.SlowestRate, isFree ? null : guide.FastestRate);
            if (drill.Kind is DrillKind.Pace && usual?.ArticulationRate is { } own and > 0 && line.Pace is { } pace)
                Add("pace", (rate / own) - 1, pace > 0 ? PaceStep : null, pace < 0 ? -PaceStep : null);
        }

        if (drill.Aims.Contains("syllables") && WrittenSyllables.In(line.Sound) is var written and > 3 && speaker.Syllables > 0)
            Add("syllables", speaker.Syllables, Math.Floor(written * guide.LeastHeard), Math.Ceiling(written * guide.MostHeard));
        if (speaker.Level.Speech is { } level)
        {
            Add("level", level, QuietestLevel, LoudestLevel);
            Add("peak", speaker.Level.Peak, null, LoudestPeak);
            Add("distance", level - speaker.Level.Noise, SmallestDistance, null);
        }

        if (speaker.Pitch is { } pitch)
        {
            Add("pitch", pitch.Median, null, null);
            Add("range", pitch.RangeSemitones, SmallestRange, null);
            if (drill.Kind is DrillKind.Pace && usual?.Pitch is { } own && line.Pitch is { } height)
                Add("height", 12 * Math.Log2(pitch.Median / own.Median), height > 0 ? PitchStep : null, height < 0 ? -PitchStep : null);
        }

        if (speaker.LongestBreath is { } breath)
            Add("breath", breath.Seconds, line.Breath, null);
        if (speaker.SpeechSeconds > 0)
            Add("pauses", speaker.Pauses.Count, null, null);
        if (speaker.Pauses.Longest is { } longest)
            Add("longest", longest, null, null);
        return [.. figures.OrderBy(figure => figure.IsOfDrill ? drill.Aims.ToList().IndexOf(figure.Key) : int.MaxValue)]; // the others stay as they are

        void Add(string key, double value, double? from, double? to) => figures.Add(new TakeFigure(key, value, from, to, drill.Aims.Contains(key)));
    }
}
