namespace Ting.Server.App;

public sealed class AppText;
