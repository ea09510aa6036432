namespace Ting.Cli;

/// <summary>What a person asked for cannot be done; the message says why and is shown as it is.</summary>
internal sealed class CommandException(string message) : Exception(message);
