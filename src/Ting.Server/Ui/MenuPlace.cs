namespace Ting.Server.Ui;

/// <summary>Where a menu's panel lies: below and flush with the end unless said otherwise.</summary>
public enum MenuPlace { End, Start, Up, UpStart, Side }
