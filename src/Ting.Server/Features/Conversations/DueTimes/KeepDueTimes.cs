using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.People;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Conversations.DueTimes;

/// <summary>Follows what has just happened to a conversation, in the save that writes it. Where no level applies it costs nothing.</summary>
internal static class KeepDueTimes
{
    public static async Task AfterAsync(AppDb db, Conversation conversation, CancellationToken cancel)
    {
        if (await db.KeptAsync<ServiceRules>(cancel) is not { } rules || (rules.IsEmpty && conversation.Service is null))
            return;

        var state = conversation.ReadService();
        var isUnknown = state is null && conversation.NewEvents is not [{ Sequence: 1 }, ..];
        if (rules.UsesTiers && (state is null || conversation.NewEvents.Any(line => line.Type is "conversation.moved" or "conversation.reopened")))
            state = (state ?? ServiceState.Beginning(null)) with { Tier = (await db.People.FindAsync([conversation.PersonId], cancel))?.Tier };

        var fold = new ServiceFold(rules, conversation.Id, conversation.InboxId, state ?? ServiceState.Beginning(null));
        if (isUnknown)
            await CatchUpAsync(db, conversation, fold, cancel);
        foreach (var line in conversation.NewEvents)
            fold.Follow(line);
        var now = conversation.NewEvents is [.., var last] ? last.At : default;
        foreach (var clock in fold.Ended)
        {
            await WriteAsync(db, clock, cancel);
            if (clock.Broken && !isUnknown && state?.Clocks.Any(it => (it.Target, it.Sequence, it.Broken) == (clock.Target, clock.Sequence, true)) is false)
                Break(conversation, clock.Target, clock.Sequence, clock.DueAt, rules.NameOf(clock.LevelId), now); // the answer came before anybody had looked
        }

        conversation.Keep(fold);
    }

    /// <summary>Says that a target was missed.</summary>
    internal static void Break(Conversation conversation, ServiceTarget target, int sequence, DateTimeOffset? dueAt, string? level, DateTimeOffset now) =>
        conversation.Log(ServiceFold.Broke, "system", now, new { target = target.ToString(), sequence, dueAt, level });

    /// <summary>Puts a clock down, over what was known of it.</summary>
    internal static async Task WriteAsync(AppDb db, ServiceClock clock, CancellationToken cancel)
    {
        if (await db.ServiceClocks.FindAsync([clock.ConversationId, clock.Target, clock.Sequence], cancel) is { } known)
            known.Become(clock);
        else
            db.ServiceClocks.Add(clock);
    }

    // A level was made since it began, and nobody has counted yet.
    private static async Task CatchUpAsync(AppDb db, Conversation conversation, ServiceFold fold, CancellationToken cancel)
    {
        var known = conversation.LastSequence - conversation.NewEvents.Count;
        foreach (var line in await db.Events.AsNoTracking().Where(line => line.Stream == conversation.Id && line.Sequence <= known).OrderBy(line => line.Sequence).ToListAsync(cancel))
            fold.Follow(line);
    }
}
