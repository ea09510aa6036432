namespace Ting.Server.Features.Conversations;

/// <summary>Why routing gave a conversation to somebody. Kept as data in the event, so that each reader gets the sentence in their language.</summary>
/// <param name="Strategy">roundRobin or balanced.</param>
/// <param name="Skills">What was asked for, and how well the agent can do it.</param>
/// <param name="SpokeBefore">They were the last who served this customer.</param>
/// <param name="Load">Points on the agent's desk with this conversation.</param>
/// <param name="Capacity">Points that they can take.</param>
/// <param name="RelaxedAfter">Minutes after which less was asked for, because nobody who could do it was free; null when all of it was met.</param>
public sealed record AssignmentReason(string Strategy, IReadOnlyList<SkillReason> Skills, bool SpokeBefore, int Load, int Capacity, int? RelaxedAfter);

/// <param name="Language">zh-Hans, ja or en when the skill is a language.</param>
public sealed record SkillReason(string Name, string? Language, int Level);
