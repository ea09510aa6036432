using Microsoft.AspNetCore.WebUtilities;

namespace Ting.Server.Features.Conversations;

/// <summary>Which part of the inbox is looked at. It is the address: every view can be linked, reloaded and gone back to.</summary>
public sealed record InboxAddress
{
    public static readonly IReadOnlyList<string> Views = ["mine", "unassigned", "team", "all", "due", "snoozed", "resolved", "mentions"];

    public string View { get; init; } = Views[0];
    public string? Words { get; init; }
    public string? Label { get; init; }
    public string? Inbox { get; init; }

    /// <summary>The view of one's own making that is looked at: it says by itself which conversations those are.</summary>
    public Guid? Saved { get; init; }

    /// <summary>Where the next part of the list begins.</summary>
    public string? After { get; init; }

    /// <summary>Several are being chosen, to do one thing to all of them.</summary>
    public bool Picks { get; init; }

    /// <summary>What was just done to many, to be said above the list.</summary>
    public Guid? Changed { get; init; }

    public bool IsSearch => Words is not null && Saved is null;

    public static InboxAddress Of(IQueryCollection query) => new()
    {
        View = Views.Contains(query["view"].ToString()) ? query["view"].ToString() : Views[0],
        Words = Given(query["q"]),
        Label = Given(query["label"]),
        Inbox = Given(query["inbox"]),
        Saved = Guid.TryParse(query["saved"], out var saved) ? saved : null,
        After = Given(query["after"]),
        Picks = query["pick"] == "1",
        Changed = Guid.TryParse(query["changed"], out var changed) ? changed : null,
    };

    public string List() => Write("/inbox");

    public string Of(long number) => Write($"/inbox/{number}");

    /// <summary>One part of the screen alone, as a live screen asks for it.</summary>
    public string Part(long number, string part) => Write($"/inbox/{number}/{part}");

    public string ListPart() => Write("/inbox/list");

    /// <summary>Where what is looked at can be kept under a name.</summary>
    public string Keep() => (this with { After = null, Picks = false, Changed = null }).Write("/inbox/views/new");

    private string Write(string path)
    {
        var query = new Dictionary<string, string?>();
        if (View != Views[0])
            query["view"] = View;
        if (Words is not null)
            query["q"] = Words;
        if (Label is not null)
            query["label"] = Label;
        if (Inbox is not null)
            query["inbox"] = Inbox;
        if (Saved is { } saved)
            query["saved"] = saved.ToString();
        if (After is not null)
            query["after"] = After;
        if (Picks)
            query["pick"] = "1";
        if (Changed is { } changed)
            query["changed"] = changed.ToString();
        return QueryHelpers.AddQueryString(path, query);
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim()[..Math.Min(text.Trim().Length, 200)];
}
