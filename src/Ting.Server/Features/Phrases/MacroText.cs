namespace Ting.Server.Features.Phrases;

public static class MacroText
{
    /// <summary>Puts the customer's name, the agent's and the conversation's number where a macro says {name}, {agent} and {number}.</summary>
    public static string Fill(string text, string name, string agent, long number) => text
        .Replace("{name}", name, StringComparison.OrdinalIgnoreCase)
        .Replace("{agent}", agent, StringComparison.OrdinalIgnoreCase)
        .Replace("{number}", number.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.OrdinalIgnoreCase);
}
