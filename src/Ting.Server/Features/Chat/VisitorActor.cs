namespace Ting.Server.Features.Chat;

/// <summary>How the event log names a visitor's browser: an id that says nothing about the person.</summary>
internal static class VisitorActor
{
    public const string Arrived = "visitor.arrived";

    public static string Of(ChatSession session) => $"visitor:{session.Id}";
}
