using System.Reflection;
using System.Text.RegularExpressions;
using Ting.Server.Channels;

namespace Ting.Server.Tests.Architecture;

/// <summary>docs/architecture.md, in a form that fails the build.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly IReadOnlyCollection<Use> Server = CodeGraph.Of(typeof(IChannel).Assembly.Location);

    [Theory]
    [InlineData("Ting.Listening")]
    [InlineData("Ting.Measurement")]
    public void The_libraries_use_nothing_but_dotnet(string library) =>
        Assert.All(
            Assembly.Load(library).GetReferencedAssemblies(),
            reference => Assert.StartsWith("System.", reference.Name, StringComparison.Ordinal));

    [Theory]
    [InlineData("Ting.Server.Platform", "Ting.Server.Features")]
    [InlineData("Ting.Server.Platform", "Ting.Server.Channels")]
    [InlineData("Ting.Server.Platform", "Ting.Server.App")]
    [InlineData("Ting.Server.Ui", "Ting.Server.Features")]
    [InlineData("Ting.Server.Ui", "Ting.Server.Platform")]
    [InlineData("Ting.Server.Channels", "Ting.Server.Features")]
    [InlineData("Ting.Server.Features", "Ting.Server.Channels.")] // the contract, never one channel
    public void Code_in(string from, string mayNotUse) => Assert.Empty(Rules.Forbidden(Server, from, mayNotUse));

    [Fact]
    public void Channels_know_nothing_of_each_other() => Assert.Empty(Rules.BetweenFolders(Server, "Ting.Server.Channels"));

    [Fact]
    public void Features_use_each_other_one_way_only() => Assert.Empty(Rules.Cycles(Server, "Ting.Server.Features"));

    // The compiler of pages drops a blank that stands alone or begins an element, and two words run together.
    [Fact]
    public void A_blank_between_words_is_written_so_that_it_stays() =>
        Assert.DoesNotContain(
            Directory.EnumerateFiles(Path.Combine(OwnWordsTests.Root(), "src", "Ting.Server"), "*.razor", SearchOption.AllDirectories),
            page => BlankThatGoes().IsMatch(File.ReadAllText(page)));

    // A rule that cannot fail protects nothing, so each is shown to.
    [Fact]
    public void The_rules_can_fail()
    {
        Assert.Matches(BlankThatGoes(), """<span class="muted"> @why</span>""");
        Assert.Matches(BlankThatGoes(), "<text> </text>");
        Assert.DoesNotMatch(BlankThatGoes(), """@(" ")<span class="muted">@why</span> <b>@who</b> @when""");
        Use[] tangled =
        [
            new("App.Ui.Badge", "App.Features.People.Person"),
            new("App.Features.People.Person", "App.Features.Surveys.Survey"),
            new("App.Features.Surveys.Survey", "App.Features.People.Person"),
        ];

        Assert.Single(Rules.Forbidden(tangled, "App.Ui", "App.Features"));
        Assert.Equal(2, Rules.BetweenFolders(tangled, "App.Features").Count());
        Assert.Equal(["People", "Surveys"], Rules.Cycles(tangled, "App.Features"));
        Assert.Contains(Server, use => use.To.StartsWith("Ting.Server.Platform", StringComparison.Ordinal));
    }

    [GeneratedRegex("""<text> </text>|<(a|b|code|em|i|small|span|strong|time)( [^<>]*)?> @""")]
    private static partial Regex BlankThatGoes();
}
