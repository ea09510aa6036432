namespace Ting.Server.Platform.Forms;

/// <summary>One of a list's words, as a form or an address gives it. Such a field may hold anything: a number, too, which the framework would take for a value.</summary>
public static class Choice
{
    /// <returns>Null when nothing was given, or none of the words.</returns>
    public static T? Of<T>(string? text) where T : struct, Enum =>
        text is [var first, ..] && char.IsAsciiLetter(first) && text.All(char.IsAsciiLetterOrDigit) && Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : null;

    /// <returns>For what must be given: when it is not, a value that is none of the words, which the use case refuses with its field's name.</returns>
    public static T Required<T>(string? text) where T : struct, Enum => Of<T>(text) ?? (T)Enum.ToObject(typeof(T), -1);
}
