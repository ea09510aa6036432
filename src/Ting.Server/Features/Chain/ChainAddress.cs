using Ting.Server.Platform.Forms;

namespace Ting.Server.Features.Chain;

/// <summary>What the address of the page says: weeks or months, and how many.</summary>
public sealed record ChainAddress(ChainStep Step, int Count)
{
    public static ChainAddress Of(string? step, int? count)
    {
        var of = Choice.Of<ChainStep>(step) ?? ChainStep.Week;
        return new(of, count is { } given && ChainPeriods.Counts(of).Contains(given) ? given : ChainPeriods.Counts(of)[0]);
    }

    public string Page => $"/insights/chain?step={Step}&count={Count}";

    public string File => $"/insights/chain.csv?step={Step}&count={Count}";

    public string Values(ChainLink link) => $"/insights/chain/values?link={link}&step={Step}";
}
