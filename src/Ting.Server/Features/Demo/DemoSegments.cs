using Ting.Server.Features.Automation.Rules;
using Ting.Server.Features.Fields;
using Ting.Server.Features.People;
using Ting.Server.Features.Segments;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;

namespace Ting.Server.Features.Demo;

/// <summary>What the three brands ask of their customers beyond the usual, and three kinds of customers with how to serve them.</summary>
internal static class DemoSegments
{
    private static readonly FieldOption[] Animals = [new("cat", new("猫", "猫", "Cat")), new("dog", new("狗", "犬", "Dog")), new("bird", new("鸟", "鳥", "Bird"))];
    private static readonly FieldOption[] Rooms = [new("garden", new("看得见庭院", "庭の見える部屋", "Facing the garden")), new("quiet", new("安静的一侧", "静かな側", "On the quiet side")), new("lift", new("靠近电梯", "エレベーターの近く", "Near the lift"))];

    public static void Add(AppDb db, IReadOnlyDictionary<string, IReadOnlyList<Person>> people, Random chance, DateTimeOffset now)
    {
        var since = now.AddDays(-80);
        var pets = Field("pets", FieldKind.Choices, 0, new("家里的宠物", "ペット", "Pets at home"), new("推荐面料和清洁用品时用得上。", "生地や掃除用品をおすすめするときに。", "For fabrics and cleaning."));
        pets.Offer(Animals);
        var shoe = Field("shoe-size", FieldKind.Number, 1, new("鞋码", "靴のサイズ", "Shoe size"), Wording.None);
        shoe.Measure("EU", 20 * FieldReading.Parts, 52 * FieldReading.Parts);
        var card = Field("card-until", FieldKind.Date, 2, new("会员卡到期", "会員証の期限", "Card valid until"), Wording.None);
        var letters = Field("letters", FieldKind.YesNo, 3, new("愿意收到节日问候", "季節のごあいさつを希望", "Likes seasonal greetings"), Wording.None);
        var room = Field("room", FieldKind.Choice, 4, new("喜欢的房间", "お好みのお部屋", "Preferred room"), Wording.None);
        room.Offer(Rooms);
        CustomField[] fields = [pets, shoe, card, letters, room];
        db.AddRange(fields);
        foreach (var field in fields)
            db.Append(field.Log("field.added", "system", since));

        foreach (var (brand, of) in people)
        {
            foreach (var person in of)
                Fill(db, brand, person, fields, chance, now);
        }

        Segment[] segments =
        [
            Segment("好久没来的老主顾", "heart", RuleMatch.All,
                [new(SegmentField.Tier, SegmentOperator.Is, ["diamond", "gold"]), new(SegmentField.LastContact, SegmentOperator.AtLeast, ["30"])],
                "先谢谢他们一直以来的信任，再问最近用得怎么样。\n不推销。有不满的，当场记下并由同一个人跟到底。", since),
            Segment("静けさを大切にするお客様", "eye", RuleMatch.Any,
                [new(SegmentField.Fact, SegmentOperator.Is, ["静か", "静けさ"], "style.like"), new(SegmentField.Own, SegmentOperator.Is, ["quiet"], room.Id.ToString())],
                "ご連絡は一度で済むようにまとめ、お電話は避けます。\nお部屋は奥の静かな側を先にご案内します。", since),
            Segment("Card ends within a month", "warning", RuleMatch.All,
                [new(SegmentField.Own, SegmentOperator.AtLeast, [SegmentValues.Today], card.Id.ToString()), new(SegmentField.Own, SegmentOperator.AtMost, ["today+30"], card.Id.ToString())],
                "Answer what they came for first. Then mention once, in one sentence, that the card ends and how to renew it.", since),
        ];
        db.AddRange(segments);
        foreach (var segment in segments)
            db.Enqueue(new CountSegment(segment.Id), now);

        CustomField Field(string key, FieldKind kind, int position, Wording names, Wording help)
        {
            var field = new CustomField(key, kind, position, since);
            field.Describe(names, help, required: false);
            return field;
        }
    }

    private static void Fill(AppDb db, string brand, Person person, CustomField[] fields, Random chance, DateTimeOffset now)
    {
        var (pets, shoe, card, letters, room) = (fields[0], fields[1], fields[2], fields[3], fields[4]);
        if (brand is "hemu" && chance.NextDouble() < 0.4)
        {
            foreach (var (place, option) in Animals.Where(_ => chance.Next(3) > 0).Index())
                db.FieldValues.Add(new FieldValue(person.Id, pets.Id, place, new FieldContent(option.Key, option.Key, null)));
        }

        if (brand is "harbour" && chance.NextDouble() < 0.5)
            db.FieldValues.Add(new FieldValue(person.Id, shoe.Id, 0, FieldContent.OfNumber((36 * FieldReading.Parts) + (chance.Next(24) * FieldReading.Parts / 2))));
        if (brand is "hanare" && chance.NextDouble() < 0.45 && Rooms[chance.Next(Rooms.Length)] is var chosen)
            db.FieldValues.Add(new FieldValue(person.Id, room.Id, 0, new FieldContent(chosen.Key, chosen.Key, null)));
        if (person.Tier is not null || chance.NextDouble() < 0.2)
            db.FieldValues.Add(new FieldValue(person.Id, card.Id, 0, FieldContent.OfNumber(DateOnly.FromDateTime(now.UtcDateTime).AddDays(chance.Next(-20, 340)).DayNumber)));
        if (chance.NextDouble() < 0.3)
            db.FieldValues.Add(new FieldValue(person.Id, letters.Id, 0, FieldContent.OfNumber(chance.Next(4) > 0 ? 1 : 0)));
    }

    private static Segment Segment(string name, string colour, RuleMatch match, SegmentCondition[] conditions, string strategy, DateTimeOffset since)
    {
        var segment = new Segment(since);
        segment.Describe(name, strategy, colour);
        segment.If(match, conditions);
        return segment;
    }
}
