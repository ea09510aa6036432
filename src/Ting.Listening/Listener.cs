namespace Ting.Listening;

/// <summary>Reads a customer's message. Pure, deterministic and thread-safe: the same text always gives the same reading.</summary>
public static class Listener
{
    public const string ModelVersion = "linear-2";

    /// <param name="text">Up to any length; an empty text reads as neutral.</param>
    /// <param name="language">zh, ja or en; null to tell it from the text.</param>
    /// <param name="model">Null for the shipped one.</param>
    public static Reading Read(string text, string? language = null, MessageModel? model = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new MessageReader(text, LanguageOf.Known(language, text), model ?? MessageModel.Shipped).Read();
    }
}
