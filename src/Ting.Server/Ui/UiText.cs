namespace Ting.Server.Ui;

/// <summary>The few sentences the design system itself says.</summary>
public sealed class UiText;
