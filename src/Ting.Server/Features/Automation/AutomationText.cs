namespace Ting.Server.Features.Automation;

/// <summary>Names the AutomationText*.resx files beside it.</summary>
public sealed class AutomationText;
