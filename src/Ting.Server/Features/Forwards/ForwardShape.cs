namespace Ting.Server.Features.Forwards;

/// <summary>A forward as the API shows it.</summary>
/// <param name="Link">What the third party opens; null once it is over.</param>
public sealed record ForwardShape(
    Guid Id, Guid ConversationId, string Name, string Email, string Note, string Language, IReadOnlyList<Guid> MessageIds, Guid? AgentId, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt,
    DateTimeOffset? ClosedAt, ForwardMail Mail, string? Problem, int Answers, DateTimeOffset? AnsweredAt, string? Link)
{
    internal static ForwardShape Of(Forward it, ForwardLink links, string origin, DateTimeOffset now) => new(
        it.Id, it.ConversationId, it.Name, it.Email, it.Note, it.Language, it.ReadMessages(), it.AgentId, it.CreatedAt, it.ExpiresAt, it.ClosedAt, it.Mail, it.Problem, it.Answers, it.AnsweredAt,
        it.IsOpen(now) ? links.AddressOf(it.Id, origin) : null);
}
