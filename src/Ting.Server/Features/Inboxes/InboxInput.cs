namespace Ting.Server.Features.Inboxes;

/// <summary>An inbox as its form posts it.</summary>
internal sealed class InboxInput
{
    public string? Name { get; set; }
    public string? Language { get; set; }
    public string? Colour { get; set; }
    public string? Origins { get; set; }
    public string? TeamId { get; set; }
    public string? CalendarId { get; set; }
    public bool AsksSatisfaction { get; set; }
    public int Version { get; set; }

    /// <summary>A form without any posts null.</summary>
    public List<TopicInput> Topics { get; set => field = value ?? []; } = [];

    public static InboxInput Of(Inbox inbox) => new()
    {
        Name = inbox.Name,
        Language = inbox.Language,
        Colour = inbox.Colour,
        Origins = inbox.Origins,
        TeamId = inbox.TeamId?.ToString(),
        CalendarId = inbox.CalendarId?.ToString(),
        AsksSatisfaction = inbox.AsksSatisfaction,
        Version = inbox.Version,
        Topics = [.. InboxShape.TopicsOf(inbox).Select(topic => new TopicInput { Key = topic.Key, Zh = topic.Zh, Ja = topic.Ja, En = topic.En })],
    };

    public SaveInbox.Request ToRequest(bool isChat) => new()
    {
        Name = Name ?? "",
        Language = Language,
        Colour = isChat ? Colour?.Trim() ?? "" : null,
        Origins = isChat ? Origins ?? "" : null,
        TeamId = TeamId ?? "",
        CalendarId = CalendarId ?? "",
        AsksSatisfaction = AsksSatisfaction,
        Topics = isChat ? [.. Topics.Where(topic => !topic.IsEmpty).Select((topic, place) => topic.ToTopic(place))] : null,
    };

    public sealed class TopicInput
    {
        public string? Key { get; set; }
        public string? Zh { get; set; }
        public string? Ja { get; set; }
        public string? En { get; set; }

        public bool IsEmpty => string.IsNullOrWhiteSpace(Zh) && string.IsNullOrWhiteSpace(Ja) && string.IsNullOrWhiteSpace(En);

        public Topic ToTopic(int place) => new(string.IsNullOrEmpty(Key) ? KeyFor(place) : Key, Zh?.Trim() ?? "", Ja?.Trim() ?? "", En?.Trim() ?? "");

        private string KeyFor(int place)
        {
            var word = string.Concat((En ?? "").Trim().ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')).Trim('-');
            return word.Length is > 0 and <= 60 ? word : $"topic-{place + 1}";
        }
    }
}
