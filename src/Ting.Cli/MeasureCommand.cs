using System.CommandLine;
using Ting.Cli.Measuring;

namespace Ting.Cli;

/// <summary>Measures service from CSV files.</summary>
internal static class MeasureCommand
{
    public static Command Make() => new("measure", """
        Measure service from CSV files: surveys, quality, agreement, value and waiting, each with n and 95 % intervals.
        Every measure prints a table; --json one JSON object; --svg FILE also a picture where one helps. A file that cannot be read is said with row and column, exit code 2.
        """)
    {
        ServqualVerb.Make(),
        KanoVerb.Make(),
        SatisfactionVerbs.MakeCsat(),
        SatisfactionVerbs.MakeNps(),
        SatisfactionVerbs.MakeCes(),
        ResponseVerb.Make(),
        ImpressionVerb.Make(),
        AlphaVerb.Make(),
        KappaVerb.Make(),
        GraderVerbs.MakeKrippendorff(),
        GraderVerbs.MakeAc1(),
        ParetoVerb.Make(),
        RfmVerb.Make(),
        LifetimeVerb.Make(),
        BuyingVerb.Make(),
        ErlangVerb.Make(),
        CorrelateVerb.Make(),
    };
}
