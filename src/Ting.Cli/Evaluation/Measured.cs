namespace Ting.Cli.Evaluation;

/// <summary>Everything one run measured.</summary>
internal sealed class Measured
{
    public List<(string Name, MessageScores Ours, MessageScores? Baseline)> Messages { get; } = [];
    public List<(string Name, DraftScores Scores)> Drafts { get; } = [];
    public List<SetScores> Sets { get; } = [];
    public List<AgentAlarms> Alarms { get; } = [];
}
