namespace Ting.Server.Channels;

/// <summary>One way of reaching a customer. Each lives in its own folder and knows nothing of the others.</summary>
public interface IChannel
{
    /// <summary>Stored with every inbox; never rename one that has shipped.</summary>
    string Kind { get; }

    /// <summary>
    /// Returns what the other side said, good or bad; throws only when it is worth trying again.
    /// Sending the same message id twice must reach the customer once.
    /// </summary>
    Task<DeliveryReport> SendAsync(OutgoingMessage message, CancellationToken cancel);
}

public sealed record OutgoingMessage(Guid Id, Guid ConversationId, string Text);

/// <param name="Problem">Why it will never arrive; null when it was taken.</param>
public sealed record DeliveryReport(string? Problem)
{
    public static readonly DeliveryReport Accepted = new((string?)null);

    public static DeliveryReport Rejected(string problem) => new(problem);
}
