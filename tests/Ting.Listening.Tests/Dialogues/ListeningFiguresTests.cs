namespace Ting.Listening.Tests;

public sealed class ListeningFiguresTests
{
    private static readonly (string Language, DialogueTurn[] Good, DialogueTurn[] Bad)[] Talks =
    [
        ("zh",
            [
                new(true, "洗衣机一脱水声音就很大，修了两次都没好，太失望了"),
                new(false, "修了两次还这样，让您受累了，真对不起。您是说洗衣机一脱水声音就大，对吧？声音是从上面还是下面传出来的？"),
                new(true, "下面，像有东西在撞"),
                new(false, "下面有撞击声，我记下了。明天上午九点李师傅带着新的减震器上门，您看方便吗？"),
            ],
            [
                new(true, "洗衣机一脱水声音就很大，修了两次都没好，太失望了"), new(false, "哦，知道了。"), new(true, "那你们到底管不管？太过分了"),
                new(false, "是您自己没放平，怪不了我们。我给您换一台好了。"),
            ]),
        ("ja",
            [
                new(true, "洗濯機が脱水のたびに大きな音を立てます。二度修理しても直らず、がっかりです"),
                new(false, "二度も修理にお手間をおかけし、申し訳ございません。脱水のたびに大きな音がするということですね。音はどのあたりから聞こえますでしょうか。"),
                new(true, "下のほうから、何かがぶつかる音です"),
                new(false, "下のほうからぶつかる音ですね、承りました。明日の午前九時に担当の佐藤が伺います。よろしいでしょうか。"),
            ],
            [
                new(true, "洗濯機が脱水のたびに大きな音を立てます。二度修理しても直らず、がっかりです"), new(false, "なるほど、承知しました。"), new(true, "本当に直す気があるんですか。ひどいです"),
                new(false, "置き方を間違えたお客様のせいです。代わりの品を手配いたします。"),
            ]),
        ("en",
            [
                new(true, "The washing machine bangs whenever it spins. Two repairs and still no better, I'm so disappointed"),
                new(false, "Two repairs and it still bangs; I'm so sorry. If I understand you rightly, the washing machine bangs whenever it spins. Where does the noise come from?"),
                new(true, "From below, like something hitting the drum"),
                new(false, "From below, something hitting the drum, I have noted it. Our engineer comes tomorrow at nine with a new damper; does that suit you?"),
            ],
            [
                new(true, "The washing machine bangs whenever it spins. Two repairs and still no better, I'm so disappointed"), new(false, "I see. Noted."), new(true, "Do you even care? This is awful"),
                new(false, "You broke it yourself. I can replace it."),
            ]),
    ];

    public static TheoryData<int> Languages => [0, 1, 2];

    [Theory, MemberData(nameof(Languages)), Trait("req", "LIS-01")]
    public void Active_listening_makes_sure_of_the_facts_and_answers_the_feeling(int at)
    {
        Assert.True(Read(at, good: true).Active);
        Assert.False(Read(at, good: false).Active);
    }

    [Theory, MemberData(nameof(Languages)), Trait("req", "LIS-06")]
    public void An_empty_answer_counts_and_a_real_one_does_not(int at) =>
        Assert.Equal((0, 1), (Read(at, good: true).EmptyAnswers, Read(at, good: false).EmptyAnswers));

    [Theory, MemberData(nameof(Languages)), Trait("req", "LIS-08")]
    public void Asking_before_solving_and_defending_are_told_apart(int at)
    {
        var (good, bad) = (Read(at, good: true), Read(at, good: false));

        Assert.Equal((true, 0), (good.AskedFirst, good.Defended));
        Assert.False(bad.AskedFirst);
        Assert.InRange(bad.Defended, 1, 2);
    }

    [Theory, MemberData(nameof(Languages)), Trait("req", "LIS-11")]
    public void What_was_heard_is_said_back_with_understanding(int at)
    {
        var (good, bad) = (Read(at, good: true), Read(at, good: false));

        Assert.True(good.Summarised);
        Assert.False(bad.Summarised);
        Assert.True(good.FeelingsAnswered > bad.FeelingsAnswered);
    }

    [Theory, MemberData(nameof(Languages)), Trait("req", "NEED-04")]
    public void Attention_feeling_recognition_and_feedback_are_behaviours_that_can_be_checked(int at)
    {
        var (good, bad) = (Read(at, good: true), Read(at, good: false));

        Assert.True(good.TakenUp > bad.TakenUp); // attention
        Assert.True(good.FeelingsAnswered > bad.FeelingsAnswered); // emotional expression
        Assert.True(good.Summarised && !bad.Summarised); // feedback
    }

    [Theory, Trait("req", "NEED-04")]
    [InlineData("zh", "您说得有道理，我马上改。", true)]
    [InlineData("ja", "ごもっともです。すぐに直します。", true)]
    [InlineData("en", "You're right, and I'll change it now.", true)]
    [InlineData("zh", "这是公司的规定。", false)]
    public void Recognition_is_granting_the_customer_s_view(string language, string answer, bool affirmed) =>
        Assert.Equal(affirmed, DialogueReader.Read([new(true, "?"), new(false, answer)], language).Listening!.Affirmed);

    [Fact]
    public void Without_an_agent_nobody_listened() => Assert.Null(DialogueReader.Read([new(true, "在吗")], "zh").Listening);

    [Fact]
    public void An_agent_who_only_speaks_first_has_answered_nothing()
    {
        var listening = DialogueReader.Read([new(false, "您好，我是小李，很高兴为您服务。")], "zh").Listening!;

        Assert.Null(listening.TakenUp);
        Assert.Null(listening.FeelingsAnswered);
        Assert.Equal(0, listening.EmptyAnswers);
    }

    private static ListeningFigures Read(int at, bool good) => DialogueReader.Read(good ? Talks[at].Good : Talks[at].Bad, Talks[at].Language).Listening!;
}
