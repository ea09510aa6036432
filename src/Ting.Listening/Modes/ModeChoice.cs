namespace Ting.Listening;

/// <summary>Which of MODE-01's four ways of speaking suits the person who wrote this.</summary>
internal static class ModeChoice
{
    public static (Mode? Mode, List<Span>? Evidence) Of(CuesFound cues, FoldedText text, Emotion emotion, bool complaint)
    {
        // a fixed view first: facts and explanations only harden it
        if (complaint && emotion is Emotion.Angry or Emotion.Frustrated or Emotion.Dissatisfied && cues.Has("mode", "commentary"))
            return Said(Mode.Commentary);
        if (cues.Has("mode", "description"))
            return Said(Mode.Description);
        if (cues.Has("mode", "explication") || emotion == Emotion.Confused)
            return Said(Mode.Explication);
        if (cues.Has("mode", "commentary") || (complaint && emotion == Emotion.Angry))
            return Said(Mode.Commentary);
        if (cues.Has("mode", "narration"))
            return Said(Mode.Narration);

        // thanks and praise close a matter; everybody else, most people of a service desk, wants the point
        return emotion is Emotion.Grateful or Emotion.Satisfied ? (null, null) : (Mode.Narration, null);

        (Mode?, List<Span>?) Said(Mode mode) => (mode, cues.Spans(text, "mode", mode.ToString()));
    }
}
