namespace Ting.Server.Features.Surveys.Questionnaires;

/// <summary>One sentence in the three languages, equals in everything.</summary>
public sealed record Wording(string Zh = "", string Ja = "", string En = "")
{
    public static Wording None { get; } = new();

    public bool IsEmpty => Zh.Length + Ja.Length + En.Length == 0;

    public bool IsComplete => !string.IsNullOrWhiteSpace(Zh) && !string.IsNullOrWhiteSpace(Ja) && !string.IsNullOrWhiteSpace(En);

    public int Longest => Math.Max(Zh.Length, Math.Max(Ja.Length, En.Length));

    /// <summary>In this language; where it is not written yet, in the first that is.</summary>
    /// <param name="language">zh-Hans, ja or en.</param>
    public string In(string language)
    {
        var wanted = language.StartsWith("zh", StringComparison.Ordinal) ? Zh : language.StartsWith("ja", StringComparison.Ordinal) ? Ja : En;
        return wanted.Length > 0 ? wanted : En.Length > 0 ? En : Zh.Length > 0 ? Zh : Ja;
    }

    public Wording Tidy() => new(Zh.Trim(), Ja.Trim(), En.Trim());
}
