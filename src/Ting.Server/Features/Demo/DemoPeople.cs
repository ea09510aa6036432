using System.Globalization;
using Ting.Server.Features.People;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Search;

namespace Ting.Server.Features.Demo;

/// <summary>The customers of the demo: whom we know, since when, and what about them.</summary>
internal sealed class DemoPeople(Random chance, DateTimeOffset now)
{
    /// <summary>Puts a brand's customers into the database, each with identities, and most with facts and dates.</summary>
    public IReadOnlyList<Person> Add(AppDb db, DemoBrand brand)
    {
        var people = new List<Person>();
        foreach (var (name, written) in DemoNames.Of(brand.EngineLanguage, brand.People, chance))
        {
            var since = now - TimeSpan.FromDays(95 + (chance.NextDouble() * chance.NextDouble() * 2100));
            var person = new Person(name, brand.Language, since);
            person.Add("email", $"{written}@mail.example", verified: chance.NextDouble() < 0.7, since);
            if (chance.NextDouble() < 0.55)
                person.Add("phone", Phone(brand, people.Count), verified: chance.NextDouble() < 0.4, since);
            if (chance.NextDouble() < 0.3)
                person.Add("account", $"{brand.Key}-{10_000 + (people.Count * 7)}", verified: true, since);

            var tier = people.Count == 0 ? "diamond" : chance.NextDouble() switch { < 0.04 => "diamond", < 0.15 => "gold", _ => null };
            person.Describe(null, chance.NextDouble() < 0.05 ? Company(brand) : null, tier, since);
            if (people.Count % 60 == 1)
                person.UseAccessLane(true, since);
            db.People.Add(person);
            db.AddNumbered(person.Log("person.added", "system", "{}", since));
            db.AddNumbered(new SearchDocument("person", person.Id, person.Id, [person.Name, .. person.Identities.Select(identity => identity.Value)]));
            AddFacts(db, brand, person);
            AddDates(db, brand, person);
            people.Add(person);
        }

        return people;
    }

    private void AddFacts(AppDb db, DemoBrand brand, Person person)
    {
        if (chance.NextDouble() < 0.4)
            return;

        var known = FactsOf(brand);
        chance.Shuffle(known);
        foreach (var fact in known.Take(1 + chance.Next(3)))
        {
            var at = person.CreatedAt + ((now - person.CreatedAt) * chance.NextDouble());
            db.Facts.Add(new Fact(person.Id, fact.Attribute, fact.Value, fact.Source, fact.Quote, null,
                fact.Source is FactSource.Heart ? 0.62 + (chance.Next(25) / 100.0) : 1, FactStatus.Accepted, at));
        }
    }

    private void AddDates(AppDb db, DemoBrand brand, Person person)
    {
        if (chance.NextDouble() < 0.65)
            return;

        var day = now.AddDays(chance.Next(365));
        var (kind, label) = chance.Next(4) switch
        {
            0 => ("anniversary", brand.EngineLanguage switch { "zh" => "结婚纪念日", "ja" => "結婚記念日", _ => "Wedding anniversary" }),
            1 => ("other", brand.EngineLanguage switch { "zh" => "父亲生日", "ja" => "お母様のお誕生日", _ => "Daughter’s birthday" }),
            _ => ("birthday", brand.EngineLanguage switch { "zh" => "生日", "ja" => "お誕生日", _ => "Birthday" }),
        };
        db.ImportantDates.Add(new ImportantDate(person.Id, kind, label, chance.Next(3) == 0 ? 1955 + chance.Next(50) : null, day.Month, day.Month == 2 ? Math.Min(day.Day, 28) : day.Day, person.CreatedAt));
    }

    // Ranges that no telephone company hands out.
    private static string Phone(DemoBrand brand, int number) => brand.EngineLanguage switch
    {
        "zh" => string.Create(CultureInfo.InvariantCulture, $"+86 100 0000 {1000 + number:0000}"),
        "ja" => string.Create(CultureInfo.InvariantCulture, $"+81 70 0000 {1000 + number:0000}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"+44 7700 900{number:000}"),
    };

    private string Company(DemoBrand brand)
    {
        string[] names = brand.EngineLanguage switch
        {
            "zh" => ["南溪设计工作室", "青禾民宿", "远山咖啡"],
            "ja" => ["株式会社みなと設計", "あおば商事", "さくら旅行社"],
            _ => ["Fell & Ford Guiding", "St Anne’s Primary School", "Northway Scouts"],
        };
        return names[chance.Next(names.Length)];
    }

    private static KnownFact[] FactsOf(DemoBrand brand) => brand.EngineLanguage switch
    {
        "zh" =>
        [
            new("colour.like", "原木色", FactSource.Ear, "家里都是原木色,配着好看"),
            new("colour.like", "紫色", FactSource.Ear, "紫色是我的幸运色"),
            new("delivery.like", "晚上七点以后收货", FactSource.Ear, "白天家里没人,晚上七点以后送"),
            new("channel.like", "文字聊天", FactSource.Ear, "打字就行,别打电话"),
            new("material.dislike", "塑料味", FactSource.Ear, "有塑料味的我一律不要"),
            new("time.like", "总在晚上 9 点后下单", FactSource.Eye, null),
            new("payment.like", "货到付款", FactSource.Eye, null),
            new("occupation", "中学老师", FactSource.Ear, "我在中学教书,白天不方便接"),
            new("family", "家里有两岁的孩子", FactSource.Ear, "家里还有个两岁的娃"),
            new("style.like", "重视体面,送礼多于自用", FactSource.Heart, null),
        ],
        "ja" =>
        [
            new("allergy", "そば", FactSource.Ear, "そばアレルギーがあります"),
            new("food.like", "焼き魚の朝食", FactSource.Ear, "朝は焼き魚がいいです"),
            new("time.like", "静かな平日に泊まる", FactSource.Eye, null),
            new("channel.like", "メール", FactSource.Ear, "ご連絡はメールでお願いします"),
            new("family", "足の悪いお母様と一緒に泊まる", FactSource.Ear, "母の足が悪いので"),
            new("style.like", "庭の見える部屋", FactSource.Ear, "庭が見えるお部屋が好きです"),
            new("payment.like", "現地でのお支払い", FactSource.Eye, null),
            new("style.like", "にぎやかさより静けさを大切にする", FactSource.Heart, null),
        ],
        _ =>
        [
            new("size.like", "Large", FactSource.Eye, null),
            new("material.dislike", "Down", FactSource.Ear, "I won’t buy down"),
            new("colour.like", "Green", FactSource.Ear, "always green if you have it"),
            new("channel.like", "Chat", FactSource.Ear, "easier to type than ring"),
            new("delivery.like", "Pick-up at Kendal", FactSource.Eye, null),
            new("occupation", "Mountain leader", FactSource.Ear, "I lead groups most weekends"),
            new("family", "Hikes with a daughter of nine", FactSource.Ear, "my nine-year-old comes along"),
            new("style.like", "Mends things rather than buying new", FactSource.Heart, null),
        ],
    };

    private sealed record KnownFact(string Attribute, string Value, FactSource Source, string? Quote);
}
