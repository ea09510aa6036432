namespace Ting.Listening;

/// <summary>Which of MODE-01's four ways of speaking suits the person who wrote this.</summary>
internal static class ModeChoice
{
    public static (Mode? Mode, List<Span>? Evidence) Of(CuesFound cues, FoldedText text, Emotion emotion, bool complaint)
    {
        // a fixed view first: facts and explanations only harden it
        if (complaint && emotion is Emotion.Angry or Emotion.Frustrated or Emotion.Dissatisfied && Has(Mode.Commentary))
            return Said(Mode.Commentary);
        if (Has(Mode.Description))
            return Said(Mode.Description);
        if (Has(Mode.Explication) || emotion == Emotion.Confused)
            return Said(Mode.Explication);
        if (Has(Mode.Commentary) || (complaint && emotion == Emotion.Angry))
            return Said(Mode.Commentary);
        if (Has(Mode.Narration))
            return Said(Mode.Narration);

        // thanks and praise close a matter; everybody else, most people of a service desk, wants the point
        return emotion is Emotion.Grateful or Emotion.Satisfied ? (null, null) : (Mode.Narration, null);

        (Mode?, List<Span>?) Said(Mode mode) => (mode, cues.Spans(text, CueField.Mode, (int)mode));

        bool Has(Mode mode) => cues.Has(CueField.Mode, (int)mode);
    }
}
