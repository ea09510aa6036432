namespace Ting.Server.Platform.Api;

public sealed class ApiText;
