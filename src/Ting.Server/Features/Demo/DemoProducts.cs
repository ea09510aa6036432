using Ting.Server.Features.Consents;
using Ting.Server.Features.People;
using Ting.Server.Features.Products;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Demo;

/// <summary>What the three brands sell, and which customers let us make use of what they told us.</summary>
internal static class DemoProducts
{
    private static readonly (string Sku, Wording Names, string Category, string[] Words, int Price, string Currency, int? Lasts)[] Wares =
    [
        ("HM-101", new("原木茶几", "無垢材のローテーブル", "Solid wood coffee table"), "家具", ["原木", "木", "浅色", "茶几"], 1280, "CNY", null),
        ("HM-114", new("亚麻窗帘", "リネンのカーテン", "Linen curtains"), "布艺", ["亚麻", "米色", "灰色", "窗帘"], 460, "CNY", null),
        ("HM-117", new("遮光窗帘 雾蓝", "遮光カーテン ブルーグレー", "Blackout curtains, mist blue"), "布艺", ["蓝色", "遮光", "窗帘"], 520, "CNY", null),
        ("HM-120", new("羊毛毯", "ウールの毛布", "Wool blanket"), "布艺", ["羊毛", "白色", "米色", "毯子"], 690, "CNY", null),
        ("HM-121", new("棉毯 紫藤色", "コットンケット 藤色", "Cotton throw, wisteria"), "布艺", ["棉", "紫色", "毯子"], 268, "CNY", null),
        ("HM-133", new("陶瓷台灯", "陶器のテーブルランプ", "Ceramic table lamp"), "灯具", ["陶瓷", "白色", "暖光"], 320, "CNY", null),
        ("HM-134", new("落地灯 胡桃木", "ウォールナットのフロアランプ", "Walnut floor lamp"), "灯具", ["胡桃木", "木", "深色"], 880, "CNY", null),
        ("HM-150", new("藤编收纳篮", "籐の収納かご", "Rattan basket"), "收纳", ["藤", "浅色"], 158, "CNY", null),
        ("HM-190", new("木器保养油", "木製品の手入れオイル", "Wood care oil"), "家具", ["木", "保养"], 68, "CNY", 120),
        ("HN-01", new("一泊二食 庭景和室", "一泊二食 庭側の和室", "One night, two meals, garden room"), "宿泊", ["静か", "和室", "庭"], 42_000, "JPY", null),
        ("HN-02", new("一泊早餐 洋室", "一泊朝食 洋室", "One night, breakfast, western room"), "宿泊", ["洋室", "ベッド"], 24_000, "JPY", null),
        ("HN-05", new("当日温泉与午餐", "日帰り温泉と昼食", "Day bath and lunch"), "日帰り", ["温泉", "昼食"], 9_800, "JPY", null),
        ("HN-06", new("精进料理午餐", "精進料理の昼食", "Temple-style vegetarian lunch"), "日帰り", ["野菜", "精進", "昼食"], 6_400, "JPY", null),
        ("HB-10", new("打蜡夹克", "ワックスジャケット", "Waxed jacket"), "Clothing", ["waxed", "green", "cotton"], 185, "GBP", null),
        ("HB-11", new("羊羔毛衫", "ラムウールのセーター", "Lambswool jumper"), "Clothing", ["wool", "blue", "grey", "soft"], 75, "GBP", null),
        ("HB-20", new("登山靴", "ウォーキングブーツ", "Walking boots"), "Boots", ["leather", "brown", "wide"], 140, "GBP", null),
        ("HB-21", new("靴子保养膏", "ブーツ用クリーム", "Boot wax"), "Boots", ["leather", "care"], 9, "GBP", 90),
        ("HB-30", new("日用背包", "デイパック", "Day pack"), "Packs", ["blue", "green", "light"], 60, "GBP", null),
    ];

    public static void Add(AppDb db, IReadOnlyDictionary<string, IReadOnlyList<Person>> people, Random chance, DateTimeOffset now)
    {
        foreach (var (sku, names, category, words, price, currency, lasts) in Wares)
        {
            var product = new Product(sku, now.AddDays(-80));
            product.Describe(names, category, words, active: true);
            product.Sell(price * 100L, currency, lasts);
            db.Products.Add(product);
        }

        foreach (var (brand, person) in people.SelectMany(of => of.Value.Select(person => (of.Key, person))))
        {
            if (chance.NextDouble() is < 0.4 and var share)
                Ask(db, person, "advice", share < 0.34, brand, now.AddDays(-chance.Next(2, 60)));
            if (chance.NextDouble() < 0.15)
                Ask(db, person, "greeting", chance.Next(4) > 0, brand, now.AddDays(-chance.Next(2, 60)));
        }
    }

    private static void Ask(AppDb db, Person person, string purpose, bool agreed, string brand, DateTimeOffset at)
    {
        var consent = new Consent(person.Id, purpose);
        consent.Say(agreed ? ConsentState.Given : ConsentState.Refused, (brand, agreed) switch
        {
            ("hemu", true) => "可以，有合适的告诉我。",
            ("hemu", false) => "不用了，谢谢。",
            ("hanare", true) => "はい、お願いします。",
            ("hanare", false) => "今は結構です。",
            (_, true) => "Sure, go ahead.",
            _ => "I'd rather not.",
        }, "system", at);
        db.Consents.Add(consent);
    }
}
