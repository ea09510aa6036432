namespace Ting.Server.Features.Help;

public sealed class HelpText;
