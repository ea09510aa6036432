using System.Collections.Frozen;
using System.Reflection;

namespace Ting.Server.Features.Surveys.Questionnaires;

/// <summary>The questionnaires that ship with the product, one data file each.</summary>
public static class SurveyTemplate
{
    /// <summary>In the order in which they are offered.</summary>
    public static readonly IReadOnlyList<string> Keys = ["csat", "nps", "word-of-mouth", "ces", "servqual", "servqual-short", "servqual-digital", "kano", "employee", "self-assessment", "touchpoint"];

    private static readonly Lazy<FrozenDictionary<string, Questionnaire>> All = new(() => Keys.ToFrozenDictionary(key => key, Read));

    /// <returns>Null when there is no such template.</returns>
    public static Questionnaire? Find(string key) => All.Value.GetValueOrDefault(key);

    private static Questionnaire Read(string key)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"survey.{key}.json")
            ?? throw new InvalidOperationException($"The survey template {key} is missing from the build.");
        using var reader = new StreamReader(stream);
        return Questionnaire.Read(reader.ReadToEnd()) ?? throw new InvalidOperationException($"The survey template {key} cannot be read.");
    }
}
