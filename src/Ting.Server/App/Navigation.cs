namespace Ting.Server.App;

/// <summary>One place of the desk, in the rail and in the command palette.</summary>
/// <param name="Key">Its text is <c>nav.{Key}</c> of AppText.</param>
/// <param name="Shortcut">Keys typed one after the other outside text fields: "g i".</param>
/// <param name="CountHref">Answers a turbo-frame <c>count-{Key}</c> with the number beside the icon; asked again when the topic of the same name changes.</param>
public sealed record NavigationItem(string Key, string Href, string Icon, string Shortcut, string? CountHref = null);

/// <summary>Where one can go. The rail, the phone's bar and the palette all read this list.</summary>
public static class Navigation
{
    public const string SignOutHref = "/sign-out";
    public const string ProfileHref = "/account";
    public const string PaletteHref = "/palette";

    public static readonly IReadOnlyList<NavigationItem> Places =
    [
        new("inbox", "/inbox", "inbox", "g i", "/inbox/count"),
        new("promises", "/promises", "flag", "g o", "/promises/count"),
        new("followups", "/follow-ups", "phone", "g f", "/follow-ups/count"),
        new("cases", "/cases", "box", "g c", "/cases/count"),
        new("people", "/people", "users", "g p"),
        new("insights", "/insights", "chart", "g s"),
        new("reviews", "/reviews", "shield", "g r"),
        new("academy", "/academy", "cap", "g a"),
        new("phrases", "/phrases", "quote", "g h"),
    ];

    /// <summary>A phone's bar has room for these; the others are in its menu.</summary>
    public const int MostOnPhones = 5;

    /// <summary>Not in the rail: reached from the page it belongs to, by key and from the palette.</summary>
    public static readonly IReadOnlyList<NavigationItem> Further = [new("board", "/board", "team", "g b"), new("surveys", "/surveys", "list", "g q"), new("chain", "/insights/chain", "link", ""), new("axes", "/insights/axes", "chart", ""), new("ideas", "/insights/ideas", "wand", ""), new("wording", "/insights/wording", "quote", ""), new("public-voice", "/insights/public-voice", "globe", ""), new("runs", "/automation/runs", "history", "")];

    /// <summary>A page of the inbox, reached from its menu and from the palette.</summary>
    public static readonly IReadOnlyList<NavigationItem> InboxParts = [new("views", "/inbox/views", "filter", "")];

    /// <summary>Pages beside the insights, reached from there and from the palette.</summary>
    public static readonly IReadOnlyList<NavigationItem> InsightParts = [new("moments", "/insights/moments", "pin", "")];

    /// <summary>For those who may export figures.</summary>
    public static readonly NavigationItem Reports = new("reports", "/insights/reports", "send", "");

    /// <summary>Pages about people, reached from one another and from the palette.</summary>
    public static readonly IReadOnlyList<NavigationItem> PeopleParts = [new("organisations", "/organisations", "building", ""), new("relationships", "/people/calendar", "cake", ""), new("segments", "/people/segments", "filter", ""), new("products", "/products", "cart", "")];

    /// <summary>For those who look after the magazine and the community; reached from people and from the palette.</summary>
    public static readonly IReadOnlyList<NavigationItem> FanParts = [new("magazine", "/fans/magazine", "book", ""), new("community", "/fans/community", "chat", "")];

    /// <summary>A page of the academy, reached from there and from the palette.</summary>
    public static readonly IReadOnlyList<NavigationItem> AcademyParts = [new("voice", "/academy/voice", "mic", ""), new("field-service", "/academy/field-service", "user", ""), new("journal", "/academy/journal", "edit", ""), new("body-table", "/academy/body-table", "table", "")];

    /// <summary>For those who train.</summary>
    public static readonly NavigationItem WriteCourses = new("write", "/academy/write", "book", "");

    public static readonly NavigationItem Settings = new("settings", "/settings", "gear", "g e");

    /// <summary>Parts of the settings that the palette leads to as well; for administrators.</summary>
    public static readonly IReadOnlyList<NavigationItem> SettingsParts =
    [
        new("calendars", "/settings/calendars", "calendar", ""),
        new("service-levels", "/settings/service-levels", "clock", ""),
        new("policies", "/settings/policies", "heart", ""),
        new("gestures", "/settings/gestures", "gift", ""),
        new("automation", "/settings/automation", "bolt", ""),
        new("fields", "/settings/fields", "list", ""),
        new("processes", "/settings/processes", "list", ""),
        new("roles", "/settings/roles", "shield", ""),
        new("recordings", "/settings/recordings", "mic", ""),
        new("fans", "/settings/fans", "heart", ""),
    ];

    public static bool IsAt(this NavigationItem item, PathString path) => path.StartsWithSegments(item.Href);
}
