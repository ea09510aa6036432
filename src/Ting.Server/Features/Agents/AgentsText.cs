namespace Ting.Server.Features.Agents;

public sealed class AgentsText;
