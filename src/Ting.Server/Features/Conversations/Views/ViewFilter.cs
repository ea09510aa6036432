using System.Globalization;
using Ting.Listening;
using Ting.Server.Features.People;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Conversations.Views;

/// <summary>Which conversations a view holds. Everything that is said must be true of one; what is not said does not matter.</summary>
public sealed record ViewFilter
{
    public const string Any = "any";
    public const string Me = "me";
    public const string MyTeam = "mine";
    public const string None = "none";
    public const int MostDays = 3650;
    public const int MostWords = 200;

    public static readonly IReadOnlyList<string> Statuses = ["open", "snoozed", "resolved", Any];
    public static readonly IReadOnlyList<string> Lanes = ["yes", "no"];
    public static readonly IReadOnlyList<string> Dues = ["soon", "over"];
    public static readonly IReadOnlyList<string> TierNames = [.. DescribePerson.Tiers, None];

    /// <summary>open, snoozed, resolved, or any of them.</summary>
    public string Status { get; init; } = Statuses[0];

    /// <summary>An agent's id, none, or me: whoever reads the view.</summary>
    public string? Assignee { get; init; }

    /// <summary>A team's id, none, or mine: that of whoever reads the view.</summary>
    public string? Team { get; init; }

    public Guid? InboxId { get; init; }
    public Guid? LabelId { get; init; }

    /// <summary>One of them: low, normal, high, urgent.</summary>
    public IReadOnlyList<string> Priorities { get; init; } = [];

    /// <summary>Of the customer's last message, one of them.</summary>
    public IReadOnlyList<string> Emotions { get; init; } = [];

    /// <summary>Of the customer, one of them; none for those without a tier.</summary>
    public IReadOnlyList<string> Tiers { get; init; } = [];

    /// <summary>yes or no: whether the customer asked for the access lane.</summary>
    public string? Lane { get; init; }

    /// <summary>soon (near or past) or over: by the promises of service levels.</summary>
    public string? Due { get; init; }

    /// <summary>Only where the customer waits for us.</summary>
    public bool Waiting { get; init; }

    /// <summary>Only where the last message is at most so many days old.</summary>
    public int? Days { get; init; }

    /// <summary>Only where these words were said.</summary>
    public string? Words { get; init; }

    /// <summary>An index knows all of it: nothing has to be looked through.</summary>
    internal bool IsPlain => InboxId is null && LabelId is null && Priorities.Count == 0 && Emotions.Count == 0 && Tiers.Count == 0 && Lane is null && Due is null && !Waiting && Days is null && Words is null;

    /// <summary>Whether conversations that are still to be worked on can be among them.</summary>
    internal bool HoldsOpen => Status is "open" or Any;

    /// <summary>The view of the desk that is looked at, to be kept under a name.</summary>
    internal static ViewFilter Of(InboxAddress address) => new()
    {
        Status = address switch { { IsSearch: true } or { View: "mentions" } => Any, { View: "snoozed" or "resolved" } => address.View, _ => Statuses[0] },
        Assignee = address.IsSearch ? null : address.View switch { "mine" => Me, "unassigned" => None, _ => null },
        Team = address is { IsSearch: false, View: "team" } ? MyTeam : null,
        Due = address is { IsSearch: false, View: "due" } ? Dues[0] : null,
        InboxId = Guid.TryParse(address.Inbox, out var inbox) ? inbox : null,
        LabelId = Guid.TryParse(address.Label, out var label) ? label : null,
        Words = address.Words,
    };

    /// <summary>Why it is no filter; null when it is one.</summary>
    internal Refusal? Problem(ReadColleagues.View desk) =>
        !Statuses.Contains(Status) ? Refusal.Invalid("form.choice", "status")
        : !Known(Assignee, Me, id => desk.Roster.Members.Any(it => it.Id == id)) ? Refusal.Invalid("form.choice", "assignee")
        : !Known(Team, MyTeam, id => desk.Roster.Teams.Any(it => it.Id == id)) ? Refusal.Invalid("form.choice", "team")
        : InboxId is { } inbox && desk.InboxOf(inbox) is null ? Refusal.Invalid("form.choice", "inboxId")
        : LabelId is { } label && desk.Labels.All(it => it.Id != label) ? Refusal.Invalid("form.choice", "labelId")
        : Priorities is null || Priorities.Any(it => Choice.Of<Priority>(it) is null) ? Refusal.Invalid("form.choice", "priorities")
        : Emotions is null || Emotions.Any(it => Choice.Of<Emotion>(it) is null) ? Refusal.Invalid("form.choice", "emotions")
        : Tiers is null || Tiers.Any(it => !TierNames.Contains(it)) ? Refusal.Invalid("form.choice", "tiers")
        : Lane is not null && !Lanes.Contains(Lane) ? Refusal.Invalid("form.choice", "lane")
        : Due is not null && !Dues.Contains(Due) ? Refusal.Invalid("form.choice", "due")
        : Days is < 1 or > MostDays ? Refusal.Invalid("view.days", "days")
        : Words is { Length: > MostWords } ? Refusal.Invalid("form.too_long", "words")
        : Words?.Any(char.IsControl) is true ? Refusal.Invalid("form.unreadable", "words")
        : null;

    /// <summary>As it is kept: one spelling for the same thing.</summary>
    internal ViewFilter Clean() => this with
    {
        Priorities = [.. Priorities.Select(it => ConversationWords.Key(Choice.Of<Priority>(it)!.Value)).Distinct()],
        Emotions = [.. Emotions.Select(it => ConversationWords.Key(Choice.Of<Emotion>(it)!.Value)).Distinct()],
        Tiers = [.. Tiers.Distinct()],
        Words = string.IsNullOrWhiteSpace(Words) ? null : Words.Trim(),
    };

    /// <summary>What a form of the pages posts.</summary>
    internal static ViewFilter Read(IFormCollection form)
    {
        return new()
        {
            Status = form.ContainsKey("status") ? form["status"].ToString() : Statuses[0],
            Assignee = Given("assignee"),
            Team = Given("team"),
            InboxId = IdOf("inboxId"),
            LabelId = IdOf("labelId"),
            Priorities = All("priorities"),
            Emotions = All("emotions"),
            Tiers = All("tiers"),
            Lane = Given("lane"),
            Due = Given("due"),
            Waiting = form["waiting"] == "1",
            Days = Given("days") is not { } days ? null : int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0, // 0 is refused with its field's name
            Words = Given("words"),
        };

        string? Given(string name) => form[name].ToString().Trim() is { Length: > 0 } text ? text : null;
        Guid? IdOf(string name) => Given(name) is not { } text ? null : Guid.TryParse(text, out var id) ? id : Guid.Empty;
        IReadOnlyList<string> All(string name) => [.. form[name].OfType<string>().Where(it => it.Length > 0)];
    }

    private static bool Known(string? given, string own, Func<Guid, bool> isOne) => given is null || given == own || given == None || (Guid.TryParse(given, out var id) && isOne(id));
}
