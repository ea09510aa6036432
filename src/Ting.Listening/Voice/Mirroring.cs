namespace Ting.Listening;

/// <summary>Compares each answer of the agent with the turn it answers.</summary>
internal static class Mirroring
{
    private const int FewestPairs = 4;
    private const int Deals = 999;
    private const double ShortestTurn = 0.5;
    private const double LoudAbove = 6, CalmUpTo = 2; // dB from one's own usual turn

    private sealed record Voice(double? Rate, double? Pitch, double? Level);

    public static MirroringFigures Of(List<Turn> turns, int agent, int customer, Func<int, double?> pitch)
    {
        var usual = new[] { Usual(turns, 0), Usual(turns, 1) };
        Voice In(Turn turn) => turn.SpeechSeconds < ShortestTurn ? new(null, null, null) :
            new(turn.Syllables >= 2 ? turn.Rate : null, turn.Pitch - pitch(turn.Speaker), turn.Level - usual[turn.Speaker]);

        var each = new List<TurnPair>();
        var loud = new List<LoudTurn>();
        List<(double Customer, double Agent)> rates = [], pitches = [], levels = [];
        for (var at = 0; at < turns.Count; at++)
        {
            if (turns[at].Speaker != customer)
                continue;
            var asked = In(turns[at]);
            var answered = at + 1 < turns.Count && turns[at + 1].Speaker == agent ? In(turns[at + 1]) : null;
            if (asked.Level >= LoudAbove)
            {
                var next = at + 2 < turns.Count ? In(turns[at + 2]).Level : null;
                loud.Add(new LoudTurn(Math.Round(turns[at].Start, 3), Rounded(asked.Level)!.Value, Rounded(answered?.Level), answered?.Level is { } own ? own <= CalmUpTo && own < asked.Level - 3 : null, next < asked.Level));
                continue;
            }

            if (answered is null)
                continue;
            each.Add(new TurnPair(Math.Round(turns[at].Start, 3), Rounded(answered.Rate - asked.Rate), Rounded(answered.Pitch - asked.Pitch), Rounded(answered.Level - asked.Level)));
            Note(rates, asked.Rate, answered.Rate);
            Note(pitches, asked.Pitch, answered.Pitch);
            Note(levels, asked.Level, answered.Level);
        }

        return new MirroringFigures(Measure(rates), Measure(pitches), Measure(levels), each, loud);
    }

    // how loud a speaker's turns are, by the middle one
    private static double? Usual(List<Turn> turns, int speaker)
    {
        double[] levels = [.. turns.Where(turn => turn.Speaker == speaker && turn.SpeechSeconds >= ShortestTurn).Select(turn => turn.Level).Order()];
        return levels.Length == 0 ? null : Talk.Median(levels);
    }

    private static MirroringMeasure? Measure(List<(double Customer, double Agent)> pairs)
    {
        if (pairs.Count < FewestPairs)
            return null;
        double[] customer = [.. pairs.Select(pair => pair.Customer)], agent = [.. pairs.Select(pair => pair.Agent)];
        int[] dealt = [.. Enumerable.Range(0, agent.Length)];
        var observed = Distance(customer, agent, dealt);

        // all pairs less the adjacent ones
        var others = customer.Sum(one => agent.Sum(other => Math.Abs(one - other))) - (observed * pairs.Count);
        var shuffled = others / (pairs.Count * (pairs.Count - 1.0));

        var chance = new Chance(1);
        var asNear = 0;
        for (var deal = 0; deal < Deals; deal++)
        {
            chance.Shuffle(dealt);
            asNear += Distance(customer, agent, dealt) <= observed + 1e-12 ? 1 : 0;
        }

        double[] time = [.. Enumerable.Range(0, pairs.Count).Select(at => (double)at)];
        double[] nearness = [.. pairs.Select(pair => -Math.Abs(pair.Agent - pair.Customer))];
        return new MirroringMeasure(pairs.Count, Math.Round(observed, 3), Math.Round(shuffled, 3), Math.Round((asNear + 1.0) / (Deals + 1), 3),
            Rounded(Correlation(nearness, time)), Rounded(Correlation(agent, customer)));
    }

    // mean distance from each to the one dealt to it
    private static double Distance(double[] one, double[] other, int[] dealt)
    {
        var sum = 0.0;
        for (var at = 0; at < one.Length; at++)
            sum += Math.Abs(one[at] - other[dealt[at]]);
        return sum / one.Length;
    }

    private static double? Correlation(double[] one, double[] other)
    {
        var (meanOne, meanOther) = (one.Average(), other.Average());
        double product = 0, squareOne = 0, squareOther = 0;
        for (var at = 0; at < one.Length; at++)
        {
            product += (one[at] - meanOne) * (other[at] - meanOther);
            squareOne += (one[at] - meanOne) * (one[at] - meanOne);
            squareOther += (other[at] - meanOther) * (other[at] - meanOther);
        }

        return squareOne < 1e-12 || squareOther < 1e-12 ? null : product / Math.Sqrt(squareOne * squareOther);
    }

    private static void Note(List<(double, double)> pairs, double? customer, double? agent)
    {
        if (customer is { } asked && agent is { } answered)
            pairs.Add((asked, answered));
    }

    private static double? Rounded(double? value) => value is { } number ? Math.Round(number, 3) : null;
}
