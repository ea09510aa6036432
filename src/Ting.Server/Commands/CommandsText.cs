namespace Ting.Server.Commands;

/// <summary>Names the CommandsText*.resx files beside it.</summary>
public sealed class CommandsText;
