using Microsoft.AspNetCore.Identity;
using QRCoder;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Agents;

/// <summary>Two-step sign-in: a key shared with a phone, and ten codes for the day the phone is lost.</summary>
internal sealed class Authenticator(UserManager<Agent> agents, IUserStore<Agent> store)
{
    private const int Codes = 10;

    /// <returns>The key to type, and the picture to scan.</returns>
    public async Task<(string Key, string Svg)> OfferAsync(Agent agent)
    {
        var key = await agents.GetAuthenticatorKeyAsync(agent);
        if (string.IsNullOrEmpty(key))
        {
            // Not the manager's own way, which would end all of the agent's sign-ins: a key that is only offered opens nothing yet.
            key = agents.GenerateNewAuthenticatorKey();
            await ((IUserAuthenticatorKeyStore<Agent>)store).SetAuthenticatorKeyAsync(agent, key, CancellationToken.None);
            await agents.UpdateAsync(agent);
        }

        var address = $"otpauth://totp/Ting:{Uri.EscapeDataString(agent.Email!)}?secret={key}&issuer=Ting&digits=6";
        using var code = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        using var picture = new SvgQRCode(code);
        return (string.Join(' ', key!.Chunk(4).Select(part => new string(part))), picture.GetGraphic(4));
    }

    /// <returns>The recovery codes; each works once.</returns>
    public async Task<Outcome<IReadOnlyList<string>>> TurnOnAsync(Agent agent, string code)
    {
        var typed = new string([.. code.Normalize(System.Text.NormalizationForm.FormKC).Where(char.IsAsciiDigit)]);
        if (!await agents.VerifyTwoFactorTokenAsync(agent, agents.Options.Tokens.AuthenticatorTokenProvider, typed))
            return Refusal.Invalid("account.code_wrong", "code");

        await agents.SetTwoFactorEnabledAsync(agent, true);
        return await NewCodesAsync(agent);
    }

    public async Task<List<string>> NewCodesAsync(Agent agent) => [.. await agents.GenerateNewTwoFactorRecoveryCodesAsync(agent, Codes) ?? []];

    public async Task TurnOffAsync(Agent agent)
    {
        await agents.SetTwoFactorEnabledAsync(agent, false);
        await agents.ResetAuthenticatorKeyAsync(agent);
    }
}
