namespace Ting.Listening.Tests;

public sealed class WantsTests
{
    [Theory, Trait("req", "NEED-03")]
    [InlineData("请问你们几点关门？", CommunicationNeed.Information)]
    [InlineData("你们根本不尊重人，我就想有人听我说一句", CommunicationNeed.Emotional)]
    [InlineData("能再便宜一点吗？有没有优惠券", CommunicationNeed.Value)]
    [InlineData("我是你们八年的老顾客了，以后还会一直来", CommunicationNeed.Relationship)]
    [InlineData("何時まで営業していますか", CommunicationNeed.Information)]
    [InlineData("ただ話を聞いてほしいんです。態度がひどくて悲しかった", CommunicationNeed.Emotional)]
    [InlineData("もう少し安くなりませんか。割引はありますか", CommunicationNeed.Value)]
    [InlineData("長年通っている常連です。これからも末永くお願いします", CommunicationNeed.Relationship)]
    [InlineData("What time do you close today?", CommunicationNeed.Information)]
    [InlineData("Nobody listens to me, I just want some respect", CommunicationNeed.Emotional)]
    [InlineData("Can you do a better price? Is there any discount?", CommunicationNeed.Value)]
    [InlineData("I've been a loyal customer for ten years and hope to stay one", CommunicationNeed.Relationship)]
    public void A_message_wants_information_feeling_value_or_relationship(string text, CommunicationNeed need)
    {
        var reading = Listener.Read(text);

        Assert.Equal(need, reading.CommunicationNeed);
        Assert.All(reading.Evidence["communicationNeed"], span => Assert.Equal(text.Substring(span.Start, span.Length), span.Text));
    }

    [Theory, Trait("req", "NEED-05")]
    [InlineData("请专业一点，别出错", Expectation.Quality)]
    [InlineData("希望按我的情况量身安排", Expectation.Personalisation)]
    [InlineData("希望你们耐心一点，礼貌一点", Expectation.EmotionalSatisfaction)]
    [InlineData("流程能不能简单点，最好线上一键办", Expectation.Convenience)]
    [InlineData("别泄露我的个人信息，说到做到", Expectation.HonestyAndSecurity)]
    [InlineData("正確に、きちんとお願いします", Expectation.Quality)]
    [InlineData("うちの場合に合わせて個別に考えてほしい", Expectation.Personalisation)]
    [InlineData("親切で誠意のある接客を望みます", Expectation.EmotionalSatisfaction)]
    [InlineData("手続きを簡単にしてほしいです", Expectation.Convenience)]
    [InlineData("個人情報と約束はしっかり守ってください", Expectation.HonestyAndSecurity)]
    [InlineData("I expect accurate, professional work", Expectation.Quality)]
    [InlineData("Please tailor it to my situation, I'm not a number", Expectation.Personalisation)]
    [InlineData("A bit of patience and a friendly word would help", Expectation.EmotionalSatisfaction)]
    [InlineData("Make it simple and easy, ideally online", Expectation.Convenience)]
    [InlineData("Keep my personal data private and be honest", Expectation.HonestyAndSecurity)]
    public void Five_expectations_are_told_apart(string text, Expectation expectation)
    {
        var reading = Listener.Read(text);

        Assert.Contains(expectation, reading.Expectations);
        Assert.NotEmpty(reading.Evidence["expectations"]);
        Assert.True(reading.Confidence["expectations"] > 0);
    }

    [Theory, Trait("req", "NEED-07")]
    [InlineData("要送领导的，得有面子，高档一点", Motive.Status)]
    [InlineData("听说这是最新款，想尝鲜", Motive.Curiosity)]
    [InlineData("周末聚会追剧用，好玩就行", Motive.Entertainment)]
    [InlineData("给宝宝买奶粉，要营养好的", Motive.Sensory)]
    [InlineData("想要躺着舒服、透气柔软的", Motive.Comfort)]
    [InlineData("想快点学会，省时间，最好驾校一次搞定", Motive.Efficiency)]
    [InlineData("我收藏黑胶唱片，就差这张集齐", Motive.Hobby)]
    [InlineData("接待で使うので、一流で上品なものを", Motive.Status)]
    [InlineData("話題の新作なので試してみたい", Motive.Curiosity)]
    [InlineData("旅行で映画を見て暇つぶししたい", Motive.Entertainment)]
    [InlineData("お腹が空いたので、栄養のあるものが食べたい", Motive.Sensory)]
    [InlineData("ふわふわでリラックスできる、快適なもの", Motive.Comfort)]
    [InlineData("資格に最短で合格したい。時短できますか", Motive.Efficiency)]
    [InlineData("推しの限定盤を集めています、コレクションです", Motive.Hobby)]
    [InlineData("It has to impress my boss, something prestigious and high-end", Motive.Status)]
    [InlineData("I'm curious about the newest model, it's so trendy", Motive.Curiosity)]
    [InlineData("Just for fun at a party, to play games", Motive.Entertainment)]
    [InlineData("I'm hungry, something tasty to eat", Motive.Sensory)]
    [InlineData("Soft and cosy, I want to relax in comfort", Motive.Comfort)]
    [InlineData("I want to save time and learn to drive quickly", Motive.Efficiency)]
    [InlineData("I'm a collector, it's for my vinyl collection", Motive.Hobby)]
    public void Seven_motives_of_buying_are_told_with_their_evidence(string text, Motive motive)
    {
        var reading = Listener.Read(text);

        Assert.Equal(motive, reading.Motive);
        Assert.All(reading.Evidence["motive"], span => Assert.Equal(text.Substring(span.Start, span.Length), span.Text));
        Assert.InRange(reading.Confidence["motive"], 0.01, 0.99);
    }

    [Fact, Trait("req", "NEED-10")]
    public void The_same_person_needs_something_else_at_another_time()
    {
        // a reading knows nothing but its message: needs belong to the conversation
        var (first, later) = (Listener.Read("这款手表能防水吗？怎么设置闹钟？"), Listener.Read("门锁坏了，进不去"));

        Assert.Equal((Need.Functional, Need.Basic), (first.Need, later.Need));
        Assert.Equal(ListeningJson.Write(first), ListeningJson.Write(Listener.Read("这款手表能防水吗？怎么设置闹钟？")));
    }

    [Theory, Trait("req", "NEED-11")]
    [InlineData("zh", "挺喜欢的，就是怕尺码不合适，还在犹豫要不要买", "犹豫")]
    [InlineData("ja", "気に入ったのですが、サイズが心配で買うか迷っています", "迷って")]
    [InlineData("en", "I like it, but I'm not sure about the size, so I'm still undecided", "undecided")]
    public void Hesitation_before_buying_is_caught_and_answered_with_a_question_about_the_point(string language, string text, string word)
    {
        var reading = Listener.Read(text, language);

        Assert.Equal(Emotion.Hesitant, reading.Emotion);
        Assert.Contains(reading.Evidence["emotion"], span => span.Text.Contains(word, StringComparison.Ordinal));
        var answer = Coach.Review(NextPhrase.Suggest(reading, language, null), [text], language);
        Assert.NotNull(answer.QuestionType);
        Assert.DoesNotContain(answer.Findings, finding => finding.Severity != Severity.Hint);
    }

    [Theory, Trait("req", "NEED-12")]
    [InlineData("zh", "你们修了三次都没修好，我真的寒心，一直这么信任你们")]
    [InlineData("ja", "三度修理しても直らず、長年信頼していたのに裏切られた気持ちです")]
    [InlineData("en", "Three repairs and it still fails; I trusted you all these years and I feel ignored")]
    public void Behind_a_complaint_the_feeling_and_the_bond_are_seen_too(string language, string text)
    {
        var reading = Listener.Read(text, language);

        Assert.True(reading.Complaint);
        Assert.True(reading.Need == Need.Emotional || reading.CommunicationNeed is CommunicationNeed.Emotional or CommunicationNeed.Relationship, $"{reading.Need} {reading.CommunicationNeed}");

        var answer = NextPhrase.Suggest(reading, language, null);
        Assert.NotEqual(NextPhrase.Suggest(reading with { Emotion = Emotion.Neutral }, language, null), answer);
        Assert.DoesNotContain(Coach.Review(answer, [text], language).Findings, finding => finding.Severity != Severity.Hint);
    }

    [Theory, Trait("req", "NEED-14")]
    [InlineData("zh", "直接告诉我，这款有没有货，多少钱？", Mode.Narration)]
    [InlineData("ja", "どこも自社が一番と言いますよね。実際に使った人の口コミはどうですか。", Mode.Description)]
    [InlineData("en", "I don't understand this setting, could you explain it step by step?", Mode.Explication)]
    public void The_first_words_suggest_a_mode_with_its_reason(string language, string text, Mode mode)
    {
        var advice = ModeAdvice.For([Listener.Read(text, language)], language)!;

        Assert.Equal(mode, advice.Mode);
        Assert.NotEmpty(advice.Why);
        Assert.Null(advice.SwitchedFrom);
    }

    [Fact, Trait("req", "NEED-15")]
    [Trait("req", "TECH-06")]
    public void Personality_attitude_and_need_are_read_off_one_message()
    {
        var reading = Listener.Read("明明是你们的错，门锁又坏了，别跟我解释了！");

        Assert.Equal((Mode.Commentary, Sentiment.Negative, Need.Basic), (reading.Mode, reading.Sentiment, reading.Need));
    }

    [Theory, Trait("req", "TRAP-08")]
    [InlineData("我先生说要直接告诉我多少钱", "我太太说要直接告诉我多少钱")]
    [InlineData("As a man I want it straight: do you have it in stock?", "As a woman I want it straight: do you have it in stock?")]
    public void The_mode_never_depends_on_who_is_a_man_or_a_woman(string one, string other)
    {
        Assert.Equal(Listener.Read(one).Mode, Listener.Read(other).Mode);
        Assert.DoesNotContain(typeof(Reading).GetProperties(), property => property.Name.Contains("Gender", StringComparison.OrdinalIgnoreCase) || property.Name.Contains("Sex", StringComparison.OrdinalIgnoreCase));
    }

    [Fact, Trait("req", "TRAP-13")]
    public void No_feeling_of_an_agent_is_ever_read()
    {
        var dialogue = DialogueReader.Read([new(true, "你们太过分了！"), new(false, "有完没完，真是麻烦，气死我了！"), new(true, "什么态度")], "zh");

        Assert.Null(dialogue.Turns[1]);
        Assert.All(dialogue.Turns.Where((_, at) => at != 1), Assert.NotNull);
        Assert.DoesNotContain(typeof(Coaching).GetProperties(), property => property.PropertyType == typeof(Emotion) || property.PropertyType == typeof(Emotion?) || property.PropertyType == typeof(Sentiment));
    }
}
