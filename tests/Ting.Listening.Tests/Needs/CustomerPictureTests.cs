namespace Ting.Listening.Tests;

public sealed class CustomerPictureTests
{
    [Theory, Trait("req", "NEED-13")]
    [InlineData("zh", "快点吧，我赶时间，还要等多久？", CustomerType.Impatient)]
    [InlineData("zh", "不好意思打扰了，我不敢打电话，打字说行吗", CustomerType.Introverted)]
    [InlineData("zh", "我中文不太好，请说简单的词", CustomerType.OtherCulture)]
    [InlineData("zh", "我年纪大了，看不懂这个设置，能一步一步教我吗", CustomerType.LimitedUnderstanding)]
    [InlineData("zh", "明明是你们的错，你们永远都是这样，别跟我解释了", CustomerType.FixedIdeas)]
    [InlineData("zh", "别绕弯子，直接说能不能退", CustomerType.Direct)]
    [InlineData("zh", "哪家不说自己好，用过的人到底怎么说？", CustomerType.Sceptical)]
    [InlineData("ja", "急いでいるので、早くしてください。まだですか", CustomerType.Impatient)]
    [InlineData("ja", "こんなことを聞いていいのか迷ったのですが、電話は苦手で", CustomerType.Introverted)]
    [InlineData("ja", "日本語がまだ上手ではありません。ハラールの食事はありますか", CustomerType.OtherCulture)]
    [InlineData("ja", "機械に弱くて操作がわかりません。一から順番に教えてもらえますか。", CustomerType.LimitedUnderstanding)]
    [InlineData("ja", "どうせ言い訳でしょう。いつもそうですよね、絶対におかしい。", CustomerType.FixedIdeas)]
    [InlineData("ja", "結論から教えてください。返品できるのですか", CustomerType.Direct)]
    [InlineData("ja", "どこも自社が一番と言いますよね。実際に使った人の口コミはどうですか。", CustomerType.Sceptical)]
    [InlineData("en", "Hurry up please, I'm in a rush, how much longer?", CustomerType.Impatient)]
    [InlineData("en", "Sorry to bother you, this may be a silly question, I'm not good on the phone", CustomerType.Introverted)]
    [InlineData("en", "My English is not so good. Is the soup halal?", CustomerType.OtherCulture)]
    [InlineData("en", "I don't understand this setting, could you explain it step by step?", CustomerType.LimitedUnderstanding)]
    [InlineData("en", "You people are always the same, it's obviously your fault, no more excuses.", CustomerType.FixedIdeas)]
    [InlineData("en", "Give it to me straight: can I return it?", CustomerType.Direct)]
    [InlineData("en", "Every company says theirs is the best. What do other customers say?", CustomerType.Sceptical)]
    public void Each_type_of_customer_is_told_by_the_words_and_comes_with_advice(string language, string text, CustomerType type)
    {
        var trait = CustomerPicture.Of([text], language).Types.Single(it => it.Type == type);

        Assert.Contains(trait.Words, text, StringComparison.Ordinal);
        Assert.Equal(language, Listener.Read(trait.Handling).Language);
        Assert.DoesNotContain(CustomerPicture.Of([Plain(language)], language).Types, it => it.Type == type);
    }

    [Theory, Trait("req", "NEED-01")]
    [InlineData("zh", "门锁坏了，进不去", NeedKind.Basic)]
    [InlineData("zh", "说好的周五送到，图片上还带支架", NeedKind.Expected)]
    [InlineData("zh", "字要大一点，是给我爸用的", NeedKind.Latent)]
    [InlineData("ja", "注文した商品が届きません", NeedKind.Basic)]
    [InlineData("ja", "昨日届くはずでしたし、写真では青でした", NeedKind.Expected)]
    [InlineData("ja", "実は一人暮らしの母のことが気がかりなんです", NeedKind.Latent)]
    [InlineData("en", "My kettle is dead, it doesn't work", NeedKind.Basic)]
    [InlineData("en", "I expected it on Friday, and the photo showed a stand", NeedKind.Expected)]
    [InlineData("en", "Big letters, please; it's for my father, who lives alone", NeedKind.Latent)]
    public void Needs_are_basic_expected_or_latent(string language, string text, NeedKind kind)
    {
        var shown = CustomerPicture.Of([text], language).Needs;

        Assert.Contains(shown, it => it.Kind == kind);
        Assert.All(shown, it => Assert.Contains(it.Words, text, StringComparison.Ordinal));
        if (kind != NeedKind.Latent)
            Assert.DoesNotContain(shown, it => it.Kind == NeedKind.Latent);
    }

    [Theory, Trait("req", "NEED-06")]
    [InlineData("zh", "这个给孩子用安全吗？", Demand.SafeAndReliable)]
    [InlineData("zh", "请尽快处理，别拖", Demand.QuickAndEfficient)]
    [InlineData("zh", "找个懂行的来，把原因讲清楚", Demand.Professional)]
    [InlineData("zh", "别忽悠我，给个准话", Demand.Sincere)]
    [InlineData("ja", "子どもが使っても安全でしょうか", Demand.SafeAndReliable)]
    [InlineData("ja", "至急、一度で済ませたいです", Demand.QuickAndEfficient)]
    [InlineData("ja", "詳しい方に原因を説明していただきたいです", Demand.Professional)]
    [InlineData("ja", "正直に言ってください。約束を守ってほしいです", Demand.Sincere)]
    [InlineData("en", "Is it safe for a toddler?", Demand.SafeAndReliable)]
    [InlineData("en", "Please do it as soon as you can, in one go", Demand.QuickAndEfficient)]
    [InlineData("en", "Get someone who knows the machine to find the cause", Demand.Professional)]
    [InlineData("en", "Give me an honest answer and keep your word", Demand.Sincere)]
    public void What_customers_ask_of_a_company_is_one_of_four_things(string language, string text, Demand demand)
    {
        var made = Assert.Single(CustomerPicture.Of([text], language).Demands);

        Assert.Equal(demand, made.Demand);
        Assert.Contains(made.Words, text, StringComparison.Ordinal);
    }

    [Theory, Trait("req", "NEED-09")]
    [InlineData("zh", "功能很齐全，做工也好，价格实惠，就是客服回得慢")]
    [InlineData("ja", "機能は十分、作りも丈夫、値段も手頃ですが、窓口の対応が遅いです")]
    [InlineData("en", "Great features, sturdy build and a fair price, only the service was slow")]
    public void Worth_is_function_quality_price_and_service_together(string language, string text) =>
        Assert.Equal(Enum.GetValues<ValueAspect>(), CustomerPicture.Of([text], language).Values.Select(it => it.Aspect).Order());

    [Fact, Trait("req", "NEED-09")]
    public void Each_part_of_the_worth_carries_how_it_was_judged()
    {
        var values = CustomerPicture.Of(["质量太差了，用两天就裂了，很失望", "不过客服真的很热情，非常满意"], "zh").Values;

        Assert.Equal((Sentiment.Negative, 0), (values.Single(it => it.Aspect == ValueAspect.Quality).Judgement, values.Single(it => it.Aspect == ValueAspect.Quality).Message));
        Assert.Equal((Sentiment.Positive, 1), (values.Single(it => it.Aspect == ValueAspect.Service).Judgement, values.Single(it => it.Aspect == ValueAspect.Service).Message));
    }

    [Theory, InlineData("", "zh"), InlineData("1234", "en"), InlineData("…", "ja"), InlineData("好的", "zh"), InlineData("はい", "ja"), InlineData("Good morning", "en")]
    public void Where_nothing_is_shown_the_picture_is_empty(string text, string language)
    {
        var picture = CustomerPicture.Of([text], language);

        Assert.Empty(picture.Types);
        Assert.Empty(picture.Needs);
        Assert.Empty(picture.Demands);
        Assert.Empty(picture.Values);
    }

    [Fact]
    public void Words_that_are_only_quoted_say_nothing_of_the_writer() =>
        Assert.Empty(CustomerPicture.Of(["他们的人对我说“快点，我赶时间”。"], "zh").Types);

    [Fact]
    public void A_dialogue_carries_the_picture_of_its_customer()
    {
        var picture = DialogueReader.Read([new(false, "您好"), new(true, "要声音大的，是给我爸用的"), new(false, "好的"), new(true, "我赶时间，快点")], "zh").Customer;

        Assert.Equal((NeedKind.Latent, 1), (picture.Needs.Single(it => it.Kind == NeedKind.Latent).Kind, picture.Needs.Single(it => it.Kind == NeedKind.Latent).Message));
        Assert.Equal((CustomerType.Impatient, 3), (Assert.Single(picture.Types).Type, Assert.Single(picture.Types).Message));
    }

    private static string Plain(string language) => language switch { "zh" => "麻烦把发票寄到公司", "ja" => "領収書を会社に送ってください", _ => "Please post the invoice to the office" };
}
