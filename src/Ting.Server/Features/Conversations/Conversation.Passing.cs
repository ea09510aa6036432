namespace Ting.Server.Features.Conversations;

// What waits to be said, and who goes on with it.
public sealed partial class Conversation
{
    /// <summary>A reply waits for its time; nothing else changes before it is sent.</summary>
    public void Hold()
    {
        HeldReplies++;
        Touch();
    }

    /// <summary>A reply waits no longer: it was sent, taken back or looked at.</summary>
    public void LetGo()
    {
        HeldReplies = Math.Max(0, HeldReplies - 1);
        Touch();
    }

    /// <summary>A rule tells the customer something. Nobody has answered: who waits goes on waiting.</summary>
    internal Message TellByRule(string text, string actor, DateTimeOffset now)
    {
        var message = Message.Automatic(this, text, now);
        Log("message.automatic", actor, now, new { messageId = message.Id });
        return message;
    }

    /// <summary>Somebody else goes on with it.</summary>
    /// <param name="noteId">The note that says why.</param>
    public void HandOver(Guid? agentId, Guid? teamId, Guid noteId, string actor, DateTimeOffset now)
    {
        Transfers++;
        Log("conversation.assigned", actor, now, new { from = AssigneeId, to = agentId, teamId, reason = "handover", noteId, transfers = Transfers });
        GivenBackBy = agentId is null ? AssigneeId : null;
        (AssigneeId, TeamId) = (agentId, teamId);
    }
}
