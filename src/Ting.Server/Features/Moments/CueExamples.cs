using Ting.Server.Features.Surveys.Questionnaires;

namespace Ting.Server.Features.Moments;

/// <param name="Source">From whom courses on service tell it.</param>
public sealed record CueExample(CueFeeling Feeling, CueArea Area, JourneyStage Stage, Wording Source, Wording Words)
{
    internal ExperienceCue ToCue(string language, DateTimeOffset now)
    {
        var cue = new ExperienceCue(now);
        cue.Describe(Words.In(language), Feeling, Area, Stage, CueStatus.Noticed, ownerId: null, Source.In(language), improvementId: null);
        return cue;
    }
}

/// <summary>What houses known for their service do, and what a desk that writes can make of it: waiting care (MOT-10), service without pressure (MOT-09), teaching before selling (MOT-12), and what drives people away (MOT-08).</summary>
public static class CueExamples
{
    private static readonly Wording HotPot = new("海底捞", "海底撈", "Haidilao");
    private static readonly Wording Ovens = new("格兰仕", "ギャランツ", "Galanz");
    private static readonly Wording Own = Wording.None;

    public static readonly IReadOnlyList<CueExample> All =
    [
        new(CueFeeling.Positive, CueArea.Service, JourneyStage.Select, Own, new("排队时告诉客户前面还有几位、大约多久，还可以选择回电", "お待ちの間に、順番とおおよその時間をお伝えし、折り返しのお電話も選んでいただく", "While people wait they see their place and about how long, and may choose to be called back")),
        new(CueFeeling.Positive, CueArea.Environment, JourneyStage.Select, HotPot, new("等位时有小吃、游戏、擦鞋和儿童乐园", "お待ちの間に、軽食やゲーム、靴磨き、お子さまの遊び場がある", "Snacks, games, shoe shine and a children's corner for those who wait")),
        new(CueFeeling.Positive, CueArea.Environment, JourneyStage.Learn, HotPot, new("代客停车，不论什么车都一样迎接", "どのような車でも、同じようにお迎えして駐車をお手伝いする", "Every car is met and parked the same way, whatever its make")),
        new(CueFeeling.Positive, CueArea.Service, JourneyStage.Use, HotPot, new("一桌一人专门照顾，可点半份，不劝酒，及时续水递毛巾", "一卓に一人が付き、半人前も選べる。お酒は勧めず、お茶とおしぼりは切らさない", "One person looks after one table; half portions, no pushing of drinks, refills and hot towels unasked")),
        new(CueFeeling.Positive, CueArea.Service, JourneyStage.Reflect, HotPot, new("记得老客户的名字和重要的日子", "なじみのお客様のお名前と大切な日を覚えている", "Names and dates of regular guests are remembered")),
        new(CueFeeling.Positive, CueArea.Service, JourneyStage.Buy, Own, new("消费少的客户受到同样的尊重，不在身后等着结账", "お支払いの少ない方にも同じ敬意で接し、そばで会計を待ち構えない", "Small spenders are respected like all others, and nobody stands behind them waiting for the bill")),
        new(CueFeeling.Positive, CueArea.Environment, JourneyStage.Use, Own, new("大厅与包间同样的服务", "広間でも個室でも、同じおもてなしをする", "The hall is served exactly like the private room")),
        new(CueFeeling.Positive, CueArea.Service, JourneyStage.Use, Own, new("问题没有解决之前，不向客户推销任何东西", "困りごとが片づくまでは、何もおすすめしない", "Nothing is offered for sale while a problem is unsolved")),
        new(CueFeeling.Positive, CueArea.Service, JourneyStage.Learn, Own, new("看到客户停在难填的一页，先问一句要不要帮忙", "入力の難しい画面で手が止まった方には、こちらからお声がけする", "Whoever stays long on a difficult page is asked whether help is wanted")),
        new(CueFeeling.Positive, CueArea.Product, JourneyStage.Learn, Ovens, new("先教大家怎么用：报纸专栏、免费菜谱，然后才谈购买", "売る前に使い方をお伝えする：新聞のコラム、無料のレシピ集", "People are taught first what a thing is good for (columns, free recipe books), and sold to afterwards")),
        new(CueFeeling.Positive, CueArea.Product, JourneyStage.Reflect, Ovens, new("再小的毛病也有人管", "どんな小さな不具合でも、担当が対応する", "However small the trouble with it, somebody takes care")),
        new(CueFeeling.Neutral, CueArea.Service, JourneyStage.Use, Own, new("转接后由新同事先说清已经知道什么，不让客户重讲", "引き継いだ担当が、うかがっている内容を先にお伝えし、同じ説明をお願いしない", "After a transfer the new colleague says first what is known; nobody tells it twice")),
        new(CueFeeling.Negative, CueArea.Product, JourneyStage.Select, Own, new("套餐太多太复杂，看不明白要付多少钱", "プランが多く複雑で、いくらかかるのか分かりにくい", "So many plans that nobody can tell what it will cost")),
        new(CueFeeling.Negative, CueArea.Service, JourneyStage.Buy, Own, new("下单要填很多次同样的资料", "申し込みで、同じ内容を何度も入力する", "The same details are asked for again and again while buying")),
    ];
}
