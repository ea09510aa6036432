namespace Ting.Server.Ui;

/// <summary>The five steps from −2 (angry) to +2 (grateful) as class names.</summary>
public static class EmotionCss
{
    /// <summary>m2, m1, 0, p1 or p2.</summary>
    public static string Of(int level) => Math.Clamp(level, -2, 2) switch
    {
        -2 => "m2",
        -1 => "m1",
        1 => "p1",
        2 => "p2",
        _ => "0",
    };
}
