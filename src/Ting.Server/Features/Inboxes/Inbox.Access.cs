namespace Ting.Server.Features.Inboxes;

// For those to whom waiting or writing is harder.
public sealed partial class Inbox
{
    /// <summary>Whoever comes in here is on the access lane (OMNI-06): a door of their own.</summary>
    public bool AccessLane { get; private set; }

    /// <summary>Customers may ask for the access lane themselves before the chat.</summary>
    public bool OffersAccess { get; private set; }

    public void Ease(bool isLane, bool offersLane)
    {
        if ((isLane, offersLane) == (AccessLane, OffersAccess))
            return;

        (AccessLane, OffersAccess) = (isLane, offersLane);
        Version++;
    }
}
