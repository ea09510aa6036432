namespace Ting.Server.Ui;

/// <summary>How much a button asks for attention. One Primary per area.</summary>
public enum ButtonKind { Plain, Primary, Soft, Quiet, Danger }

/// <summary>28, 34 or 44 pixels high.</summary>
public enum ButtonSize { Small, Medium, Large }

internal static class ButtonCss
{
    public static string Of(ButtonKind kind, ButtonSize size, bool iconOnly, bool block, string? more)
    {
        var css = kind switch
        {
            ButtonKind.Primary => "btn btn-p",
            ButtonKind.Soft => "btn btn-soft",
            ButtonKind.Quiet => "btn btn-q",
            ButtonKind.Danger => "btn btn-d",
            _ => "btn",
        };
        if (size is not ButtonSize.Medium)
            css += size is ButtonSize.Small ? " btn-sm" : " btn-lg";
        if (iconOnly)
            css += " btn-i";
        if (block)
            css += " btn-block";
        return more is null ? css : $"{css} {more}";
    }
}
