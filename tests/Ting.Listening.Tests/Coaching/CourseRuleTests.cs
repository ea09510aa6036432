namespace Ting.Listening.Tests;

/// <summary>The rules of the courses, each with what it objects to and what it leaves alone.</summary>
public sealed class CourseRuleTests
{
    [Theory]
    [InlineData("zh", "你怎么老是认为我们公司的产品有问题", "LANG-05"), Trait("req", "LANG-05")]
    [InlineData("zh", "你的名字叫什麽", "LANG-06")]
    [InlineData("zh", "你没有弄明白,这次听好了。", "LANG-07")]
    [InlineData("zh", "这是公司的政策", "LANG-08")]
    [InlineData("zh", "你错了,不是那样的!", "LANG-14")]
    [InlineData("zh", "这个不是在我们店买的。", "LANG-17")]
    [InlineData("en", "You are wrong.", "LANG-14")]
    [InlineData("en", "You didn't buy it here.", "LANG-17")]
    [InlineData("en", "Our system is useless.", "LANG-08")]
    [InlineData("ja", "お客様が勘違いされています。", "LANG-14")]
    [InlineData("ja", "こちらで買ったものではないですね。", "LANG-17")]
    [InlineData("ja", "うちのシステムはひどいので。", "LANG-08")]
    public void A_wording_is_objected_to_under_its_rule(string language, string text, string rule) =>
        Assert.Contains(Coach.Review(text, language: language).Findings, finding => finding.Rule == rule);

    [Theory, Trait("req", "LANG-06"), Trait("req", "LANG-07")]
    [InlineData("请问,我可以知道您的名字吗?")]
    [InlineData("您好，请问，我可以知道你的名字吗？")]
    [InlineData("也许我说得不够清楚，请允许我再解释一遍。")]
    public void I_instead_of_you_is_left_alone(string text) => Assert.Empty(Coach.Review(text, language: "zh").Findings);

    [Theory, Trait("req", "LANG-08"), Trait("req", "LANG-14"), Trait("req", "LANG-17")]
    [InlineData("zh", "这件东西我先帮您看一下，再一起想办法，您看好吗？")]
    [InlineData("ja", "お品物を拝見し、できることを私がお調べいたします。")]
    [InlineData("en", "Let me have a look at the item first, and I will find a way to help you today.")]
    public void Help_before_blame_is_left_alone(string language, string text) => Assert.Empty(Coach.Review(text, language: language).Findings);

    [Theory, Trait("req", "LANG-10")]
    [InlineData("网络故障是技术部门的事，我帮不了你。")]
    [InlineData("你骂我干什么，又不是我弄坏的。")]
    public void The_two_bad_answers_of_the_network_exercise_are_objected_to(string text)
    {
        var review = Coach.Review(text, ["你们的网络又断了，我买也买不了卖也卖不了，你们是干什么吃的？我要销户！"], "zh");

        Assert.Contains(review.Findings, finding => finding.Severity != Severity.Hint);
        Assert.NotNull(review.Rewrite);
    }

    [Theory, Trait("req", "LANG-02")]
    [InlineData("zh", "您看这事咋整？", "咋整")]
    [InlineData("en", "It ain't ready, I'll call you at five today.", "ain't")]
    [InlineData("ja", "ほんまにありがとうございます。", "ほんま")]
    public void A_word_of_a_region_is_marked(string language, string text, string word) =>
        Assert.Contains(Coach.Review(text, language: language).Findings, finding => finding.Rule == "LANG-02" && finding.Text == word);

    [Theory, Trait("req", "LANG-13")]
    [InlineData("zh", "我给您查一下逆向物流，今天下午五点前告诉您。", "逆向物流")]
    [InlineData("en", "I have opened an RMA for you and it is done by noon today.", "RMA")]
    [InlineData("ja", "本日中にエスカレーションいたします。", "エスカレーション")]
    public void A_word_of_the_trade_gets_a_hint(string language, string text, string word) =>
        Assert.Contains(Coach.Review(text, language: language).Findings, finding => finding is { Rule: "LANG-13", Severity: Severity.Hint } && finding.Text == word);

    [Theory, Trait("req", "LIS-07")]
    [InlineData("zh", "你们太过分了！骗子！等了五天还没发货，我要投诉你们！", "您的包裹今天下午三点送到。", "您的心情我理解，真的很抱歉，您的包裹今天下午三点送到。")]
    [InlineData("ja", "ふざけるな！五日も待たせて、いい加減にしろ！", "お荷物は本日三時にお届けいたします。", "お怒りはごもっともです。申し訳ございません。お荷物は本日三時にお届けいたします。")]
    [InlineData("en", "You liars! Five days and nothing, this is outrageous, I'm reporting you!", "Your parcel arrives at three this afternoon.", "I understand how angry you are, and I'm sorry. Your parcel arrives at three this afternoon.")]
    public void An_angry_customer_hears_first_that_the_feeling_is_understood(string language, string customer, string bare, string kind)
    {
        var finding = Assert.Single(Coach.Review(bare, [customer], language).Findings);

        Assert.Equal(("LIS-07", Severity.Hint), (finding.Rule, finding.Severity));
        Assert.Empty(Coach.Review(finding.Suggestion!, [customer], language).Findings);
        Assert.Empty(Coach.Review(kind, [customer], language).Findings);
    }

    [Theory, Trait("req", "LIS-09")]
    [InlineData("zh", "我理解您的心情，我来帮您查。", "considerFromTheirPosition")]
    [InlineData("en", "I understand how frustrating this is. Let me check it now.", "considerFromTheirPosition")]
    [InlineData("ja", "ご心配なお気持ちはごもっともです。ただいまお調べいたします。", "considerFromTheirPosition")]
    public void The_technique_of_listening_is_named(string language, string text, string technique) =>
        Assert.Equal(technique, Coach.Review(text, language: language).Empathy);

    [Theory, Trait("req", "LIS-03")]
    [InlineData("zh", "洗衣机脱水声音大，我记下了，明天上午九点李师傅上门。", true)]
    [InlineData("zh", "好的。", false)]
    public void Taking_up_what_was_said_shows_listening(string language, string text, bool listens) =>
        Assert.Equal(listens, Coach.Review(text, ["洗衣机一脱水声音就很大"], language).Paraphrase);

    [Theory, Trait("req", "REF-04")]
    [InlineData("zh", "很抱歉，这款已经停产了，因为厂家换了新型号；我给您找到一款能配的，要不要我把链接发您？")]
    [InlineData("ja", "申し訳ございません。こちらは製造が終わりましたため、代わりの品をお調べしました。ご案内してもよろしいでしょうか。")]
    [InlineData("en", "I'm sorry, that one is no longer made because the maker changed the model. I have found one that fits; shall I send you the link?")]
    public void A_refusal_with_sorry_reason_and_alternative_is_left_alone(string language, string text)
    {
        var review = Coach.Review(text, ["这个型号的遥控器还能买吗"], language);

        Assert.Empty(review.Findings);
        Assert.True(review.Apology);
    }

    [Theory, Trait("req", "ASK-05")]
    [InlineData("您看到了我们优惠品没有?")]
    [InlineData("您的东西是否已经全买齐了?")]
    public void The_exercise_questions_get_an_open_form(string text) =>
        Assert.Equal(QuestionType.Open, Coach.Review(Coach.Review(text, language: "zh").Rewrite!, language: "zh").QuestionType);

    [Theory, InlineData("zh"), InlineData("ja"), InlineData("en"), Trait("req", "PHR-04")]
    public void The_standard_language_covers_beginning_end_and_requests(string language)
    {
        var subtypes = PhraseLibrary.For(language).Select(phrase => phrase.Subtype).ToHashSet();

        Assert.Superset(new HashSet<string> { "standard", "farewell", "wait", "ask" }, subtypes);
    }
}
