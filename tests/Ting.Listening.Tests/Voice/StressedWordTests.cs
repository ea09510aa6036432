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
    [InlineData("组长", 2)]
    [InlineData("きゃく", 2)]
    [InlineData("サービス", 4)]
    [InlineData("banana", 3)]
    [InlineData("…", 1)]
    public void Written_syllables_are_counted(string word, int count) => Assert.Equal(count, WrittenSyllables.In(word));
}
