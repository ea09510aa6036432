namespace Ting.Server.Features.Settings;

public sealed class SettingsText;
