namespace Ting.Listening.Tests;

public sealed class CodesTests
{
    private static readonly string[] Said =
    [
        "zh|等了五天还没发货，我真的很生气", "zh|多亏您帮忙，谢谢", "zh|怎么退货", "zh|东西收到了，质量很好",
        "ja|三日も待たされて、本当に腹が立ちます", "ja|おかげで助かりました", "ja|返品の方法を教えてください", "ja|思っていたより小さくて残念です",
        "en|I have waited five days and I am furious", "en|Thank you for staying late", "en|Where is my parcel", "en|The lid arrived cracked",
    ];

    private static readonly string[] Codes =
    [
        "14148d", "2026-0417-883", "#20481", "ORD-22317", "anna.li_88@example.com", "https://shop.example.com/orders/88231?lang=en", "03-1234-5678", "www.example.com/help",
    ];

    public static TheoryData<string, string> Appended()
    {
        var data = new TheoryData<string, string>();
        foreach (var said in Said)
            foreach (var code in Codes)
                data.Add(said, code);
        return data;
    }

    [Theory, MemberData(nameof(Appended)), Trait("req", "EMO-01")]
    public void A_code_after_a_message_changes_nothing_of_how_it_reads(string said, string code)
    {
        var (language, text) = (said[..2], said[3..]);

        var (without, with) = (Listener.Read(text, language), Listener.Read($"{text} {code}", language));

        Assert.Equal(without.Emotions, with.Emotions);
        Assert.Equal((without.Emotion, without.Complaint, without.Escalation, without.Urgency), (with.Emotion, with.Complaint, with.Escalation, with.Urgency));
        Assert.Equal(without.Confidence["complaint"], with.Confidence["complaint"]);
    }

    [Theory, Trait("req", "EMO-01")]
    [InlineData("zh", "订单2026-0417-883等了五天还没发货，我真的很生气")]
    [InlineData("ja", "注文ABC-20417の件、三日も待たされて本当に腹が立ちます")]
    [InlineData("en", "Order 14148d: I have waited five days and I am furious")]
    public void Evidence_still_stands_where_the_message_has_it(string language, string text)
    {
        var reading = Listener.Read(text, language);

        Assert.Equal(Sentiment.Negative, reading.Sentiment);
        Assert.NotEmpty(reading.Evidence["emotion"]);
        Assert.All(reading.Evidence["emotion"], span => Assert.Equal(span.Text, text.Substring(span.Start, span.Length)));
    }

    [Theory, Trait("req", "LANG-01")]
    [InlineData("zh", "怎么退货", "我来帮您办理退货，您看好吗？")]
    [InlineData("ja", "返品したいのですが", "返品のお手続きを私が承ります。")]
    [InlineData("en", "How do I return it?", "I will set up the return for you now.")]
    public void A_code_in_the_customer_s_words_or_in_the_draft_changes_nothing_for_the_coach(string language, string customer, string draft)
    {
        var without = Coach.Review(draft, [customer], language);

        Assert.Equivalent(without.Findings, Coach.Review(draft, [$"{customer} 2026-0417-883"], language).Findings);
        Assert.Equal(without.Findings.Count, Coach.Review($"{draft} 14148d", [customer], language).Findings.Count);
    }

    [Theory]
    [InlineData("three of them for 24hours at 15:30 on 2026-11-20")]
    [InlineData("500ml cost 12.50 or 10000 yen, not 120000円")]
    [InlineData("open 09:00-18:00, and/or 10-12 a day")]
    public void Times_dates_amounts_and_measures_are_no_codes(string text) => Assert.Null(Listening.Codes.In(FoldedText.Of(text, "en").Chars));

    [Fact]
    public void A_message_that_is_nothing_but_a_code_is_neutral() => Assert.Equal(Emotion.Neutral, Listener.Read("2026-0417-883", "zh").Emotion);

    [Fact, Trait("req", "CRM-03")]
    public void The_number_is_still_a_fact() => Assert.Contains(Listener.Read("订单号20481773，怎么还没到", "zh").Facts, fact => fact.Kind == "orderNumber");
}
