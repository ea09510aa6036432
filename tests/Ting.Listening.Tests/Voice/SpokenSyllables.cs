namespace Ting.Listening.Tests;

/// <summary>
/// A small voice: pulses of the vocal folds through three resonances (the formants of five vowels), a closure, a hiss or a nasal before each vowel. It says so many syllables at such a rate
/// and pitch, and nothing in it was taken from the code that it tests.
/// </summary>
/// <param name="Rate">Syllables a second.</param>
/// <param name="Pitch">In hertz, the median.</param>
/// <param name="Movement">Semitones up and down around it.</param>
/// <param name="Strong">The syllable, from 0, that is longer, louder and higher; none below 0.</param>
internal sealed record SpokenSyllables(int Count, double Rate, double Pitch, double Movement = 2, double Level = -20, int Strong = -1, int Seed = 1)
{
    private static readonly double[][] Vowels = [[730, 1090, 2440], [530, 1840, 2480], [270, 2290, 3010], [570, 840, 2410], [300, 870, 2240]];
    private static readonly double[] Widths = [80, 100, 140];

    public double SecondsOf(int syllable) => (syllable == Strong ? 1.5 : 1) / Rate;

    public IEnumerable<float> Make(int rate)
    {
        var random = new Random(Seed);
        var filters = Widths.Select(_ => new double[2]).ToArray();
        List<double> voice = [];
        double phase = 0, last = 0;
        for (var syllable = 0; syllable < Count; syllable++)
        {
            var vowel = Vowels[random.Next(Vowels.Length)];
            var onset = random.Next(3); // stop, hiss, nasal
            var length = (int)(SecondsOf(syllable) * rate);
            var consonant = (int)(length * 0.32);
            var stress = syllable == Strong ? 2.0 : 1;
            for (var at = 0; at < length; at++)
            {
                var through = (syllable + ((double)at / length)) / Count;
                var semitones = (Movement * Math.Sin(2 * Math.PI * through)) + (syllable == Strong ? 4 : 0);
                phase += Pitch * Math.Pow(2, semitones / 12) / rate;
                var pulse = phase >= 1 ? 1.0 : 0;
                phase -= Math.Floor(phase);
                var within = at < consonant ? 0 : (double)(at - consonant) / (length - consonant);
                var open = at < consonant ? onset == 2 ? 0.12 : 0 : stress * Math.Min(1, Math.Min(within / 0.15, (1 - within) / 0.25));
                var hiss = at < consonant && onset == 1 ? 0.02 * ((random.NextDouble() * 2) - 1) : 0;
                var sound = pulse * open;
                for (var formant = 0; formant < 3; formant++)
                    sound = Resonate(sound, at < consonant ? [250, 1200, 2300] : vowel, formant, filters[formant], rate);
                voice.Add(sound - (0.9 * last) + hiss); // the lips let high tones through better
                last = sound;
            }
        }

        var size = Math.Pow(10, Level / 20) / Math.Sqrt(voice.Average(sample => sample * sample));
        return voice.Select(sample => (float)(sample * size));
    }

    private static double Resonate(double sample, double[] formants, int formant, double[] state, int rate)
    {
        var pull = Math.Exp(-Math.PI * Widths[formant] / rate);
        var turn = 2 * pull * Math.Cos(2 * Math.PI * formants[formant] / rate);
        var gain = 1 - turn + (pull * pull);
        var sound = (gain * sample) + (turn * state[0]) - (pull * pull * state[1]);
        (state[1], state[0]) = (state[0], sound);
        return sound;
    }
}
