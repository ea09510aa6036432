namespace Ting.Server.Features.Conversations.Scheduling;

/// <summary>How long a reply sent from the reply box waits so that it can be taken back. Desk:UndoSeconds; 0 sends at once.</summary>
public sealed class UndoWindow(IConfiguration configuration)
{
    private const int Usual = 10;
    private const int Most = 120;

    public TimeSpan Length { get; } = TimeSpan.FromSeconds(Math.Clamp(configuration.GetValue("Desk:UndoSeconds", Usual), 0, Most));
}
