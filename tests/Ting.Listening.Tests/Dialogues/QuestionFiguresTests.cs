namespace Ting.Listening.Tests;

/// <summary>The two phone-shop dialogues of the course.</summary>
public sealed class QuestionFiguresTests
{
    private static readonly DialogueTurn[] Closed =
    [
        new(true, "我想买手机"), new(false, "您要两千以下的吗？"), new(true, "嗯"), new(false, "要能拍照的吗？"), new(true, "要"), new(false, "直板的还是翻盖的？"), new(true, "翻盖的"),
    ];

    private static readonly DialogueTurn[] Open =
    [
        new(true, "我想买手机"), new(false, "您想要一部什么样的手机呢？"), new(true, "声音大、字大、按键大的"),
        new(false, "声音大、字大、按键大的，我记下了。您为什么需要这样的手机呢？"), new(true, "是给我爸用的，他六十多了"),
    ];

    [Fact, Trait("req", "ASK-08")]
    public void A_closed_series_finds_no_need_and_open_questions_do()
    {
        var (closed, open) = (DialogueReader.Read(Closed, "zh").Questions!, DialogueReader.Read(Open, "zh").Questions!);

        Assert.False(closed.NeedFound);
        Assert.True(open.NeedFound);
        Assert.True(open.Paraphrased);
        Assert.True(open.OpenShare > closed.OpenShare);
    }

    [Fact, Trait("req", "ASK-03")]
    public void A_run_of_closed_questions_is_counted() => Assert.Equal((3, 0), (DialogueReader.Read(Closed, "zh").Questions!.ClosedSeries, DialogueReader.Read(Open, "zh").Questions!.ClosedSeries));

    [Fact, Trait("req", "ASK-09")]
    public void Rate_and_mix_count_the_agent_s_turns()
    {
        var questions = DialogueReader.Read([.. Open, new(false, "我马上给您拿两款来看。")], "zh").Questions!;

        Assert.Equal(2, questions.Asked);
        Assert.Equal(0.667, questions.Rate);
        Assert.Equal(questions.Asked, questions.Mix.Values.Sum());
    }

    [Fact, Trait("req", "ASK-09")]
    public void Without_an_agent_there_is_nothing_to_count() => Assert.Null(DialogueReader.Read([new(true, "在吗")], "zh").Questions);
}
