using Ting.Server.Platform.Localisation;

namespace Ting.Server.Features.Academy.FieldService;

/// <summary>What is known about body language, distance and dress, and what is checked before a visit; in every language, read once.</summary>
public sealed class BodyBook
{
    private readonly Dictionary<string, BodyGuide> _guides = Languages.All.ToDictionary(language => language.Code, language => ContentFiles.Read<BodyFile>($"body-{language.Code}.yaml").Read());

    /// <param name="language">zh-Hans, ja or en.</param>
    public BodyGuide In(string language) => _guides[language];
}

/// <param name="EyesFrom">TRAP-12: per cent of the time in which one looks at the other; less is looking away.</param>
/// <param name="EyesTo">More is staring.</param>
public sealed record BodyGuide(
    int EyesFrom, int EyesTo, string EyesText, IReadOnlyList<BodyAspect> Aspects, IReadOnlyList<DistanceZone> Zones, IReadOnlyList<string> DistanceRules, IReadOnlyList<Checklist> Checklists)
{
    public Checklist? Find(string key) => Checklists.FirstOrDefault(list => list.Key == key);
}

/// <summary>One row of the reference: BODY-01 to BODY-08.</summary>
public sealed record BodyAspect(string Rule, string Name, IReadOnlyList<string> Good, IReadOnlyList<string> Bad);

/// <summary>BODY-09, in both units.</summary>
/// <param name="From">In centimetres; the outermost zone has no end.</param>
/// <param name="Middle">Where its near half ends.</param>
public sealed record DistanceZone(string Key, string Name, string Who, int From, int Middle, int? To, string Near, string Far);

/// <summary>BODY-12 and BODY-15: ticked through before a visit.</summary>
public sealed record Checklist(string Key, string Rule, string Title, string About, IReadOnlyList<ChecklistItem> Items);

/// <param name="Key">The same in every language, and for good: ticks are kept under it.</param>
public sealed record ChecklistItem(string Key, string Text, string? Why);

// The shape of the files, read by YamlDotNet, which sets properties by their names.
internal sealed class BodyFile
{
    public List<int> Eyes { get; set; } = [];
    public string EyesText { get; set; } = "";
    public List<AspectFile> Aspects { get; set; } = [];
    public List<ZoneFile> Zones { get; set; } = [];
    public List<string> Distance { get; set; } = [];
    public List<ChecklistFile> Checklists { get; set; } = [];

    public BodyGuide Read() => new(
        Eyes[0], Eyes[1], EyesText,
        [.. Aspects.Select(it => new BodyAspect(it.Rule, it.Name, it.Good, it.Bad))],
        [.. Zones.Select(it => new DistanceZone(it.Key, it.Name, it.Who, it.Cm[0], it.Cm[1], it.Cm.Count > 2 ? it.Cm[2] : null, it.Near, it.Far))],
        Distance,
        [.. Checklists.Select(it => new Checklist(it.Key, it.Rule, it.Title, it.About, [.. it.Items.Select(item => new ChecklistItem(item.Key, item.Text, item.Why))]))]);
}

internal sealed class AspectFile
{
    public string Rule { get; set; } = "";
    public string Name { get; set; } = "";
    public List<string> Good { get; set; } = [];
    public List<string> Bad { get; set; } = [];
}

internal sealed class ZoneFile
{
    public string Key { get; set; } = "";
    public string Name { get; set; } = "";
    public string Who { get; set; } = "";
    public List<int> Cm { get; set; } = [];
    public string Near { get; set; } = "";
    public string Far { get; set; } = "";
}

internal sealed class ChecklistFile
{
    public string Key { get; set; } = "";
    public string Rule { get; set; } = "";
    public string Title { get; set; } = "";
    public string About { get; set; } = "";
    public List<CheckFile> Items { get; set; } = [];
}

internal sealed class CheckFile
{
    public string Key { get; set; } = "";
    public string Text { get; set; } = "";
    public string? Why { get; set; }
}
