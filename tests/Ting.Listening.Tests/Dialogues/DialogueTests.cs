namespace Ting.Listening.Tests.Dialogues;

public sealed class DialogueTests
{
    private static readonly DateTimeOffset Nine = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);

    [Theory, Trait("req", "EMO-03")]
    [InlineData("锅漏水了，太失望了，这质量真差", "非常抱歉，我今天下午三点前给您换新的寄出。", "收到新的了，太感谢您了！")]
    [InlineData("届いた鍋が割れていました。がっかりです。", "申し訳ございません。本日中に私が新しい品を発送いたします。", "届きました。本当にありがとうございます、助かりました。")]
    [InlineData("The pan arrived broken, very disappointed.", "I'm so sorry. I'll send a new one today before five.", "It's here. Thank you so much, you saved my weekend!")]
    public void From_displeased_to_grateful_is_a_recovery(string complaint, string answer, string thanks)
    {
        var dialogue = DialogueReader.Read([new(true, complaint), new(false, answer), new(true, thanks)]);

        Assert.Equal((1, 3), (dialogue.Turns[0]!.Satisfaction, dialogue.Turns[2]!.Satisfaction));
        Assert.Null(dialogue.Turns[1]);
        Assert.Equal(new Recovery(true, 1), dialogue.Recovery);
        Assert.True(dialogue.Resolved);
        Assert.False(dialogue.Deterioration);
        Assert.InRange(dialogue.PredictedCsat!.Value, 3.5, 5);
        Assert.InRange(dialogue.PredictedCsat.Value, dialogue.PredictedCsatInterval!.Low, dialogue.PredictedCsatInterval.High);
    }

    [Fact, Trait("req", "EMO-03")]
    public void From_pleased_to_angry_is_a_deterioration_with_its_peak_at_the_end()
    {
        var dialogue = DialogueReader.Read([new(true, "东西很好，很满意，谢谢！"), new(false, "还有别的事吗？没有我就挂了。"), new(true, "你们什么态度！骗子，我要去消协投诉你们！")]);

        Assert.True(dialogue.Deterioration);
        Assert.True(dialogue.Escalated);
        Assert.False(dialogue.Resolved);
        Assert.Equal(2, dialogue.Peak);
        Assert.InRange(dialogue.PredictedCsat!.Value, 1, 3);
    }

    [Theory]
    [InlineData("我的订单20261121到现在还没有发货", "请问有什么可以帮您？", "我的订单20261121到现在还没有发货啊")]
    [InlineData("My parcel 4711 has not arrived since Monday", "How can I help?", "I already told you, it's about the parcel")]
    [InlineData("注文した鍋がまだ届きません", "どのようなご用件でしょうか。", "さっきも言いましたが、鍋の件です")]
    public void A_story_told_twice_is_a_repeat(string first, string answer, string second) =>
        Assert.Equal(1, DialogueReader.Read([new(true, first), new(false, answer), new(true, second)]).Repeats);

    [Fact, Trait("req", "NEED-08")]
    public void A_promise_is_kept_or_broken_by_what_the_customer_says_later()
    {
        DialogueTurn[] begin = [new(true, "The lamp is missing."), new(false, "I'll send it tomorrow."), new(true, "OK."), new(false, "Thank you.")];

        var kept = DialogueReader.Read([.. begin, new(true, "It arrived, thank you!")]);
        var broken = DialogueReader.Read([.. begin, new(true, "Still not here. You promised.")]);
        var open = DialogueReader.Read(begin);

        Assert.Equal((1, "tomorrow"), (kept.Promises[0].Turn, kept.Promises[0].When));
        Assert.Equal([true, false, null], [kept.Promises[0].Kept, broken.Promises[0].Kept, open.Promises[0].Kept]);
    }

    [Fact]
    public void Times_give_delays_and_letters_the_share_of_talk()
    {
        var dialogue = DialogueReader.Read([new(true, "abcd", Nine), new(true, "ab", Nine.AddSeconds(30)), new(false, "abcdef", Nine.AddSeconds(90)), new(true, "x", Nine.AddSeconds(100)), new(false, "abc", Nine.AddSeconds(110))]);

        Assert.Equal(new ResponseDelays(90, 50, 90), dialogue.ResponseDelays);
        Assert.Equal(Math.Round(9 / 16.0, 3), dialogue.AgentTalkShare);
    }

    [Fact]
    public void A_question_that_nobody_answers_is_named()
    {
        var dialogue = DialogueReader.Read([new(true, "几点开门？"), new(false, "九点。"), new(true, "那周末呢？")]);

        Assert.Equal([2], dialogue.UnansweredQuestions);
        Assert.False(dialogue.Resolved);
    }

    [Fact]
    [Trait("req", "CONF-06")]
    public void An_argument_goes_round()
    {
        var dialogue = DialogueReader.Read([new(true, "你们送错了，太差劲了！"), new(false, "这不是我们的问题，是您自己填错的。"), new(true, "胡说！明明是你们发错，太过分了！")]);

        Assert.Equal(1, dialogue.ArgumentLoops);
    }

    [Theory]
    [InlineData("我帮您转接技术部的同事。", "转接技术部")]
    [InlineData("責任者におつなぎいたします。", "責任者におつなぎ")]
    [InlineData("I'm transferring you to the returns team.", "transferring you to the returns team")]
    public void A_hand_over_is_quoted(string agent, string quoted) =>
        Assert.Contains(quoted, Assert.Single(DialogueReader.Read([new(true, "?"), new(false, agent)]).HandedTo), StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void The_summary_is_in_the_customers_own_words()
    {
        DialogueTurn[] turns = [new(true, "在吗"), new(false, "您好"), new(true, "破壁机用了三天就漏水，太失望了"), new(false, "抱歉"), new(true, "那就换一台吧")];

        var summary = DialogueReader.Read(turns).Summary;

        Assert.Contains("破壁机用了三天就漏水", summary, StringComparison.Ordinal);
        Assert.All(summary.Split(" … "), part => Assert.Contains(turns, turn => turn.IsCustomer && turn.Text == part));
    }

    [Fact]
    public void A_dialogue_without_a_customer_is_empty_and_no_error()
    {
        var dialogue = DialogueReader.Read([]);

        Assert.Null(dialogue.PredictedCsat);
        Assert.Null(dialogue.Recovery);
        Assert.Equal("", dialogue.Summary);
        Assert.Contains("\"turns\":[]", ListeningJson.Write(dialogue), StringComparison.Ordinal);
    }
}
