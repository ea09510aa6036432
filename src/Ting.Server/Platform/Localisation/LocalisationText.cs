namespace Ting.Server.Platform.Localisation;

public sealed class LocalisationText;
