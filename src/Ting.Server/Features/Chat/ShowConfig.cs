using Ting.Server.Features.Calendars;
using Ting.Server.Features.Inboxes;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Chat;

/// <summary>What the window needs to know before the first message.</summary>
public static class ShowConfig
{
    /// <param name="Online">Somebody is at the desk, within the opening hours.</param>
    /// <param name="BackAt">When the opening hours begin again; null while they last.</param>
    public sealed record Response(
        string Name, string Brand, string? Color, IReadOnlyList<string> Languages, bool Online, IReadOnlyList<AgentShown> Agents, int? ExpectedWaitSeconds, DateTimeOffset? BackAt,
        IReadOnlyList<Topic> Topics, bool AskName, bool AskEmail, bool AskOrder, bool AskAccess, bool EmotionNotice, long MaxFileBytes, string? PrivacyUrl);

    public sealed record Topic(string Key, TopicLabel Label);

    public sealed record TopicLabel(string Zh, string Ja, string En);

    internal static void Map(IEndpointRouteBuilder widget) =>
        widget.MapGet("/config", async (ChatVisitor visitor, Handler handler, CancellationToken cancel) => TypedResults.Ok(await handler.HandleAsync(visitor.Inbox, cancel)));

    public sealed class Handler(WaitingRoom room, Kept<CalendarBook> calendars, TimeProvider clock)
    {
        public async Task<Response> HandleAsync(Inbox inbox, CancellationToken cancel)
        {
            var (now, hours) = (clock.GetUtcNow(), (await calendars.ReadAsync(cancel)).Of(inbox.CalendarId));
            var opens = hours.NextOpen(now);
            return new(
                inbox.Name, inbox.Name, inbox.Colour, Languages: [inbox.Language, .. Spoken.Where(it => it != inbox.Language)],
                Online: opens == now && await room.IsStaffedAsync(cancel), await room.AgentsAsync(cancel), await room.ExpectedWaitAsync(inbox.Id, cancel), BackAt: opens == now ? null : opens,
                [.. ChatTopic.In(inbox).Select(it => new Topic(it.Key, new TopicLabel(it.Zh, it.Ja, it.En)))],
                AskName: true, AskEmail: false, AskOrder: true, AskAccess: inbox.OffersAccess, EmotionNotice: true, ChatSessionFiles.MostBytes, PrivacyUrl: null);
        }
    }

    private static readonly string[] Spoken = ["zh-Hans", "ja", "en"];
}
