namespace Ting.Listening;

/// <summary>
/// VOX-08: how near the agent's voice comes to the customer's from turn to turn, after Levitan and Hirschberg, "Measuring acoustic-prosodic entrainment with respect to multiple levels
/// and dimensions", Interspeech 2011. Pitch counts from each speaker's own median, loudness from their turn of middle loudness. A turn in which the customer is much louder than usual is not to be mirrored:
/// it is left out here and stands under <see cref="LoudTurns"/>.
/// </summary>
/// <param name="Each">A customer's turn and the agent's answer.</param>
public sealed record MirroringFigures(MirroringMeasure? Rate, MirroringMeasure? Pitch, MirroringMeasure? Level, IReadOnlyList<TurnPair> Each, IReadOnlyList<LoudTurn> LoudTurns);

/// <summary>Nearness in one dimension; syllables a second, semitones or dB.</summary>
/// <param name="Pairs">From how many answers.</param>
/// <param name="Difference">Mean distance of an answer from the turn it answers; proximity is its negative.</param>
/// <param name="Shuffled">The same between an answer and all the turns that it does not answer.</param>
/// <param name="Chance">How often answers dealt out by chance come as near: small means that the nearness is no chance.</param>
/// <param name="Convergence">Correlation of nearness with time: above 0 the two come nearer; null where all is the same.</param>
/// <param name="Synchrony">Correlation of answers with the turns they answer: above 0 they move together; null where all is the same.</param>
public sealed record MirroringMeasure(int Pairs, double Difference, double Shuffled, double Chance, double? Convergence, double? Synchrony);

/// <param name="Start">When the customer's turn begins.</param>
/// <param name="Rate">The agent's less the customer's, in syllables a second; null where one is too short to tell.</param>
/// <param name="Pitch">In semitones.</param>
/// <param name="Level">In dB.</param>
public sealed record TurnPair(double Start, double? Rate, double? Pitch, double? Level);

/// <summary>The customer was much louder than usual: here a calm answer leads down.</summary>
/// <param name="Customer">dB above the customer's usual turn.</param>
/// <param name="Answer">dB above the agent's usual turn; null without an answer.</param>
/// <param name="LedDown">The answer stayed near the agent's own level and under the customer's rise; null without an answer.</param>
/// <param name="QuieterAfter">The customer's next turn was quieter; null without one.</param>
public sealed record LoudTurn(double Start, double Customer, double? Answer, bool? LedDown, bool? QuieterAfter);
