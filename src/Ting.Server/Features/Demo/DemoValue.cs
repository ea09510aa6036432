using Ting.Server.Features.Organisations;
using Ting.Server.Features.People;
using Ting.Server.Features.Value;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Search;

namespace Ting.Server.Features.Demo;

/// <summary>What the demo's customers bought in the last year, where they work, and how their value is counted.</summary>
internal sealed class DemoValue(Random chance, DateTimeOffset now)
{
    private const int Days = 360;

    private readonly Dictionary<string, Organisation> _organisations = [];

    public void Add(AppDb db, DemoBrand brand, IReadOnlyList<Person> people)
    {
        foreach (var (person, at) in people.Select((person, at) => (person, at)))
        {
            if (person.Company is { } company)
                Join(db, brand, person, company);
            Buy(db, brand, person, at);
        }
    }

    public void Settle(AppDb db)
    {
        var settings = new ValueSettings("CNY");
        settings.Change("CNY", 12, hourlyCost: 60_00, minutesAReply: 6, marginPercent: 45, [new TierRule("diamond", 6_000_00, 4_500_00), new TierRule("gold", 2_500_00, 1_800_00)], appliesTiers: false);
        db.ValueSettings.Add(settings);
        db.Enqueue(new CountValue(), now);
    }

    private void Join(AppDb db, DemoBrand brand, Person person, string company)
    {
        if (!_organisations.TryGetValue(company, out var organisation))
        {
            organisation = _organisations[company] = new Organisation(company, person.CreatedAt);
            db.Organisations.Add(organisation);
            db.Append(organisation.Log("organisation.added", "system", "{}", person.CreatedAt));
            db.AddNumbered(new SearchDocument(SaveOrganisation.SearchKind, organisation.Id, organisation.Id, company));
            foreach (var (group, value) in KnownOf(brand))
                db.OrganisationFacts.Add(new OrganisationFact(organisation.Id, group, value, FactSource.Ear, null, person.CreatedAt));
        }

        var place = new Membership(organisation.Id, person.Id, person.CreatedAt);
        place.Describe(brand.EngineLanguage switch { "zh" => "采购", "ja" => "総務部", _ => "Office" }, null, isKey: chance.Next(3) == 0);
        db.Memberships.Add(place);
    }

    // A few buy much and often, most once or twice: as in any shop.
    private void Buy(AppDb db, DemoBrand brand, Person person, int at)
    {
        var zeal = chance.NextDouble();
        var count = person.Tier is "diamond" ? 8 + chance.Next(6) : zeal < 0.12 ? 5 + chance.Next(5) : zeal < 0.6 ? 1 + chance.Next(2) : 0;
        var since = Days * chance.NextDouble() * (zeal < 0.3 ? 0.3 : 0.8); // some have not come for long
        for (var number = 0; number < count; number++)
        {
            var placed = now - TimeSpan.FromDays(since + ((Days - since) * number / count) + chance.NextDouble());
            var (item, price) = WaresOf(brand)[chance.Next(WaresOf(brand).Length)];
            var order = new Order(person.Id, $"{brand.Key}-{at:000}-{number:00}", placed);
            order.Record(person.Id, price * 100L * (1 + chance.Next(3)), CurrencyOf(brand), placed, [item], placed);
            if (placed > now.AddDays(-40)) // a few of the newest are late
                order.Expect(placed.AddDays(5), placed.AddDays(4) < now && (at + number) % 7 > 0 ? placed.AddDays(4) : null);
            db.Orders.Add(order);
        }
    }

    private static string CurrencyOf(DemoBrand brand) => brand.EngineLanguage switch { "zh" => "CNY", "ja" => "JPY", _ => "GBP" };

    private static (string Item, int Price)[] WaresOf(DemoBrand brand) => brand.EngineLanguage switch
    {
        "zh" => [("原木茶几", 1280), ("亚麻窗帘", 460), ("羊毛毯", 690), ("陶瓷台灯", 320), ("藤编收纳篮", 158)],
        "ja" => [("一泊二食 庭側の和室", 42_000), ("一泊朝食 洋室", 24_000), ("日帰り温泉と昼食", 9_800)],
        _ => [("Waxed jacket", 185), ("Walking boots", 140), ("Lambswool jumper", 75), ("Day pack", 60), ("Boot repair", 35)],
    };

    private static (string Group, string Value)[] KnownOf(DemoBrand brand) => brand.EngineLanguage switch
    {
        "zh" => [("structure", "老板直接决定采购，六个人"), ("business", "每季度换一次陈设"), ("competitors", "拼价格的连锁店，他们拼设计")],
        "ja" => [("structure", "総務部が宿泊を手配し、部長が決裁"), ("business", "春と秋に社員旅行"), ("products", "ほかの旅館も年に一度利用")],
        _ => [("structure", "The bursar signs; the group leader chooses"), ("business", "Two trips a year, about thirty people"), ("products", "Hires tents elsewhere")],
    };
}
