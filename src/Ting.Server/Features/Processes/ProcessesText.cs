namespace Ting.Server.Features.Processes;

/// <summary>Names the ProcessesText*.resx files beside it.</summary>
public sealed class ProcessesText;
