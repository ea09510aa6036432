using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Ting.Server.Platform.Forms;

namespace Ting.Server.Features.PublicVoice;

/// <summary>What the page's address says: everything on the page follows from it.</summary>
public sealed record VoiceAddress(int Weeks, Guid? Source, PublicSourceKind? Kind, string? Language, bool Open)
{
    public static VoiceAddress Of(HttpRequest request) => new(
        VoiceFigures.Spans.FirstOrDefault(it => request.Query["weeks"] == it.ToString(CultureInfo.InvariantCulture), VoiceFigures.Usual),
        Guid.TryParse(request.Query["source"], out var source) ? source : null,
        Choice.Of<PublicSourceKind>(request.Query["kind"]),
        request.Query["language"].ToString() is "zh" or "ja" or "en" ? request.Query["language"].ToString() : null,
        request.Query["open"] == "1");

    public PostFilter Filter => new(Source: Source, Kind: Kind, Language: Language);

    public string Page => After(null);

    public string After(string? cursor)
    {
        var query = new QueryBuilder();
        foreach (var (name, value) in ((string, string?)[])[("weeks", Weeks.ToString(CultureInfo.InvariantCulture)), ("source", Source?.ToString()), ("kind", Kind?.ToString()), ("language", Language), ("open", Open ? "1" : null), ("after", cursor)])
            if (value is not null)
                query.Add(name, value);
        return $"/insights/public-voice{query}";
    }
}
