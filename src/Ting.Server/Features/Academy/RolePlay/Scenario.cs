namespace Ting.Server.Features.Academy.RolePlay;

/// <summary>A talk to practise with a simulated customer, in one language: who they are, and a graph of how they react.</summary>
/// <param name="Mood">At the beginning, from −2 (angry) to 2 (grateful).</param>
/// <param name="Patience">How many lines of ours they listen to.</param>
/// <param name="Opening">What they say first.</param>
public sealed record Scenario(
    string Key, string Language, int Place, IReadOnlyList<string> Rules, string Title, string Situation, Persona Persona, int Mood, int Patience, string Start, string Opening,
    IReadOnlyList<Reaction> First, IReadOnlyDictionary<string, IReadOnlyList<Reaction>> States, IReadOnlyList<Reaction> Last,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Lines, IReadOnlyDictionary<string, Advice> Advice)
{
    /// <summary>Said when patience is at its end.</summary>
    public const string Leaving = "leaves";

    /// <summary>Everything the customer may say, the opening included.</summary>
    public IEnumerable<string> Voice => Lines.Values.SelectMany(it => it).Append(Opening);
}

/// <param name="Hidden">What they do not say until they are asked, or understood.</param>
public sealed record Persona(string Name, string About, string Personality, string Need, string Hidden);

/// <summary>What the customer does when the agent's line shows all of some signals.</summary>
/// <param name="When">Names of <see cref="Signal"/>; none of them starting with "no-" may hold. Empty for always.</param>
/// <param name="Line">Which of the scenario's lines are said, in turn.</param>
/// <param name="Mood">How the mood moves.</param>
/// <param name="To">The state from then on; null to stay.</param>
/// <param name="Reveals">The hidden need comes out.</param>
/// <param name="Ends">The talk ends well here.</param>
public sealed record Reaction(IReadOnlyList<string> When, string Line, int Mood, string? To, bool Reveals, bool Ends);

/// <summary>For one state: a hint before, and a sentence that would have served.</summary>
public sealed record Advice(string Hint, string Better);
