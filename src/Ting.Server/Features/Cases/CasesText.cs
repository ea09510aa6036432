namespace Ting.Server.Features.Cases;

public sealed class CasesText;
