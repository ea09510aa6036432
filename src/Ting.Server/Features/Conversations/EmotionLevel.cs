using Ting.Listening;

namespace Ting.Server.Features.Conversations;

/// <summary>The five steps on which screens draw an emotion, from −2 to +2.</summary>
public static class EmotionLevel
{
    public static int Of(Emotion emotion) => emotion switch
    {
        Emotion.Angry => -2,
        Emotion.Frustrated or Emotion.Dissatisfied or Emotion.Anxious => -1,
        Emotion.Satisfied => 1,
        Emotion.Grateful => 2,
        _ => 0,
    };
}
