using System.Net;
using Ting.Server.Features.Academy.Courses;
using Ting.Server.Features.Academy.RolePlay;
using Ting.Server.Platform.Localisation;

namespace Ting.Server.Tests.Features.Academy;

/// <summary>The points that the requirements name are taught, in every language: each test looks for the points themselves, so it fails when one is taken out.</summary>
public sealed class TaughtContentTests
{
    private static readonly CourseBook Book = new();

    [Fact]
    [Trait("req", "LIS-02")]
    public void Listening_gains_six_things() => Teaches(
        "listening", "rules",
        en: ["what they need to know", "what they think and want", "pour out a trouble", "attended to and respected", "the moment to close, or the key that persuades", "trust grows"],
        zh: ["获得需要的信息", "说出意见和要求", "倾诉难处", "受关注、受尊重", "成交的时机，或找到说服的关键", "赢得信任"],
        ja: ["必要な情報を得る", "意見や要望", "つらさを吐き出して", "尊重されている", "決める時機や、納得の鍵", "信頼を得る"]);

    [Fact]
    [Trait("req", "LIS-04")]
    [Trait("req", "LIS-05")]
    public void Concentrating_has_its_conditions_and_disturbance_comes_from_two_sides() => Teaches(
        "listening", "rules",
        en: ["a place fit for work", "a clear head and a clear aim", "the task understood", "patience", "slept and eaten", "notes at once", "From outside", "practise staying calm", "From inside", "let the customer finish", "thoughts that wander", "bad mood"],
        zh: ["合适的工作环境", "清醒的头脑和明确的目标", "弄懂要办的事", "有耐心", "休息好", "当场记要点", "外面的", "练定力", "里面的", "把话说完", "走神了就拉回来", "坏心情"],
        ja: ["仕事に合った場所", "すっきりした頭とはっきりした目標", "用件の理解", "忍耐", "眠りと食事", "その場でメモ", "外からのもの", "動じない練習", "内からのもの", "最後まで話していただき", "それた考え", "嫌な気分"]);

    [Fact]
    [Trait("req", "ACAD-07")]
    public void A_couple_talks_past_each_other_and_one_finds_where()
    {
        foreach (var (language, him, her, plan) in new[] { ("en", "I once liked her", "divorced", "plan"), ("zh-Hans", "喜欢", "离婚", "方案"), ("ja", "好き", "離婚", "企画") })
        {
            var exercise = Book.Find("listening", language)!.ExerciseOf("rules-couple")!;
            Assert.Equal(ExerciseKind.Find, exercise.Kind);
            Assert.Contains(exercise.Items, item => item.IsRight && item.Text.Contains(him, StringComparison.Ordinal) && item.Text.Contains(her, StringComparison.Ordinal));
            Assert.Contains(exercise.Items, item => !item.IsRight && item.Text.Contains(plan, StringComparison.Ordinal)); // who opens up has done nothing wrong
        }
    }

    [Fact]
    [Trait("req", "ACAD-08")]
    public void Colleagues_discuss_what_listening_is_and_why_it_matters() => Teaches(
        "listening", "empathy",
        en: ["Discuss with a colleague", "what is listening, and why does it matter"],
        zh: ["和同事讨论", "什么是倾听？为什么"],
        ja: ["同僚と話し合いましょう", "聴くとはどういうことでしょうか。なぜ"]);

    [Fact]
    [Trait("req", "BODY-13")]
    [Trait("req", "BODY-14")]
    public void One_sits_upright_shows_neither_too_much_nor_too_little_and_shakes_hands_just_so() => Teaches(
        "body", "seen",
        en: ["do without the backrest", "hands on the lap or the chair", "knees and heels together", "eyes level", "body and feet at once", "Knees apart, feet splayed or turned in", "the free toe points down", "do not overdo it", "neither a vice nor a wet cloth", "does not hesitate"],
        zh: ["背不靠椅", "手放在膝上或扶手上", "双膝并拢、脚跟并拢", "目光与对方齐平", "身体和脚一起转", "岔开双膝、脚尖外撇或内扣", "悬着的脚尖朝下", "不做老虎钳，也不做湿毛巾", "不犹豫"],
        ja: ["背もたれを使いません", "手はひざか椅子に", "ひざとかかとをそろえ", "目の高さを合わせ", "体と足を一緒に", "ひざを開く、足先を外や内に向ける", "浮いた足先を下に向け", "やりすぎも禁物", "万力のようでも、濡れた布のようでもなく", "ためらわずに"]);

    [Fact]
    [Trait("req", "BODY-16")]
    public void A_group_makes_a_table_of_eight_things()
    {
        foreach (var (language, things) in new Dictionary<string, string[]>
        {
            ["en"] = ["eye contact", "face", "gestures", "head", "posture", "distance", "dress", "tone"],
            ["zh-Hans"] = ["目光", "表情", "手势", "头部", "姿势", "距离", "衣着", "语气"],
            ["ja"] = ["視線", "表情", "手ぶり", "頭", "姿勢", "距離", "服装", "声の調子"],
        })
        {
            var homework = Book.Find("body", language)!.LessonOf("seen")!.Reflection;
            Assert.All(things, thing => Assert.Contains(thing, homework, StringComparison.Ordinal));
        }
    }

    [Fact]
    [Trait("req", "SQ-02")]
    public void Service_has_six_traits_and_each_asks_something() => Teaches(
        "quality", "dimensions",
        en: ["A window", "Intangible", "Variable", "Composite", "Made and used at once", "Made together"],
        zh: ["窗口", "无形", "多变", "组合", "边做边用", "共同完成"],
        ja: ["窓口", "形がない", "ばらつく", "組み合わせ", "作ると同時に使われる", "ともに作る"]);

    [Fact]
    [Trait("req", "SAT-03")]
    public void Six_levers_hold_people()
    {
        Teaches(
            "quality", "loyalty",
            en: ["Know what they need and how content they are", "Stay in touch", "pleasanter than expected", "a good name", "Membership, points, vouchers, privileges", "Get better all the time"],
            zh: ["了解需要和满意程度", "长期往来", "比预想的更好", "好名声", "会员、积分、优惠券、特权", "不断改进"],
            ja: ["要望と満足を知る", "長くおつきあいする", "期待より心地よく", "よい評判を守る", "会員制度、ポイント、割引券、優待", "改善を続ける"]);
        Assert.All(Languages.All, language => Assert.Equal(6, Book.Find("quality", language.Code)!.ExerciseOf("loyalty-match")!.Items.Count));
    }

    [Fact]
    [Trait("req", "EMO-04")]
    public void Four_abilities_and_five_benefits() => Teaches(
        "emotion", "recognising",
        en: ["know your own feeling", "recognise another's", "use both for the matter", "get along with people", "satisfaction", "conflicts that were settled", "the relationship", "how well the team works", "how you grow"],
        zh: ["知道自己的感受", "认出别人的感受", "为事情出力", "与人相处", "满意度", "化解的冲突", "客户关系", "团队效率", "自己的成长"],
        ja: ["自分の気持ちを知る", "相手の気持ちに気づく", "用件のために活かす", "人とうまくやっていく", "満足度", "収まった対立", "お客様との関係", "チームの効率", "自分の成長"]);

    [Fact]
    [Trait("req", "EMO-05")]
    public void Six_ways_to_satisfy() => Teaches(
        "emotion", "recognising",
        en: ["manage your own", "in words, tone and expression", "stand in the customer's place", "each person personally", "follow up", "keep training"],
        zh: ["管好自己的", "用词、语气、表情", "站到客户的位置", "因人而异", "持续跟进", "不断培训"],
        ja: ["自分の気持ちを整える", "言葉と口調と表情", "お客様の立場に立ち", "一人ひとりに合わせる", "ご連絡を続ける", "学び続ける"]);

    [Fact]
    [Trait("req", "EMO-07")]
    [Trait("req", "EMO-09")]
    public void Five_questions_and_what_comes_after_the_sale() => Teaches(
        "emotion", "seven",
        en: ["just pleasing people", "over with the purchase", "honest answers", "those who make the product", "Are we opponents", "Must everybody be delighted", "Must we do everything that is said"],
        zh: ["看人脸色", "卖出去就完了", "最老实的意见", "做产品的人", "是对手吗", "都要惊喜", "都要照做"],
        ja: ["ご機嫌取り", "売れたら終わり", "正直な声", "作る人の机", "敵同士", "感動していただくべき", "全部するのですか"]);

    [Fact]
    [Trait("req", "EMO-10")]
    public void One_keeps_ones_own_head_and_breaks_follow_load_not_feeling()
    {
        Teaches("emotion", "own",
            en: ["Stop, breathe, name, read, answer", "A limit is allowed", "number of hard conversations and by nothing else"],
            zh: ["停、呼吸、说出名字、再读、再回", "可以有界限", "只看艰难对话的次数，不看别的"],
            ja: ["止まる、息をする、名づける、読む、答える", "線を引いてよい", "きつい会話の件数だけ"]);
        Teaches("self-care", "load", en: ["Breaks that work", "Breathe out longer"], zh: ["管用的休息", "呼气比吸气长"], ja: ["効く休憩", "吐く息を長く"]);
        Assert.All(Languages.All, language => Assert.True(Book.Find("self-care", language.Code)!.IsPrivate));
    }

    [Fact]
    [Trait("req", "TEAM-01")]
    [Trait("req", "TEAM-10")]
    public void Four_layers_and_a_culture_that_comes_from_those_who_lead() => Teaches(
        "teamwork", "roles",
        en: ["four layers", "Management", "Technical support", "Operations", "Supervision", "as its leaders do"],
        zh: ["有四层", "管理层", "技术支持层", "运营层", "监督层", "跟着带头的人学"],
        ja: ["四つの層", "管理", "技術支援", "運営", "監督", "率いる人から移ります"]);

    [Fact]
    [Trait("req", "TEAM-07")]
    [Trait("req", "TEAM-08")]
    [Trait("req", "TEAM-09")]
    public void Observation_virtues_and_what_shapes_a_professional() => Teaches(
        "teamwork", "roles",
        en: ["spares trouble, and knows the need sooner", "keep promises; be tolerant; be modest and honest; feel with others; bring energy and warmth; want to serve", "the image one gives; the language; the skill", "stands, sits, moves the hands and smiles"],
        zh: ["省去麻烦，也更早知道需要", "信守承诺；宽容；谦虚诚实；体会别人；积极热情；乐于服务", "形象；语言；技能", "站、坐、手势和职业的微笑"],
        ja: ["手間が省け、必要なことが早く分かります", "約束を守る。寛容である。謙虚で正直である。人の気持ちになる。元気で温かい。奉仕したいと思う", "印象。言葉づかい。", "立つ、座る、手の動き、ほほえみ"]);

    [Fact]
    [Trait("req", "TEAM-04")]
    [Trait("req", "TEAM-05")]
    [Trait("req", "ACAD-09")]
    public void Teams_agree_how_they_talk_support_each_other_and_never_stop_training() => Teaches(
        "teamwork", "feedback",
        en: ["a short exchange every day", "a day for it every quarter", "another department", "Short, clear, with feeling for the other, and with praise", "support for each other, one team, one goal, and roles that can be changed", "Training never ends", "people change places"],
        zh: ["每天短短碰个头", "每季度有一个沟通日", "跨部门", "简短、清楚、体谅", "互相支持，团队意识，共同目标", "换得过来的角色", "培训没有结束", "定期轮换"],
        ja: ["毎日の短い打ち合わせ", "四半期に一度の対話の日", "他部署", "短く、はっきり、相手の気持ち", "助け合い、チームの意識、共通の目標", "替われる役割", "研修に終わりはありません", "持ち場もときどき替えます"]);

    [Fact]
    [Trait("req", "ACAD-11")]
    public void Standards_come_before_the_heart_and_both_are_assessed()
    {
        Teaches("teamwork", "feedback",
            en: ["Standards come before the heart", "is it done right, and is anybody there"],
            zh: ["先有规矩，再有心意", "做得对不对，心在不在"],
            ja: ["心より先に、まず基準", "正しくできているか、そして、そこに人がいるか"]);
        Assert.All(Languages.All, language => Assert.Equal(2, Book.Find("teamwork", language.Code)!.ExerciseOf("feedback-heart")!.Groups.Count));
    }

    [Fact]
    [Trait("req", "ACAD-03")]
    [Trait("req", "ACAD-04")]
    public void A_team_practises_four_things_with_an_aim_and_a_round_at_the_end() => Teaches(
        "self-care", "together",
        en: ["Communication", "Cooperation", "Problems and conflicts", "Adapting", "should have an aim", "change its form", "everybody may say what it was like", "every month is a habit", "Give help"],
        zh: ["沟通", "协作", "问题和冲突", "应变", "要有目标", "形式常换", "让每个人说说感受", "每月一次才成习惯", "帮人"],
        ja: ["伝え合う", "力を合わせる", "問題と対立", "変化に合わせる", "目的があり", "形を変え", "一人ずつ感想を言える", "毎月なら習慣", "助ける"],
        anyLesson: true);

    [Fact]
    [Trait("req", "ACAD-02")]
    public void Emotional_intelligence_is_trained_by_recognising_managing_feeling_with_and_settling_in_scenes_cases_and_talks()
    {
        foreach (var language in Languages.All)
        {
            Assert.NotNull(Book.Find("emotion", language.Code)!.LessonOf("recognising"));
            Assert.NotNull(Book.Find("emotion", language.Code)!.LessonOf("own"));
            Assert.True(Book.Find("listening", language.Code)!.Exercises.Count(exercise => exercise.Kind is ExerciseKind.Empathise) >= 4);
            Assert.Contains("CONF-01", Book.Find("complaints", language.Code)!.Rules);
            Assert.True(new ScenarioBook().In(language.Code).Count >= 12);
        }

        Teaches("cases", "wrong", en: ["Write down cases of your own"], zh: ["自己的案例，也用这四行写下来"], ja: ["ご自分の事例も"], anyLesson: true);
    }

    [Fact]
    [Trait("req", "CASE-01")]
    public void The_library_holds_the_cases_each_with_what_happened_what_went_well_lesson_and_prevention()
    {
        foreach (var (language, names, parts) in new (string, string[], string[])[]
        {
            ("en", ["hotpot", "ordering too little", "Carrefour", "Haier", "SAS", "Nordstrom", "Marriott", "complicated machines", "online shop", "Galanz", "AT&T", "app by day and night", "elderly and disabled", "adviser", "blossoms", "birthdays", "Reception"], ["What happened.", "What went well.", "Lesson.", "Prevention."]),
            ("zh-Hans", ["火锅", "没有压力的餐厅", "家乐福", "海尔", "北欧航空", "诺德斯特龙", "万豪", "一台机器", "记得你的商店", "格兰仕", "AT&T", "各条路通一家的银行", "老人", "分层", "落花", "贺卡", "踢皮球"], ["发生了什么", "好在哪里", "学到什么", "怎样防止走样"]),
            ("ja", ["火鍋", "気兼ねのいらない店", "カルフール", "ハイアール", "十五秒", "ノードストローム", "マリオット", "一台に一つのチーム", "覚えている店", "ギャランツ", "AT&T", "どの扉からも同じ銀行", "段差のない通路", "礼儀は一つ", "花びら", "カード", "たらい回し"], ["起きたこと", "よかったこと", "教訓", "予防"]),
        })
        {
            var text = TextOf(Book.Find("cases", language)!);
            Assert.All(names, name => Assert.Contains(SearchTermsOf(name), text, StringComparison.Ordinal));
            Assert.True(System.Text.RegularExpressions.Regex.Count(string.Concat(Book.Find("cases", language)!.Lessons.Select(lesson => lesson.Html)), "<h3") >= 17);
            Assert.All(parts, part => Assert.True(text.Split(SearchTermsOf(part)).Length > 10, $"{language} {part}"));
        }
    }

    [Fact]
    [Trait("req", "CASE-02")]
    [Trait("req", "CASE-03")]
    public void Four_difficulties_have_remedies_and_what_succeeds_has_four_things_in_common()
    {
        Teaches("cases", "", en: ["plain words, several channels, practice", "know the customer, service to measure", "fewer steps, machines for the simple part, a quick team", "listen, a team of its own, agree, find the cause", "they understand deeply, serve personally, answer quickly, and never finish improving"],
            zh: ["四个难题", "倾听，专门小组，商量共识，追查原因", "了解得深，服务到人，响应得快，改进没有完的时候"],
            ja: ["四つの難題", "深く理解し、一人ひとりに合わせ、素早く応え、改善を終わりにしない"], anyLesson: true);
        Assert.All(Languages.All, language => Assert.Contains(Book.Find("cases", language.Code)!.Lessons, lesson => System.Text.RegularExpressions.Regex.Count(lesson.Html, "<tr") == 5));
    }

    [Fact]
    [Trait("req", "VOX-17")]
    public void Telephone_and_email_technique_are_taught_in_their_parts()
    {
        Teaches("telephone", "handling", en: ["Hold", "Transfer", "Message", "Close"], zh: ["等待", "转接", "留言", "结束"], ja: ["お待ちいただく", "取り次ぎ", "伝言", "結び"], anyLesson: true);
        Teaches("email", "", en: ["One matter to an e-mail", "The answer first", "Use the name", "Reread before sending"], zh: ["一封邮件一件事", "答复放在最前面"], ja: ["一通に一つの用件", "結論が先"], anyLesson: true);
        Assert.All(Languages.All, language => Assert.Equal(4, Book.Find("telephone", language.Code)!.Exercises.Count(exercise => exercise.Key is "answering-opening" or "answering-identify" or "handling-hold" or "handling-close")));
    }

    [Fact]
    [Trait("req", "CONF-06")]
    public void Arguing_is_not_won_and_one_learns_to_step_off()
    {
        Teaches("complaints", "", en: ["Do not argue", "asks a question, takes a short break, or brings in somebody who can decide more"], zh: ["不要争论", "问一个问题，停一小会儿，或者请一位能做主的人来"], ja: ["争わない", "質問をする、少し間を置く、広く判断できる人を呼ぶ"], anyLesson: true);
        Assert.All(Languages.All, language => Assert.Contains(Book.Find("complaints", language.Code)!.Exercises, exercise => exercise.Rules.Contains("CONF-06")));
    }

    [Fact]
    [Trait("req", "BODY-11")]
    public void Ten_things_done_with_the_hands_of_which_two_may_be()
    {
        foreach (var (language, words, may) in new[]
        {
            ("en", new[] { "stiff arm, palm down", "palm turned up", "vice", "limp", "Pulling", "Both hands", "Arms crossed", "pockets, thumbs out", "Pointing", "thumb up" }, new[] { "Both hands", "thumb up" }),
            ("zh-Hans", ["掌心朝下", "掌心朝上", "老虎钳", "软绵绵", "往自己这边拽", "双手相握", "双臂抱在胸前", "手插口袋", "一指", "握拳竖起拇指"], ["双手相握", "握拳竖起拇指"]),
            ("ja", ["手のひらを下に", "手のひらを上に", "万力", "力の抜けた", "自分のほうへ引く", "両手で握手", "腕を組み", "ポケット", "隣の人を指す", "親指を立てる"], ["両手で握手", "笑顔で親指を立てる"]),
        })
        {
            var quiz = Book.Find("body", language)!.ExerciseOf("seen-quiz")!;
            Assert.Equal((ExerciseKind.Find, 10), (quiz.Kind, quiz.Items.Count));
            Assert.All(words, word => Assert.Contains(quiz.Items, item => item.Text.Contains(word, StringComparison.Ordinal)));
            Assert.Equal(2, quiz.Items.Count(item => !item.IsRight));
            Assert.All(may, word => Assert.Contains(quiz.Items, item => !item.IsRight && item.Text.Contains(word, StringComparison.Ordinal)));
            Assert.All(quiz.Items, item => Assert.False(string.IsNullOrEmpty(item.Why)));
        }
    }

    [Fact]
    [Trait("req", "BODY-13")]
    [Trait("req", "BODY-14")]
    public void One_sits_upright_turns_as_a_whole_and_overdoes_neither_face_nor_handshake()
    {
        foreach (var (language, good, bad, why) in new (string, string[], string[], string[])[]
        {
            ("en", ["without the backrest", "hands on the knees", "body and feet together, knees and heels together", "Eyes level, a smile", "neither crushes nor hesitates"], ["Leaning back at will", "Knees apart, feet splayed or turned in", "jiggling", "great play of the face"], ["the free toe points down", "Not too little expression, and not too much"]),
            ("zh-Hans", ["背不靠椅", "手放膝上", "身体和脚一起转，双膝并拢，脚跟靠拢", "目光平视，面带微笑", "不捏痛人，也不迟疑"], ["往后一靠", "两膝分开，两脚外撇或内扣", "抖动", "表情夸张"], ["脚尖朝下", "不能太少，也不能太多"]),
            ("ja", ["背もたれを使わず", "手はひざに", "体と足を一緒に。ひざとかかとをそろえる", "目の高さを合わせ、ほほえむ", "強く握りすぎず、ためらいもしない"], ["後ろへもたれる", "ひざを開き、足先を外や内に向ける", "揺らす", "大げさな表情"], ["つま先は下に", "少なすぎても多すぎても"]),
        })
        {
            var exercise = Book.Find("body", language)!.ExerciseOf("seen-sitting")!;
            Assert.All(good, word => Assert.Contains(exercise.Items, item => item.Group == exercise.Groups[0] && item.Text.Contains(word, StringComparison.Ordinal)));
            Assert.All(bad, word => Assert.Contains(exercise.Items, item => item.Group == exercise.Groups[1] && item.Text.Contains(word, StringComparison.Ordinal)));
            Assert.All(why, word => Assert.Contains(exercise.Items, item => item.Why?.Contains(word, StringComparison.Ordinal) is true));
        }
    }

    private static void Teaches(string course, string lesson, string[] en, string[] zh, string[] ja, bool anyLesson = false)
    {
        foreach (var (language, points) in new[] { ("en", en), ("zh-Hans", zh), ("ja", ja) })
        {
            var found = Book.Find(course, language)!;
            var text = anyLesson ? TextOf(found) : SearchTermsOf(WebUtility.HtmlDecode(found.LessonOf(lesson)!.Html));
            var missing = points.Where(point => !text.Contains(SearchTermsOf(point), StringComparison.Ordinal)).ToList();
            Assert.True(missing.Count == 0, $"{course} in {language} does not teach: {string.Join(" | ", missing)}");
        }
    }

    private static string TextOf(Course course) => SearchTermsOf(WebUtility.HtmlDecode(string.Concat(course.Lessons.Select(lesson => lesson.Title + lesson.Html))));

    // Markdown makes emphasis of some of the words, and typographic marks of others.
    private static string SearchTermsOf(string text) =>
        System.Text.RegularExpressions.Regex.Replace(text, "</?(em|strong)>", "").Replace('’', '\'').ToLowerInvariant();
}
