using FsCheck;
using FsCheck.Fluent;
using Ting.Server.Features.Consents;
using Ting.Server.Features.Conversations.Promises;
using Ting.Server.Features.Products;
using Ting.Server.Features.Recommendations;
using Ting.Server.Features.Surveys.Questionnaires;

namespace Ting.Server.Tests.Features.Recommendations;

[Trait("req", "PERS-02"), Trait("req", "PERS-03"), Trait("req", "PERS-04")]
public sealed class RecommendationJudgeTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);
    private static readonly IReadOnlyDictionary<string, ConsentState> Agreed = new Dictionary<string, ConsentState> { ["advice"] = ConsentState.Given };

    [Fact]
    public void A_wish_finds_what_fits_it_and_says_whose_words_it_rests_on()
    {
        var wish = Fact("colour.like", "紫色", "我最喜欢紫色");
        var person = Person() with { Facts = [wish], Products = [Ware("P1", "布艺", "紫色"), Ware("P2", "布艺", "紫"), Ware("P3", "灯具", "淡紫色"), Ware("P4", "灯具", "白色")], Consents = Agreed };

        var found = Of(person, RecommendationRule.Product);

        Assert.Equal(["P1", "P2", "P3"], found.Select(it => it.Words));
        Assert.All(found, it => Assert.Equal((ReasonKind.Fact, "colour.like=紫色", "我最喜欢紫色", wish.Id), (it.Because[0].Kind, it.Because[0].Words, it.Because[0].Quote, it.Because[0].SourceId!.Value)));
    }

    [Fact]
    public void What_they_dislike_are_allergic_to_or_own_already_is_not_recommended()
    {
        var person = Person() with
        {
            Facts = [Fact("colour.like", "blue"), Fact("material.dislike", "wool"), Fact("allergy", "nickel")],
            Products = [Ware("Scarf", "", "blue", "wool"), Ware("Watch", "", "blue", "nickel"), Ware("Cap", "", "blue"), Ware("Bag", "", "blue")],
            Orders = [Bought(40, "Cap")],
            Consents = Agreed,
        };

        Assert.Equal(["Bag"], Of(person, RecommendationRule.Product).Select(it => it.Words));
    }

    [Fact]
    public void A_word_of_letters_counts_whole() =>
        Assert.Empty(Of(Person() with { Facts = [Fact("colour.like", "tired of grey")], Products = [Ware("A", "", "red")], Consents = Agreed }, RecommendationRule.Product));

    [Fact]
    public void What_was_told_for_advice_is_used_for_advice_and_what_was_told_to_be_served_is_not()
    {
        ProductEntry[] wares = [Ware("A", "", "紫色")];
        var served = RecommendationJudge.Of(Person() with { Facts = [Fact("colour.like", "紫色")], Products = wares });
        var advised = RecommendationJudge.Of(Person() with { Facts = [Fact("colour.like", "紫色") with { Purpose = "advice" }], Products = wares });

        Assert.DoesNotContain(served.Items, it => it.Rule is RecommendationRule.Product);
        Assert.Contains(new Held(PlanPart.Product, HeldWhy.NotAsked), served.Left);
        Assert.Contains(advised.Items, it => it.Rule is RecommendationRule.Product);
    }

    [Fact]
    public void What_runs_out_is_thought_of_before_the_customer_does_and_only_until_it_is_bought_again()
    {
        var wax = Ware("Boot wax", "") with { LastsDays = 90 };
        PersonCase After(params int[] daysAgo) => Person() with { Products = [wax], Orders = [.. daysAgo.Select(days => Bought(days, "boot WAX"))], Consents = Agreed };

        Assert.Empty(Of(After(60), RecommendationRule.SuppliesEnding));
        Assert.Equal(Now.AddDays(8), Assert.Single(Of(After(82), RecommendationRule.SuppliesEnding)).At);
        Assert.Empty(Of(After(82, 3), RecommendationRule.SuppliesEnding));
        Assert.Empty(Of(After(200), RecommendationRule.SuppliesEnding));
    }

    [Fact]
    public void Who_buys_again_and_again_is_told_about_the_next_time()
    {
        var person = Person() with { Orders = [Bought(91, "Tea"), Bought(60, "Tea"), Bought(30, "Tea")], Consents = Agreed };

        var due = Assert.Single(Of(person, RecommendationRule.RepeatDue));

        Assert.Contains(due.Because, it => it.Number == 3);
        Assert.Empty(Of(person with { Orders = [Bought(91, "Tea"), Bought(60, "Tea"), Bought(10, "Tea")] }, RecommendationRule.RepeatDue));
        Assert.Empty(Of(person with { Orders = [Bought(60, "Tea"), Bought(30, "Tea")] }, RecommendationRule.RepeatDue));
    }

    [Fact]
    public void An_order_that_is_late_is_told_before_anybody_asks()
    {
        var late = Bought(9, "Lamp") with { DueAt = Now.AddDays(-1) };

        Assert.Equal("contract", Assert.Single(Of(Person() with { Orders = [late] }, RecommendationRule.OrderLate)).Purpose);
        Assert.Empty(Of(Person() with { Orders = [late with { DeliveredAt = Now.AddHours(-2) }] }, RecommendationRule.OrderLate));
        Assert.Empty(Of(Person() with { Orders = [late with { DueAt = Now.AddDays(1) }] }, RecommendationRule.OrderLate));
    }

    [Fact]
    public void A_mood_falls_over_three_conversations_and_nobody_looks_where_they_do_not_wish_it()
    {
        Talk[] talks = [Talk(30, 1), Talk(20, 0), Talk(10, -1)];

        Assert.Single(Of(Person() with { Talks = talks }, RecommendationRule.MoodFalling));
        Assert.Empty(Of(Person() with { Talks = [talks[0], talks[2], talks[1]] }, RecommendationRule.MoodFalling));
        var hidden = RecommendationJudge.Of(Person() with { Talks = [.. talks.Select(it => it with { MoodHidden = true, Level = null })] });
        Assert.Equal([new Held(PlanPart.Care, HeldWhy.MoodHidden)], hidden.Left);
        Assert.DoesNotContain(hidden.Items, it => it.Rule is RecommendationRule.MoodFalling);
    }

    [Fact]
    [Trait("req", "OMNI-01")]
    public void They_are_reached_the_way_they_like_and_not_at_quiet_times()
    {
        var person = Person() with { Talks = [Talk(9, null), Talk(6, null), Talk(3, null)], Facts = [Fact("channel.dislike", "电话"), Fact("time.dislike", "上午")] };

        var way = Assert.Single(Of(person, RecommendationRule.ContactWay));

        Assert.Contains(way.Because, it => it.Words == "channel=chat");
        Assert.Contains(way.Because, it => it.Words == "channel.dislike=电话");
        Assert.Equal(Now.AddHours(2), RecommendationJudge.Of(person).QuietUntil); // it is ten; the morning ends at twelve
        Assert.Null(RecommendationJudge.Of(Person()).QuietUntil);
        Assert.Equal(Now.AddDays(1).AddHours(-2), RecommendationJudge.Of(Person() with { At = Now.AddHours(13) }).QuietUntil);
    }

    [Fact]
    public void Who_has_calmed_down_has_not_got_what_they_came_for_yet()
    {
        var person = Person() with { Facts = [Fact("colour.like", "blue")], Products = [Ware("A", "", "blue")], Consents = Agreed, Talks = [Talk(1, 0) with { Open = true, Worst = -1 }] };

        Assert.Empty(Of(person, RecommendationRule.Product));
        Assert.Contains(new Held(PlanPart.Product, HeldWhy.Unsolved), RecommendationJudge.Of(person).Left);
        Assert.Single(Of(person with { Talks = [Talk(1, 0) with { Worst = -1 }] }, RecommendationRule.Product));
    }

    [Fact]
    public void What_was_answered_is_not_said_again_for_its_time()
    {
        var promise = new MadePromise(Guid.CreateVersion7(), 1, "call back", Now.AddHours(3), PromiseState.Open, null);
        var key = Assert.Single(RecommendationJudge.Of(Person() with { Promises = [promise] }).Items).Key;

        Assert.Empty(RecommendationJudge.Of(Person() with { Promises = [promise], Answered = new Dictionary<string, DateTimeOffset> { [key] = Now.AddDays(1) } }).Items);
        Assert.Single(RecommendationJudge.Of(Person() with { Promises = [promise], Answered = new Dictionary<string, DateTimeOffset> { [key] = Now } }).Items);
    }

    [Fact]
    public void The_middle_gap_lies_between_the_shortest_and_the_longest() => Prop.ForAll<byte[]>(days =>
    {
        DateTimeOffset[] bought = [.. days.Select(day => Now.AddDays(day)).Distinct().Order()];
        var gap = ProductRules.MedianGap(bought);
        if (bought.Length < 3)
            return gap is null;

        TimeSpan[] gaps = [.. bought.Zip(bought.Skip(1), (one, next) => next - one)];
        return gap >= gaps.Min() && gap <= gaps.Max() && gap == ProductRules.MedianGap(bought.Reverse());
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Nothing_is_sold_while_something_is_unsolved_nothing_is_used_that_was_refused_and_everything_has_its_reason() => Prop.ForAll<int>(seed =>
    {
        var person = Any(new Random(seed));
        var advice = RecommendationJudge.Of(person);
        return advice.Items.All(it => it.Because.Count > 0 && it.Because.All(reason => reason.SourceId is not null || reason.Number > 0))
            && (!RecommendationJudge.IsUnsolved(person) || advice.Items.All(it => !Recommendation.Sells(it.Rule)))
            && advice.Items.All(it => !(person.Consents.TryGetValue(it.Purpose, out var said) && said is ConsentState.Refused))
            && (person.Consents.ContainsKey("advice") || advice.Items.All(it => it.Rule is not (RecommendationRule.RepeatDue or RecommendationRule.SuppliesEnding)))
            && advice.Items.All(it => !person.Answered.ContainsKey(it.Key))
            && advice.Items.Select(it => it.Key).Distinct().Count() == advice.Items.Count
            && advice.Items.SequenceEqual(RecommendationJudge.Of(person).Items, EqualityComparer<Recommendation>.Create((one, other) => one!.Key == other!.Key));
    }).QuickCheckThrowOnFailure();

    [Fact]
    [Trait("req", "TRAP-07"), Trait("req", "TRAP-08")]
    public void Nothing_they_look_at_is_a_tier_an_amount_an_age_or_a_gender()
    {
        Type[] seen = [typeof(PersonCase), typeof(KnownFact), typeof(Talk), typeof(Purchase), typeof(Belonging), typeof(ProvenIdentity), typeof(NearDate)];

        Assert.DoesNotContain(seen.SelectMany(type => type.GetProperties()), property => new[] { "tier", "amount", "revenue", "profit", "gender", "sex", "age", "value" }.Contains(property.Name.ToLowerInvariant()) && property.DeclaringType != typeof(KnownFact));
    }

    private static PersonCase Any(Random chance)
    {
        bool Some() => chance.Next(3) == 0;
        ProductEntry[] wares = [Ware("Tea", "food", "green") with { LastsDays = 30 }, Ware("Cup", "food", "blue"), Ware("Coat", "wear", "blue")];
        var person = Person() with
        {
            Facts = [.. new[] { Fact("colour.like", "blue"), Fact("colour.dislike", "green"), Fact("address", "1 Road"), Fact("channel.like", "mail") with { ReviewAt = Now.AddDays(-1) } }.Where(_ => Some()).Select(it => it with { Purpose = Some() ? "advice" : "service" })],
            Promises = Some() ? [new MadePromise(Guid.CreateVersion7(), 1, "x", Now.AddHours(chance.Next(-50, 50)), (PromiseState)chance.Next(4), Now.AddDays(-1))] : [],
            Complaints = Some() ? [new OpenComplaint(Guid.CreateVersion7(), 2, "y", Now)] : [],
            Talks = [.. Enumerable.Range(0, chance.Next(5)).Select(at => Talk(50 - at, chance.Next(-2, 3)) with { Open = Some(), Messages = chance.Next(30) })],
            Score = Some() ? new LowScore(Guid.CreateVersion7(), 1, 2, "", Now.AddDays(-2)) : null,
            Dates = Some() ? [new NearDate(Guid.CreateVersion7(), "birthday", "", Now.AddDays(chance.Next(-3, 12)))] : [],
            Orders = [.. Enumerable.Range(0, chance.Next(6)).Select(at => Bought(150 - (at * 30), Some() ? "Tea" : "Cup") with { DueAt = Some() ? Now.AddDays(-1) : null })],
            Segments = Some() ? [new Belonging(Guid.CreateVersion7(), "s", "do it")] : [],
            Identities = Some() ? [new ProvenIdentity(Guid.CreateVersion7(), "email", Some())] : [],
            Products = wares,
            Consents = new[] { "advice", "greeting" }.Where(_ => Some()).ToDictionary(it => it, _ => (ConsentState)chance.Next(2)),
        };
        return Some() && RecommendationJudge.Of(person).Items is [var first, ..] ? person with { Answered = new Dictionary<string, DateTimeOffset> { [first.Key] = Now.AddDays(1) } } : person;
    }

    private static IReadOnlyList<Recommendation> Of(PersonCase person, RecommendationRule rule) => [.. RecommendationJudge.Of(person).Items.Where(it => it.Rule == rule)];

    private static PersonCase Person() => new() { At = Now };

    private static KnownFact Fact(string attribute, string value, string? quote = null) => new(Guid.CreateVersion7(), attribute, value, quote, "service", Now.AddDays(-5), Now.AddMonths(6));

    private static ProductEntry Ware(string sku, string category, params string[] words) => new(Guid.CreateVersion7(), sku, Wording.None, category, words, null, "", null);

    private static Purchase Bought(int daysAgo, string item) => new(Guid.CreateVersion7(), "N", Now.AddDays(-daysAgo), [item]);

    private static Talk Talk(int daysAgo, int? level) => new(Guid.CreateVersion7(), daysAgo, "chat", Now.AddDays(-daysAgo), Now.AddDays(-daysAgo), level, false, false, 3);
}
