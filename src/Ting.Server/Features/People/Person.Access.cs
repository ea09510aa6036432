namespace Ting.Server.Features.People;

// Who is served first because waiting or writing is harder for them.
public sealed partial class Person
{
    /// <summary>Asked for the access lane of old and disabled customers (OMNI-06). Why is not kept: it is nobody's business.</summary>
    public bool AccessLane { get; private set; }

    public void UseAccessLane(bool uses, DateTimeOffset now)
    {
        AccessLane = uses;
        Touch(now);
    }
}
