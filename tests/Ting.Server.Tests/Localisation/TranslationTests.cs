using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Ting.Server.Channels;

namespace Ting.Server.Tests.Localisation;

public sealed partial class TranslationTests
{
    private static readonly CultureInfo[] Languages = [CultureInfo.InvariantCulture, CultureInfo.GetCultureInfo("ja"), CultureInfo.GetCultureInfo("zh-Hans")];

    public static TheoryData<string> Texts =>
        [.. typeof(IChannel).Assembly.GetManifestResourceNames().Where(name => name.EndsWith("Text.resources", StringComparison.Ordinal))];

    [Fact]
    public void There_are_texts_to_compare() => Assert.NotEmpty(Texts);

    [Theory]
    [MemberData(nameof(Texts))]
    public void Every_text_exists_in_three_languages_with_the_same_gaps(string resource)
    {
        var manager = new ResourceManager(resource[..^".resources".Length], typeof(IChannel).Assembly);
        var texts = Languages.Select(language => manager.GetResourceSet(language, createIfNotExists: true, tryParents: false)).ToArray();

        Assert.DoesNotContain(null, texts);
        foreach (DictionaryEntry entry in texts[0]!)
        {
            var key = (string)entry.Key;
            var said = texts.Select(it => it!.GetString(key)).ToArray();
            Assert.All(said, text => Assert.False(string.IsNullOrWhiteSpace(text), $"{resource} {key}"));
            Assert.All(said, text => Assert.True(Gaps(said[0]!).SetEquals(Gaps(text!)), $"{resource} {key}: {text}"));
        }

        var keys = texts[0]!.Cast<DictionaryEntry>().Select(entry => (string)entry.Key).ToHashSet();
        Assert.All(texts, text => Assert.True(keys.SetEquals(text!.Cast<DictionaryEntry>().Select(entry => (string)entry.Key)), resource));
    }

    private static HashSet<string> Gaps(string text) => [.. Gap().Matches(text).Select(match => match.Value)];

    [GeneratedRegex(@"\{\d")]
    private static partial Regex Gap();
}
