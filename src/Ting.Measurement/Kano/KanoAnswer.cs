namespace Ting.Measurement;

/// <summary>How a customer would feel if a feature were there, or were not.</summary>
public enum KanoAnswer { Like = 1, MustBe = 2, Neutral = 3, LiveWith = 4, Dislike = 5 }

/// <summary>
/// What a feature is to a customer. <see cref="MustBe"/>: taken for granted; <see cref="OneDimensional"/>: the more the better; <see cref="Attractive"/>: delights, not missed;
/// <see cref="Reverse"/>: unwanted; <see cref="Questionable"/>: the answers contradict each other. In the order that decides ties.
/// </summary>
public enum KanoClass { MustBe, OneDimensional, Attractive, Indifferent, Reverse, Questionable }
