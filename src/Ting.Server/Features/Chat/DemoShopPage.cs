using Microsoft.AspNetCore.Http.HttpResults;
using Ting.Server.Features.Settings;

namespace Ting.Server.Features.Chat;

/// <summary>A shop to try the chat in; only the demo workspace has one.</summary>
public sealed record DemoShopPage(string Key, string Language, string Colour, string Name, string[] Menu, string Shelf, string Product, string Lead, string Price, string Unit, string Choice, string[] Choices, string Buy, string Other, string[] Facts, string Foot)
{
    public static readonly IReadOnlyList<DemoShopPage> All =
    [
        new("hemu", "zh-Hans", "#176a5b", "禾木生活", ["净水", "厨房", "茶与咖啡", "礼盒"], "净水 · 台面系列", "清露台面净饮机 S2", "六档水温，三秒出热水。寿辰与乔迁，可配手写贺卡与礼盒。", "¥1,899", "",
            "颜色", ["藕紫", "云白"], "加入购物车", "送礼", ["现货次日达；藕紫 11 月 28 日起发货", "两年保修，上门取件", "30 天无理由退换"], "禾木生活是虚构的品牌，用来演示聊天窗。"),
        new("hanare", "ja", "#3a4a8c", "はなれ屋", ["お部屋", "お料理", "湯どころ", "交通"], "離れ · 露天風呂付き", "離れ「月の間」", "庭に面した十二畳と檜の露天風呂。還暦や記念の日には、お祝い膳と花をご用意いたします。", "¥38,500", "／お一人様・一泊二食",
            "ご夕食", ["会席料理", "精進料理"], "ご予約へ進む", "贈り物に", ["チェックイン 15:00、チェックアウト 11:00", "最寄り駅から無料送迎", "三日前までお取り消し無料"], "はなれ屋はチャットをお試しいただくための架空の宿です。"),
        new("harbour", "en", "#7a4a12", "Harbour & Pine", ["Tents", "Packs", "Clothing", "Repairs"], "Tents · two people", "Ridge 2 tent", "Up in four minutes, dry in a gale. Every seam is taped by hand, and we mend it for as long as you own it.", "£329", "",
            "Colour", ["Pine", "Sand"], "Add to basket", "Give it", ["In stock, with you in two days", "Repairs for life", "60 days to change your mind"], "Harbour & Pine is made up, so that you can try the chat."),
    ];

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/demo/shop", async Task<IResult> (string? brand, CurrentWorkspace current, HttpContext http, CancellationToken cancel) =>
        {
            if (await current.FindAsync(cancel) is not { IsDemo: true })
                return TypedResults.NotFound();

            var page = All.FirstOrDefault(it => it.Key == brand) ?? All[0];
            http.Response.Headers.ContentLanguage = page.Language;
            return new RazorComponentResult<DemoShop>(new { Page = page });
        }).AllowAnonymous().ExcludeFromDescription();
}
