namespace Ting.Server.Platform.Outcomes;

public enum RefusalKind { NotFound, Forbidden, Conflict, Invalid, Stale, TooLarge, TooMany, WrongType }

/// <param name="Code">Stable for API clients, and the key of the sentence shown to people in every language.</param>
/// <param name="Field">The field at fault, when there is one.</param>
public sealed record Refusal(RefusalKind Kind, string Code, string? Field = null)
{
    public static Refusal NotFound(string code) => new(RefusalKind.NotFound, code);

    public static Refusal Forbidden(string code) => new(RefusalKind.Forbidden, code);

    public static Refusal Conflict(string code) => new(RefusalKind.Conflict, code);

    public static Refusal Invalid(string code, string? field = null) => new(RefusalKind.Invalid, code, field);

    public static Refusal Stale(string code) => new(RefusalKind.Stale, code);

    public static Refusal TooLarge(string code) => new(RefusalKind.TooLarge, code);

    public static Refusal WrongType(string code) => new(RefusalKind.WrongType, code);
}
