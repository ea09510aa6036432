using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;

namespace Ting.Server.Features.Agents;

/// <summary>A link with which an agent chooses a password, once. It is worth nothing after that, or when the password was changed otherwise.</summary>
internal static class PasswordLink
{
    public static async Task<string> ForAsync(UserManager<Agent> agents, Agent agent)
    {
        var token = await agents.GeneratePasswordResetTokenAsync(agent);
        return $"/sign-in/password?agent={agent.Id}&token={WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(token))}";
    }

    public static string? TokenOf(string? text)
    {
        try
        {
            return text is null ? null : Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(text));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
