using System.Collections;
using System.Globalization;
using System.Resources;
using Ting.Listening;
using Ting.Server.Features.Academy.Voice;
using Ting.Server.Platform.Localisation;

namespace Ting.Server.Tests.Features.Academy.Voice;

/// <summary>The files of the drills are whole and equal in every language, and the ranges are what they say.</summary>
public sealed class DrillContentTests
{
    private static readonly DrillBook Book = new();

    [Fact]
    [Trait("req", "VOX-03")]
    [Trait("req", "VOX-04")]
    [Trait("req", "VOX-05")]
    [Trait("req", "VOX-07")]
    [Trait("req", "VOX-09")]
    [Trait("req", "VOX-10")]
    [Trait("req", "VOX-13")]
    public void Every_drill_is_whole_and_the_same_in_every_language()
    {
        var texts = new ResourceManager(typeof(VoiceText)).GetResourceSet(CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>().Select(entry => (string)entry.Key).ToHashSet();
        Assert.Equal(["breath", "resonance", "articulation", "intonation", "stress", "pace", "tone", "rhyme", "call"], Book.In("en").Select(drill => drill.Key));
        foreach (var drill in Languages.All.SelectMany(language => Book.In(language.Code)))
        {
            var (name, other) = ($"{drill.Language} {drill.Key}", Book.Find(drill.Key, "en")!);
            Assert.True(drill.Title.Length > 0 && drill.Summary.Length > 0 && drill.Steps.Count > 0, name);
            Assert.True(drill.Lines.Count == other.Lines.Count && drill.Manners.Count == other.Manners.Count && drill.Steps.Count == other.Steps.Count, name);
            Assert.All(drill.Aims, aim => Assert.Contains($"figure.{aim}", texts));
            Assert.All(drill.Lines, line => Assert.True(line.Text.Length > 0, name));
            if (drill.Kind is DrillKind.Stress)
                Assert.All(drill.Lines, line => Assert.True(line.Words.Count == 7 && line.Sound.Split(' ').Length == 7 && line.Text.Replace(" ", "", StringComparison.Ordinal) == string.Concat(line.Words), name));
            if (drill.Kind is DrillKind.Tone)
                Assert.True(drill.Manners.Distinct().Count() == 10 && drill.Lines.Count == 3, name);
            if (drill.Kind is DrillKind.Pace)
                Assert.Equal([(null, null), (1, -1), (-1, -1), (1, -1), (1, 1)], drill.Lines.Select(line => (line.Pace, line.Pitch)));
        }
    }

    [Fact]
    [Trait("req", "VOX-01")]
    [Trait("req", "VOX-02")]
    [Trait("req", "VOX-11")]
    [Trait("req", "VOX-12")]
    [Trait("req", "VOX-15")]
    [Trait("req", "VOX-16")]
    public void The_guide_names_eight_qualities_and_how_to_care_and_plan()
    {
        foreach (var language in Languages.All)
        {
            var guide = Book.Guide(language.Code);
            Assert.Equal(8, guide.Qualities.Count);
            Assert.Equal([true, true, false, true, true, false, false, false], guide.Qualities.Select(quality => quality.Figures.Count > 0));
            Assert.Equal([4, 3, 3, 4], guide.Advice.Select(advice => advice.Points.Count));
            Assert.True(guide.SlowestRate < guide.FastestRate && guide.LeastHeard < 1 && guide.MostHeard > 1);
        }
    }

    [Fact]
    [Trait("req", "VOX-06")]
    public void A_figure_is_below_within_or_above_its_range_and_says_nothing_without_one()
    {
        Assert.Equal(
            [Aim.None, Aim.Below, Aim.Within, Aim.Above, Aim.Within, Aim.Below, Aim.Above],
            new[] { new TakeFigure("pitch", 200, null, null, false), new("rate", 3.4, 3.5, 5, false), new("rate", 3.5, 3.5, 5, false), new("rate", 5.1, 3.5, 5, false), new("breath", 8, 8, null, true), new("breath", 7.9, 8, null, true), new("peak", -0.5, null, -1, false) }.Select(figure => figure.Aim));
    }

    [Theory]
    [InlineData("en", 4.0, Aim.Within)]
    [InlineData("en", 5.0, Aim.Above)]
    [InlineData("ja", 5.0, Aim.Within)]
    [InlineData("zh-Hans", 5.0, Aim.Within)]
    [InlineData("zh-Hans", 3.0, Aim.Below)]
    public void What_is_a_comfortable_rate_depends_on_the_language(string language, double rate, Aim expected)
    {
        var drill = Book.Find("intonation", language)!;

        var figures = TakeFigures.Of(Speaker(rate), drill, drill.Lines[0], Book.Guide(language), usual: null);

        Assert.Equal(expected, figures.Single(figure => figure.Key == "rate").Aim);
        Assert.Equal(drill.Aims.Count, figures.TakeWhile(figure => figure.IsOfDrill).Count());
    }

    [Fact]
    public void A_recording_without_speech_has_no_figures()
    {
        var drill = Book.Find("breath", "en")!;
        var silent = new SpeakerFigures { Speaker = "speaker", SpeechSeconds = 0, Syllables = 0, Turns = 0, Level = new LevelFigures(null, null, null, null, null, -90, -90), Pauses = new PauseFigures(0, 0, null, null, []) };

        Assert.Empty(TakeFigures.Of(silent, drill, drill.Lines[0], Book.Guide("en"), usual: null));
    }

    private static SpeakerFigures Speaker(double rate) => new()
    {
        Speaker = "speaker",
        SpeechSeconds = 6,
        Syllables = (int)(rate * 6),
        ArticulationRate = rate,
        SpeechRate = rate,
        Level = new LevelFigures(-20, -20, -25, -15, 10, -4, -60),
        Pitch = new PitchFigures(180, 150, 220, 6.6, 0.8),
        Pauses = new PauseFigures(0, 0, 0, null, []),
        LongestBreath = new Stretch(0, 6),
        LongestMonologue = new Stretch(0, 6),
        Turns = 1,
    };
}
