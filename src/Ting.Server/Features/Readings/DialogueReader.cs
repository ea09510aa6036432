using System.Text.Json.Serialization;
using Ting.Listening;
using Ting.Listening.Text;

namespace Ting.Server.Features.Readings;

/// <summary>
/// Reads a dialogue from the readings of its turns. A customer's satisfaction follows the emotion of each turn and keeps a part of the one before;
/// the score to expect follows the end more than the average, and the worst moment too.
/// </summary>
public static class DialogueReader
{
    private const double Kept = 0.25;
    private const double Alike = 0.6;
    private const int MostSummary = 120;

    public sealed record Turn(bool IsCustomer, string Text);

    /// <param name="Turns">Null for an agent's turn.</param>
    /// <param name="Repeats">How often the customer had to say the same thing again.</param>
    /// <param name="PredictedCsat">From 1 to 5; null when the customer said nothing.</param>
    /// <param name="Summary">In the customer's own words.</param>
    public sealed record Dialogue(
        IReadOnlyList<TurnReading?> Turns, bool Resolved, bool Escalated, IReadOnlyList<Promised> Promises, int Repeats, Recovery? Recovery, double? PredictedCsat, string Summary);

    /// <param name="Satisfaction">1 dissatisfied, 2 neutral, 3 satisfied.</param>
    public sealed record TurnReading(int Satisfaction, Probabilities SatisfactionP, Emotion Emotion);

    public sealed record Probabilities(
        [property: JsonPropertyName("1")] double Dissatisfied, [property: JsonPropertyName("2")] double Neutral, [property: JsonPropertyName("3")] double Satisfied);

    /// <param name="Turn">From 0.</param>
    public sealed record Promised(int Turn, string What, string? When, string? Owner);

    /// <param name="Turns">How many customer turns from the first dissatisfied one to the first satisfied one after it.</param>
    public sealed record Recovery(bool Recovered, int? Turns);

    public static Dialogue Read(IReadOnlyList<Turn> turns)
    {
        var readings = new TurnReading?[turns.Count];
        var promises = new List<Promised>();
        var escalated = false;
        Probabilities? before = null;
        for (var index = 0; index < turns.Count; index++)
        {
            if (!turns[index].IsCustomer)
            {
                if (Coach.Review(turns[index].Text).Promise is { } promise)
                    promises.Add(new Promised(index, promise.What, promise.When, promise.Owner));
                continue;
            }

            var reading = Listener.Read(turns[index].Text);
            escalated |= reading.Escalation;
            before = Mixed(Of(reading), before);
            readings[index] = new TurnReading(Likeliest(before), Rounded(before), reading.Emotion);
        }

        TurnReading[] said = [.. readings.OfType<TurnReading>()];
        return new Dialogue(
            readings, said is [.., { Satisfaction: 3 }], escalated, promises, Repeats(turns), RecoveryOf(said), said.Length == 0 ? null : Expected(said), Summary(turns, readings));
    }

    private static Probabilities Of(Reading reading)
    {
        double dissatisfied = 0, satisfied = 0;
        foreach (var (emotion, probability) in reading.Emotions)
        {
            switch (emotion)
            {
                case Emotion.Angry or Emotion.Dissatisfied or Emotion.Frustrated:
                    dissatisfied += probability;
                    break;
                case Emotion.Anxious:
                    dissatisfied += probability / 2; // as often worried as displeased
                    break;
                case Emotion.Satisfied or Emotion.Grateful:
                    satisfied += probability;
                    break;
            }
        }

        return new Probabilities(dissatisfied, Math.Max(0, 1 - dissatisfied - satisfied), satisfied);
    }

    private static Probabilities Mixed(Probabilities now, Probabilities? before) => before is null ? now : new Probabilities(
        (1 - Kept) * now.Dissatisfied + Kept * before.Dissatisfied,
        (1 - Kept) * now.Neutral + Kept * before.Neutral,
        (1 - Kept) * now.Satisfied + Kept * before.Satisfied);

    private static Probabilities Rounded(Probabilities it) => new(Math.Round(it.Dissatisfied, 3), Math.Round(it.Neutral, 3), Math.Round(it.Satisfied, 3));

    private static int Likeliest(Probabilities it) =>
        it.Dissatisfied > it.Neutral && it.Dissatisfied >= it.Satisfied ? 1 : it.Satisfied > it.Neutral ? 3 : 2;

    private static double Expected(TurnReading[] said)
    {
        double[] values = [.. said.Select(turn => turn.SatisfactionP.Satisfied - turn.SatisfactionP.Dissatisfied)];
        var felt = 0.5 * values[^1] + 0.3 * values.Average() + 0.2 * values.Min();
        return Math.Round(Math.Clamp(3.4 + 1.6 * felt, 1, 5), 2);
    }

    private static Recovery? RecoveryOf(TurnReading[] said)
    {
        var low = Array.FindIndex(said, turn => turn.Satisfaction == 1);
        if (low < 0)
            return null; // nothing to recover from

        var high = Array.FindIndex(said, low, turn => turn.Satisfaction == 3);
        return new Recovery(high >= 0, high < 0 ? null : high - low);
    }

    private static int Repeats(IReadOnlyList<Turn> turns)
    {
        HashSet<string>[] customer = [.. turns.Where(turn => turn.IsCustomer).Select(turn => SearchTerms.ForQuery(turn.Text).ToHashSet())];
        var repeats = 0;
        for (var index = 1; index < customer.Length; index++)
        {
            var terms = customer[index];
            if (terms.Count >= 3 && customer.Take(index).Any(earlier => earlier.Intersect(terms).Count() >= Alike * Math.Max(1, earlier.Union(terms).Count())))
                repeats++;
        }

        return repeats;
    }

    // The first thing said, the hardest moment, and where it ended.
    private static string Summary(IReadOnlyList<Turn> turns, TurnReading?[] readings)
    {
        int[] customer = [.. Enumerable.Range(0, turns.Count).Where(index => readings[index] is not null && !string.IsNullOrWhiteSpace(turns[index].Text))];
        if (customer.Length == 0)
            return "";

        var worst = customer.MaxBy(index => readings[index]!.SatisfactionP.Dissatisfied);
        return string.Join(" … ", new[] { customer[0], worst, customer[^1] }.Distinct().Order().Select(index => Cut(turns[index].Text.Trim())));
    }

    private static string Cut(string text) =>
        text.Length <= MostSummary ? text : text[..(char.IsHighSurrogate(text[MostSummary - 1]) ? MostSummary - 1 : MostSummary)] + "…";
}
