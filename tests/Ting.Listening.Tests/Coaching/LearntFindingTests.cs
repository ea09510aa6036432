namespace Ting.Listening.Tests;

/// <summary>What no list of phrases holds.</summary>
public sealed class LearntFindingTests
{
    [Theory, Trait("req", "LANG-15")]
    [InlineData("zh", "杯子到的时候碎了", "谁让您选最便宜的快递。", "blame")]
    [InlineData("ja", "届いた箱がつぶれています", "安い送り方を選んだのはお客様ですよね。", "blame")]
    [InlineData("en", "The jar arrived broken", "You chose the cheap delivery, so that's your own doing.", "blame")]
    public void Blame_in_new_words_is_noticed(string language, string customer, string text, string category) =>
        Assert.Contains(category, Categories(language, customer, text));

    [Theory, Trait("req", "ASK-06")]
    [InlineData("zh", "想给女儿挑一台钢琴", "您准备拿出多少钱来买？")]
    [InlineData("ja", "娘のピアノを選びたい", "ご予算はおいくらぐらいでお考えですか。")]
    [InlineData("en", "I'm looking for a piano for my daughter", "How much do you want to spend on it?")]
    public void Asking_what_the_customer_means_to_spend_is_noticed(string language, string customer, string text) =>
        Assert.Contains("forbiddenQuestion", Categories(language, customer, text));

    [Theory, Trait("req", "LANG-16")]
    [InlineData("zh", "我的押金呢", "有消息了再跟您说。")]
    [InlineData("ja", "敷金はまだですか", "わかり次第、そのうちご連絡します。")]
    [InlineData("en", "Where is my deposit?", "Someone will let you know at some point.")]
    public void A_promise_without_time_and_owner_is_noticed(string language, string customer, string text) =>
        Assert.Contains("vagueness", Categories(language, customer, text));

    [Theory, Trait("req", "LANG-03")]
    [InlineData("zh", "怎么办新卡", "马上带两份证件过来。")]
    [InlineData("ja", "新しいカードが欲しいです", "今すぐ書類を二つ持ってきてください。")]
    [InlineData("en", "I need a new card", "You must come here now with two documents.")]
    public void An_order_is_noticed(string language, string customer, string text) => Assert.Contains("command", Categories(language, customer, text));

    [Theory, Trait("req", "LANG-13")]
    [InlineData("zh", "我的快递呢", "今早九点发出的，预计明天到您那边。")]
    [InlineData("ja", "荷物はどこですか", "今朝九時に出荷し、明日お届けいたします。")]
    [InlineData("en", "where's my order", "It left our depot at nine this morning and will be with you tomorrow.")]
    [InlineData("zh", "我自己摔坏的", "没关系的，屏幕可以单独换，费用是180元。")]
    [InlineData("en", "Is there parking?", "Yes, they have free parking.")]
    public void A_short_plain_answer_is_left_alone(string language, string customer, string text) => Assert.Empty(Coach.Review(text, [customer], language).Findings);

    [Theory, Trait("req", "TRAP-04")]
    [InlineData("zh", "您之前收到的“谁让您不看说明书”这句话说得不合适，对不起，我来陪您看。")]
    [InlineData("ja", "「お客様のミスです」と申し上げた件、大変申し訳ございません。私が改めてご説明いたします。")]
    [InlineData("en", "I'm sorry that you were told \"that's your own fault\". It wasn't, and I will put it right today.")]
    public void What_is_quoted_is_not_held_against_the_draft(string language, string text) =>
        Assert.DoesNotContain(Coach.Review(text, language: language).Findings, finding => finding.Category is "blame" or "quarrel" or "contempt");

    [Theory, InlineData("zh"), InlineData("ja"), InlineData("en"), Trait("req", "LANG-04")]
    public void Every_sentence_offered_in_place_of_one_passes_the_coach(string language) =>
        Assert.All(KnowledgeFile.Lines("suggestions.tsv", language).Select(line => line.Split('\t')[1..]), suggestions =>
        {
            Assert.All(suggestions, suggestion => Assert.Empty(Coach.Review(suggestion, language: language).Findings));
            // the last is what an upset customer should hear
            Assert.Empty(Coach.Review(suggestions[^1], [language switch { "zh" => "气死我了，等了三天没人管！", "ja" => "三日も待たされて、本当に腹が立ちます。", _ => "I'm furious, three days and nobody cares!" }], language).Findings);
        });

    [Theory, Trait("req", "REF-03")]
    [InlineData("zh", "这款还能买到吗，我很着急", "买不到了。")]
    [InlineData("ja", "急いでいるのですが、まだ買えますか", "もう買えません。")]
    [InlineData("en", "I'm worried, can I still get this one?", "No, you can't get it any more.")]
    public void A_bare_refusal_gets_whole_sentences_in_its_place_that_pass(string language, string customer, string text)
    {
        var review = Coach.Review(text, [customer], language);

        Assert.NotEmpty(review.Findings);
        Assert.NotNull(review.Rewrite);
        Assert.Empty(Coach.Review(review.Rewrite, [customer], language).Findings);
    }

    private static List<string> Categories(string language, string customer, string text) =>
        [.. Coach.Review(text, [customer], language).Findings.Where(finding => finding.Severity != Severity.Hint).Select(finding => finding.Category)];
}
