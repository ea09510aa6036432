using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Conversations;

// Where it stands among those who wait, and how it finds its agent.
public sealed partial class Conversation
{
    /// <summary>Old or disabled customers who asked for it, and everybody who came in by a door of theirs, are served first (OMNI-06).</summary>
    public bool AccessLane { get; private set; }

    /// <summary>The customer's tier when it began or changed last: diamond, gold …</summary>
    public string? ValueTier { get; private set; }

    /// <summary>The agent who gave it back to the queue; routing does not return it to them at once.</summary>
    public Guid? GivenBackBy { get; private set; }

    /// <returns>False when it stood so already.</returns>
    public bool Stand(string? tier, bool accessLane)
    {
        if ((tier, accessLane) == (ValueTier, AccessLane))
            return false;

        (ValueTier, AccessLane) = (tier, accessLane);
        if (WaitingSince is { } since)
            ReplyDueAt = since + ReplyTime();
        Touch();
        return true;
    }

    /// <summary>Routing gives it to an agent, and says why.</summary>
    public void Route(Guid agentId, AssignmentReason why, DateTimeOffset now)
    {
        Log("conversation.assigned", "system", now, new { from = AssigneeId, to = agentId, teamId = TeamId, reason = "routed", why });
        (AssigneeId, GivenBackBy) = (agentId, null);
    }

    /// <summary>Its agent is not there: it goes back to the queue, or to another team.</summary>
    /// <param name="minutes">How long the customer had been waiting for somebody who was away.</param>
    public void HandOn(Guid? teamId, int minutes, DateTimeOffset now)
    {
        Log("conversation.assigned", "system", now, new { from = AssigneeId, to = (Guid?)null, teamId = teamId ?? TeamId, reason = "away", minutes });
        (AssigneeId, TeamId, GivenBackBy) = (null, teamId ?? TeamId, null);
    }

    /// <summary>Who leads the desk goes on with it themselves.</summary>
    public Outcome<bool> TakeOver(Guid agentId, string actor, DateTimeOffset now)
    {
        if (AssigneeId == agentId)
            return Refusal.Conflict("conversation.yours_already");

        Log("conversation.assigned", actor, now, new { from = AssigneeId, to = agentId, teamId = TeamId, reason = "taken-over" });
        (AssigneeId, GivenBackBy) = (agentId, null);
        return true;
    }

    // Value changes speed and never stands before access (TRAP-07).
    private double Pace => AccessLane ? 0.25 : ValueTier switch { "diamond" => 0.5, "gold" => 0.7, "silver" => 0.85, _ => 1 };
}
