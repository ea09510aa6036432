using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Ting.Server.Features.PublicVoice;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Demo;

/// <summary>What people say of the demo's three brands in public, over sixteen weeks. No source has a feed: the demo fetches nothing.</summary>
internal static class DemoPublicVoice
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private static readonly (string Key, string Name, PublicSourceKind Kind)[] Places =
    [
        ("zh", "点评网站：居家用品", PublicSourceKind.ReviewSite),
        ("ja", "掲示板：温泉の旅", PublicSourceKind.Forum),
        ("en", "Social media: outdoor gear", PublicSourceKind.SocialMedia),
    ];

    public static void Add(AppDb db, DemoCast cast, DateTimeOffset now)
    {
        var since = now.AddDays(-120);
        var sources = Places.ToDictionary(it => it.Key, it =>
        {
            var source = new PublicSource(since);
            source.Describe(it.Name, it.Kind, feed: null, PublicSource.UsualMinutes, since);
            return source;
        });
        db.PublicSources.AddRange(sources.Values);

        foreach (var (number, line) in Lines().Index())
        {
            var at = now.AddDays(-line.Days);
            var post = new PublicPost(sources[line.Source], new GivenPost($"demo-{number.ToString(CultureInfo.InvariantCulture)}", line.Author, line.Text, null, line.Source, at), at.AddMinutes(20));
            post.Read(at.AddMinutes(21));
            if (line.Days > 30 || number % 5 == 0)
                post.Look(cast.Staff[number % cast.Staff.Count].Agent.Id, at.AddHours(5) < now ? at.AddHours(5) : now);
            db.PublicPosts.Add(post);
        }
    }

    private static IEnumerable<Line> Lines()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("demo.public-voice.jsonl")
            ?? throw new InvalidOperationException("What the demo says in public is missing from the build.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            yield return JsonSerializer.Deserialize<Line>(line, Json)!;
    }

    private sealed record Line(string Source, double Days, string? Author, string Text);
}
