namespace Ting.Server.Features.Setup;

public sealed class SetupText;
