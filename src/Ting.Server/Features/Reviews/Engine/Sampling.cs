using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Ting.Server.Features.Reviews.Engine;

/// <summary>Why a conversation is worth a person's time; the first that holds.</summary>
public enum ReviewPick { Risk, Disagreement, Random }

/// <summary>What is picked for people. The seed makes the random share the same however often it is drawn.</summary>
/// <param name="RiskBelow">A score under this is a risk; 0 for none.</param>
/// <param name="PicksEscalated">The customer threatened to go further, or left in anger.</param>
/// <param name="PicksDisagreement">The engine's score and the customer's answer say the opposite.</param>
/// <param name="RandomPermille">Of a thousand others, how many.</param>
public sealed record SamplingRules(int RiskBelow, bool PicksEscalated, bool PicksDisagreement, int RandomPermille, string Seed)
{
    /// <summary>The engine thinks well of it from here on, and badly below <see cref="Bad"/>.</summary>
    public const int Good = 80;

    public const int Bad = 50;

    /// <param name="Score">The engine's.</param>
    /// <param name="LastLevel">How the customer felt at the end, −2 to +2.</param>
    /// <param name="CustomerScore">1 to 5; null while there is no answer.</param>
    public sealed record Facts(Guid ConversationId, int? Score, bool IsAutoFailed, bool Escalated, int? LastLevel, int? CustomerScore);

    /// <returns>Null when nothing speaks for looking at it.</returns>
    public ReviewPick? Pick(Facts it)
    {
        if (it.IsAutoFailed || it.Score < RiskBelow || (PicksEscalated && (it.Escalated || it.LastLevel <= -2)))
            return ReviewPick.Risk;
        if (PicksDisagreement && ((it.Score >= Good && it.CustomerScore <= 2) || (it.Score < Bad && it.CustomerScore >= 4)))
            return ReviewPick.Disagreement;
        return IsDrawn(it.ConversationId) ? ReviewPick.Random : null;
    }

    /// <summary>The same answer for the same conversation and seed, on every machine.</summary>
    public bool IsDrawn(Guid conversationId) =>
        BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData([.. Encoding.UTF8.GetBytes(Seed), .. conversationId.ToByteArray()])) % 1000 < RandomPermille;
}
