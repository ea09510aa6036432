using Ting.Server.Platform.Localisation;

namespace Ting.Server.Features.Academy.RolePlay;

/// <summary>Every scenario in every language, read once.</summary>
public sealed class ScenarioBook
{
    private static readonly Dictionary<string, Lazy<IReadOnlyList<Scenario>>> Shipped = Languages.All.ToDictionary(
        language => language.Code,
        language => new Lazy<IReadOnlyList<Scenario>>(() => [.. ContentFiles.Folders("scenario").Select(key => Read(key, language.Code)).OrderBy(scenario => scenario.Place)]));

    private readonly Dictionary<string, Lazy<IReadOnlyList<Scenario>>> _scenarios = Shipped;

    /// <param name="language">zh-Hans, ja or en.</param>
    public IReadOnlyList<Scenario> In(string language) => _scenarios[language].Value;

    public Scenario? Find(string key, string language) => In(language).FirstOrDefault(scenario => scenario.Key == key);

    private static Scenario Read(string key, string language)
    {
        var graph = ContentFiles.Read<ScenarioFile>($"scenario.{key}.scenario.yaml");
        var text = ContentFiles.Read<ScenarioTextFile>($"scenario.{key}.{language}.yaml");
        return new Scenario(
            key, language, graph.Place, graph.Rules, text.Title, text.Situation,
            new Persona(text.Persona.Name, text.Persona.About, text.Persona.Personality, text.Persona.Need, text.Persona.Hidden),
            graph.Mood, graph.Patience, graph.Start, text.Opening,
            Reactions(graph.First), graph.States.ToDictionary(it => it.Key, it => Reactions(it.Value)), Reactions(graph.Last),
            text.Lines.ToDictionary(it => it.Key, it => (IReadOnlyList<string>)it.Value),
            text.Advice.ToDictionary(it => it.Key, it => new Advice(it.Value.Hint, it.Value.Better)));
    }

    private static IReadOnlyList<Reaction> Reactions(List<ReactionFile> files) =>
        files.ConvertAll(it => new Reaction(it.When, it.Say, it.Mood, it.To, it.Reveals, it.Ends));
}
