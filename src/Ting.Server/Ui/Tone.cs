namespace Ting.Server.Ui;

/// <summary>What a tag or a banner is about; the words say the same, colour only helps.</summary>
public enum Tone { Neutral, Brand, Info, Success, Warning, Danger, Eye, Heart, Outline }
