using System.Diagnostics.CodeAnalysis;

namespace Ting.Server.Platform.Identity;

/// <summary>What somebody may do, by name: <c>RequireAuthorization(Permission.Reply)</c>. Which role usually may what stands here; a desk can change that (TEAM-02).</summary>
[SuppressMessage("Naming", "CA1711", Justification = "It is one; the framework's class of that ending is of another age.")]
public static class Permission
{
    public const string SeeConversations = "see-conversations";
    public const string WriteNotes = "write-notes";
    public const string Reply = "reply";
    public const string Assign = "assign";

    /// <summary>Open, move, record and close cases, give gestures within one's authority.</summary>
    public const string WorkCases = "work-cases";

    /// <summary>Keep the register of causes, decide about gestures beyond somebody's authority, and see how often a customer was given one.</summary>
    public const string LeadCases = "lead-cases";

    public const string ManagePeople = "manage-people";
    public const string ErasePeople = "erase-people";
    public const string ManagePhrases = "manage-phrases";
    /// <summary>Write segments of people and how to serve them, and views of conversations for others than oneself.</summary>
    public const string ManageSegments = "manage-segments";

    /// <summary>Say what the shop sells, from which recommendations are made.</summary>
    public const string ManageProducts = "manage-products";

    public const string ManageSurveys = "manage-surveys";

    /// <summary>Write the magazine, see its readers, and look after the community.</summary>
    public const string ManageCommunity = "manage-community";

    public const string SeeInsights = "see-insights";
    public const string ReviewQuality = "review-quality";
    public const string Train = "train";
    public const string ImportPeople = "import-people";
    public const string ExportData = "export-data";
    public const string Administer = "administer";

    public static IReadOnlyList<string> All { get; } =
    [
        SeeConversations, WriteNotes, Reply, Assign, WorkCases, LeadCases, ManagePeople, ErasePeople, ManagePhrases, ManageSegments, ManageProducts, ManageSurveys, ManageCommunity, SeeInsights, ReviewQuality, Train, ImportPeople, ExportData, Administer,
    ];

    private static readonly HashSet<string> FrontLine = [SeeConversations, WriteNotes, Reply, Assign, WorkCases, ManagePeople];

    private static readonly Dictionary<AgentRole, HashSet<string>> OfRole = new()
    {
        [AgentRole.Representative] = FrontLine,
        [AgentRole.Specialist] = FrontLine,
        [AgentRole.Manager] = [.. FrontLine, LeadCases, ErasePeople, ManagePhrases, ManageSegments, ManageProducts, ManageSurveys, ManageCommunity, SeeInsights, ReviewQuality, ImportPeople, ExportData],
        [AgentRole.Supervisor] = [SeeConversations, WriteNotes, WorkCases, LeadCases, ManageSurveys, SeeInsights, ReviewQuality, ExportData],
        [AgentRole.Trainer] = [SeeConversations, WriteNotes, ManagePhrases, SeeInsights, Train],
        [AgentRole.Administrator] = [.. All],
    };

    /// <summary>As it is unless this desk says otherwise.</summary>
    public static IReadOnlySet<string> Usual(AgentRole role) => OfRole[role];

    /// <summary>As it is unless this desk says otherwise.</summary>
    public static bool Allows(this AgentRole role, string permission) => OfRole[role].Contains(permission);
}
