using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Ting.Listening;
using Ting.Server.Ui;

namespace Ting.Server.Features.Conversations;

/// <summary>The choices under "that is not right", which stand under every message of a customer: written once for each language and emotion.</summary>
internal static class EmotionOptions
{
    private static readonly ConcurrentDictionary<(string Language, string Emotion), MarkupString> Known = new();

    public static MarkupString Of(IStringLocalizer<ConversationsText> text, string chosen) => Known.GetOrAdd(
        (CultureInfo.CurrentUICulture.Name, chosen),
        static (key, words) => new MarkupString(string.Concat(Enum.GetNames<Emotion>().Select(name => $"<option value=\"{name}\"{(name == key.Emotion ? " selected" : "")}>{Markup.Encode(words.Emotion(name))}</option>"))),
        text);
}
