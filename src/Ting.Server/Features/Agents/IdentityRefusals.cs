using Microsoft.AspNetCore.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Agents;

/// <summary>What ASP.NET Core Identity will not do, as refusals of ours.</summary>
internal static class IdentityRefusals
{
    public static Refusal? Refusal(this IdentityResult result, string passwordField = "password") => result.Succeeded
        ? null
        : result.Errors.First().Code switch
        {
            "DuplicateEmail" or "DuplicateUserName" => Platform.Outcomes.Refusal.Invalid("agent.email_taken", "email"),
            "InvalidEmail" or "InvalidUserName" => Platform.Outcomes.Refusal.Invalid("form.email", "email"),
            "PasswordTooShort" => Platform.Outcomes.Refusal.Invalid("agent.password_short", passwordField),
            "PasswordMismatch" => Platform.Outcomes.Refusal.Invalid("agent.password_wrong", "current"),
            "InvalidToken" => Platform.Outcomes.Refusal.Conflict("agent.link_used"),
            "ConcurrencyFailure" => Platform.Outcomes.Refusal.Conflict("agent.changed_meanwhile"),
            var other => throw new InvalidOperationException($"Identity refused: {other}"),
        };
}
