namespace Ting.Listening;

/// <summary>
/// Where the words of a known sentence lie in a recording of it by one speaker. No word is recognised: the time of the speech, without its pauses, is shared out evenly by syllable,
/// so that loudness and pitch of a word can be told near enough, but not how long it was drawn.
/// </summary>
public static class WordPlaces
{
    /// <returns>Nothing when nobody speaks.</returns>
    public static IReadOnlyList<SpokenWord> Of(SpeakerFigures speaker, IReadOnlyList<string> words)
    {
        ArgumentNullException.ThrowIfNull(speaker);
        ArgumentNullException.ThrowIfNull(words);
        if (speaker.LongestMonologue is not { } turn || words.Count == 0)
            return [];

        var speech = Speech(turn, speaker.Pauses.Each);
        var (all, said, each) = (words.Sum(WrittenSyllables.In), 0, speech.Sum(stretch => stretch.Seconds));
        var places = new List<SpokenWord>();
        foreach (var word in words)
        {
            var start = At(speech, each * said / all, begins: true);
            said += WrittenSyllables.In(word);
            places.Add(new SpokenWord(word, start, At(speech, each * said / all, begins: false)));
        }

        return places;
    }

    private static List<Stretch> Speech(Stretch turn, IReadOnlyList<Stretch> pauses)
    {
        var (speech, from) = (new List<Stretch>(), turn.Start);
        foreach (var pause in pauses)
        {
            speech.Add(new Stretch(from, pause.Start - from));
            from = pause.Start + pause.Seconds;
        }

        speech.Add(new Stretch(from, turn.Start + turn.Seconds - from));
        return speech;
    }

    // so much speech from its beginning; at the edge of a pause a word begins after it and ends before it
    private static double At(List<Stretch> speech, double seconds, bool begins)
    {
        const double Edge = 1e-6;
        for (var place = 0; place < speech.Count - 1; place++)
        {
            if (begins ? seconds < speech[place].Seconds - Edge : seconds <= speech[place].Seconds + Edge)
                return speech[place].Start + seconds;
            seconds -= speech[place].Seconds;
        }

        return speech[^1].Start + seconds;
    }
}
