namespace Ting.Listening.Tests;

public sealed class StressedWordTests
{
    private static readonly string[] Words = ["组长", "说", "这个", "电话", "是", "你", "接的"];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [Trait("req", "VOX-07")]
    public void The_word_that_is_longer_louder_and_higher_is_the_stressed_one(int stressed)
    {
        var strong = Words[..stressed].Sum(word => word.Length);
        var said = new SpokenSyllables(Words.Sum(word => word.Length), 4.5, 130, Movement: 1, Strong: strong);
        var sound = new Sound().Silence(0.4).Say(said).Silence(0.4).Under(-60);
        List<SpokenWord> words = [];
        var (at, syllable) = (0.4, 0);
        foreach (var word in Words)
        {
            var end = at + Enumerable.Range(syllable, word.Length).Sum(said.SecondsOf);
            words.Add(new SpokenWord(word, at, end));
            (at, syllable) = (end, syllable + word.Length);
        }

        var read = VoiceReader.Read(WaveFile.Recording(sound), ["speaker"], words).Speakers[0];

        Assert.Equal(stressed, read.StressedWord);
        Assert.Equal(Words, read.Words.Select(word => word.Text));
        Assert.True(read.Words[stressed].Pitch > read.Words[stressed == 0 ? 1 : 0].Pitch);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [Trait("req", "VOX-07")]
    public void It_is_found_as_well_when_nobody_says_where_the_words_lie(int stressed)
    {
        var strong = Words[..stressed].Sum(word => word.Length);
        var sound = new Sound().Silence(0.4).Say(new SpokenSyllables(Words.Sum(word => word.Length), 4.5, 130, Movement: 1, Strong: strong)).Silence(0.4).Under(-60);

        var places = WordPlaces.Of(VoiceReader.Read(WaveFile.Recording(sound), ["speaker"]).Speakers[0], Words);
        var read = VoiceReader.Read(WaveFile.Recording(sound), ["speaker"], places).Speakers[0];

        Assert.Equal(Words, places.Select(place => place.Text));
        Assert.Equal(stressed, read.StressedWord);
    }

    [Fact]
    public void Words_share_the_speech_by_their_syllables_and_no_pause_is_shared_out()
    {
        var sound = new Sound().Silence(0.5).Tone(200, -20, 1).Silence(0.6).Tone(200, -20, 2).Silence(0.5);

        var places = WordPlaces.Of(VoiceReader.Read(WaveFile.Recording(sound), ["speaker"]).Speakers[0], ["您", "好的", "再说", "吧"]);

        Assert.Equal([0.5, 1.0, 2.6, 3.6], places.Select(place => place.Start), (one, other) => Math.Abs(one - other) < 0.03);
        Assert.Equal([1.0, 2.6, 3.6, 4.1], places.Select(place => place.End), (one, other) => Math.Abs(one - other) < 0.03);
        Assert.Empty(WordPlaces.Of(VoiceReader.Read(WaveFile.Recording(new Sound().Silence(1)), ["speaker"]).Speakers[0], Words));
    }

    [Theory]
    [InlineData("组长", 2)]
    [InlineData("きゃく", 2)]
    [InlineData("サービス", 4)]
    [InlineData("banana", 3)]
    [InlineData("…", 1)]
    public void Written_syllables_are_counted(string word, int count) => Assert.Equal(count, WrittenSyllables.In(word));
}
