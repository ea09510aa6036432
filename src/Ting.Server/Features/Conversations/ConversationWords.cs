using System.Text.Json;
using Microsoft.Extensions.Localization;
using Ting.Server.Ui;

namespace Ting.Server.Features.Conversations;

/// <summary>The words in which screens speak of feelings, states and channels.</summary>
internal static class ConversationWords
{
    /// <summary>Angry → angry, SelfValue → selfValue: how texts and programs spell a value.</summary>
    public static string Key(object value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()!);

    public static string Emotion(this IStringLocalizer<ConversationsText> text, string emotion) => text[$"emotion.{Key(emotion)}"];

    /// <summary>A person nobody knows the name of is a visitor.</summary>
    public static string NameOf(this IStringLocalizer<ConversationsText> text, string name) => name.Length > 0 ? name : text["person.nameless"];

    public static string ChannelIcon(string kind) => kind switch { "chat" => "chat", "email" => "mail", "phone" => "phone", "api" => "code", "bot" => "bot", _ => "im" };

    public static Tone ToneOf(string? colour) => colour switch
    {
        "brand" => Tone.Brand,
        "eye" => Tone.Eye,
        "heart" => Tone.Heart,
        "warning" => Tone.Warning,
        "danger" => Tone.Danger,
        "success" => Tone.Success,
        _ => Tone.Neutral,
    };

    public static IReadOnlyList<double> TrailOf(string trail) =>
        trail.Length == 0 ? [] : [.. trail.Split(',').Select(level => double.Parse(level, System.Globalization.CultureInfo.InvariantCulture))];
}
