using System.Text.Json;
using Ting.Server.Features.Inboxes;

namespace Ting.Server.Features.Chat;

/// <summary>What a visitor may pick before the chat, as the inbox lists it.</summary>
public sealed record ChatTopic(string Key, string Zh, string Ja, string En)
{
    private static readonly ChatTopic[] Usual =
    [
        new("order", "订单配送", "ご注文・配送", "Orders and delivery"),
        new("product", "产品问题", "商品について", "A product problem"),
        new("gift", "送礼挑选", "贈り物の相談", "Choosing a gift"),
        new("other", "其他", "その他", "Something else"),
    ];

    public static IReadOnlyList<ChatTopic> In(Inbox inbox)
    {
        try
        {
            return JsonSerializer.Deserialize<ChatTopic[]>(inbox.Topics, JsonSerializerOptions.Web) is { Length: > 0 } own ? own : Usual;
        }
        catch (JsonException)
        {
            return Usual;
        }
    }

    public string In(string language) => language switch { "ja" => Ja, "en" => En, _ => Zh };
}
