using Ting.Server.Features.Inboxes;

namespace Ting.Server.Features.Chat;

/// <summary>What the window needs to know before the first message.</summary>
public static class ShowConfig
{
    public sealed record Response(
        string Name, string Brand, string? Color, IReadOnlyList<string> Languages, bool Online, IReadOnlyList<AgentShown> Agents, int? ExpectedWaitSeconds, string? OpeningHours,
        IReadOnlyList<Topic> Topics, bool AskName, bool AskEmail, bool AskOrder, bool AskAccess, bool EmotionNotice, long MaxFileBytes, string? PrivacyUrl);

    public sealed record Topic(string Key, TopicLabel Label);

    public sealed record TopicLabel(string Zh, string Ja, string En);

    internal static void Map(IEndpointRouteBuilder widget) =>
        widget.MapGet("/config", async (ChatVisitor visitor, Handler handler, CancellationToken cancel) => TypedResults.Ok(await handler.HandleAsync(visitor.Inbox, cancel)));

    public sealed class Handler(WaitingRoom room)
    {
        public async Task<Response> HandleAsync(Inbox inbox, CancellationToken cancel) => new(
            inbox.Name, inbox.Name, inbox.Colour, Languages: [inbox.Language, .. Spoken.Where(it => it != inbox.Language)],
            Online: await room.IsStaffedAsync(cancel), await room.AgentsAsync(cancel), await room.ExpectedWaitAsync(inbox.Id, cancel), OpeningHours: null,
            [.. ChatTopic.In(inbox).Select(it => new Topic(it.Key, new TopicLabel(it.Zh, it.Ja, it.En)))],
            AskName: true, AskEmail: false, AskOrder: true, AskAccess: inbox.OffersAccess, EmotionNotice: true, ChatSessionFiles.MostBytes, PrivacyUrl: null);
    }

    private static readonly string[] Spoken = ["zh-Hans", "ja", "en"];
}
