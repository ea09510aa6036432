namespace Ting.Server.Platform.Identity;

/// <summary>The six roles of TEAM-02. Stored by name; never rename one.</summary>
public enum AgentRole { Representative, Specialist, Manager, Supervisor, Trainer, Administrator }
