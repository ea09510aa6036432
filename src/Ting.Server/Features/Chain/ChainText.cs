namespace Ting.Server.Features.Chain;

public sealed class ChainText;
