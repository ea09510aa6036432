using Ting.Server.Platform.Jobs;

namespace Ting.Server.Platform.Data;

/// <summary>What must follow from an event elsewhere: a job row in the transaction that writes the event. So one feature can act on another's events without either knowing the other's use cases.</summary>
public sealed class EventReactions(IEnumerable<EventReaction> reactions)
{
    private readonly ILookup<string, EventReaction> _byType = reactions.ToLookup(reaction => reaction.EventType);

    internal IEnumerable<QueuedJob> For(LoggedEvent line) => _byType[line.Type].Select(reaction => reaction.JobFor(line)).OfType<QueuedJob>();
}

/// <param name="JobFor">Null when nothing follows this time.</param>
public sealed record EventReaction(string EventType, Func<LoggedEvent, QueuedJob?> JobFor);

public static class EventReactionsSetup
{
    /// <summary>Whenever an event of this type is written, a job is queued with it.</summary>
    /// <param name="after">How long it waits; not at all when this is not given.</param>
    public static IServiceCollection AddReaction<TJob>(this IServiceCollection services, string eventType, Func<LoggedEvent, TJob> job, Func<LoggedEvent, TimeSpan>? after = null) where TJob : IJob =>
        services.AddSingleton(new EventReaction(eventType, line => QueuedJob.For(job(line), line.At + (after?.Invoke(line) ?? TimeSpan.Zero))));

    /// <summary>The same where it depends: no job for null. It is asked within a save, so it answers from memory.</summary>
    public static IServiceCollection AddReaction<TJob>(this IServiceCollection services, string eventType, Func<IServiceProvider, LoggedEvent, TJob?> job) where TJob : class, IJob =>
        services.AddSingleton(provider => new EventReaction(eventType, line => job(provider, line) is { } wanted ? QueuedJob.For(wanted, line.At) : null));
}
