namespace Ting.Listening.Tests;

public sealed class MessageTrainerTests
{
    private static readonly LabelledMessage[] Messages =
    [
        .. Enumerable.Range(0, 6).Select(at => new LabelledMessage($"zork {at} flim", "en", Emotion.Grateful, Urgency.Low, Need.Basic, CommunicationNeed.Emotional, false, false)),
        .. Enumerable.Range(0, 6).Select(at => new LabelledMessage($"blip {at} wuzz", "en", Emotion.Angry, Urgency.High, Need.Emotional, CommunicationNeed.Value, true, true)),
    ];

    [Fact]
    public void The_same_messages_give_the_same_weights() => Assert.Equal(MessageTrainer.Train(Messages), MessageTrainer.Train(Messages));

    [Theory, InlineData("zork flim", Emotion.Grateful), InlineData("blip wuzz", Emotion.Angry)]
    public void What_was_learnt_is_told_apart(string text, Emotion emotion)
    {
        var model = new MessageModel(MessageTrainer.Train(Messages));
        var folded = FoldedText.Of(text, "en");
        var pieces = Pieces.Of(folded, "en", Cues.For("en").Find(folded));

        var scores = new double[Heads.Count];
        model.Score(pieces, "en", scores);

        Assert.Equal((int)emotion, MessageScores.Best(scores.AsSpan(Heads.Emotion, 9)));
    }
}
