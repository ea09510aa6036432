using System.Reflection;

namespace Ting.Server.Features.Reviews.Scorecards;

/// <summary>The scorecard that ships with the product: the six inner qualities of TEAM-06, with the rules of the coach.</summary>
public static class ShippedScorecard
{
    /// <summary>The same on every installation, so that two that start at once do not make two of it.</summary>
    public static readonly Guid Id = Guid.Parse("01900000-0000-7000-8000-000000000001");

    private static readonly Lazy<ScorecardContent> Shipped = new(() =>
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("scorecard.shipped.json")
            ?? throw new InvalidOperationException("The shipped scorecard is missing from the build.");
        using var reader = new StreamReader(stream);
        return ScorecardContent.Read(reader.ReadToEnd()) ?? throw new InvalidOperationException("The shipped scorecard cannot be read.");
    });

    public static ScorecardContent Content => Shipped.Value;
}
