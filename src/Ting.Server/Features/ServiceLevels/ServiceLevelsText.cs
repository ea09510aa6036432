namespace Ting.Server.Features.ServiceLevels;

public sealed class ServiceLevelsText;
