using Microsoft.EntityFrameworkCore;
using Ting.Listening;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Policies;

/// <summary>What holds in an inbox.</summary>
/// <param name="Opening">With {agent} and {company} still in it.</param>
public sealed record PolicyInForce(Wording Opening, bool ApologiseFirst, bool Trust)
{
    /// <summary>So many of our replies are looked at for an apology: who was told already that we are sorry is not told so with every answer.</summary>
    public const int LastReplies = 2;

    /// <summary>Something is decided that can be held against words.</summary>
    public bool SpeaksOfWords => ApologiseFirst || Trust;

    /// <summary>What in an answer is not as was decided here.</summary>
    /// <param name="context">The customer's last messages, oldest first.</param>
    /// <param name="replies">Our last <see cref="LastReplies"/> before it.</param>
    /// <param name="explainIn">The language of the explanations; null for the answer's.</param>
    public IReadOnlyList<Finding> Review(string answer, IReadOnlyList<string> context, IEnumerable<string> replies, string? explainIn = null) =>
        SpeaksOfWords ? PolicyCheck.Review(answer, context, ApologiseFirst && !replies.Any(text => PolicyCheck.Apologises(text)), Trust, explainIn: explainIn) : [];

    /// <param name="language">Of the conversation; where nothing is written in it, there is no opening.</param>
    public string? OpeningIn(string language, string agent, string company)
    {
        var text = language.StartsWith("zh", StringComparison.Ordinal) ? Opening.Zh : language.StartsWith("ja", StringComparison.Ordinal) ? Opening.Ja : Opening.En;
        return text.Length == 0 ? null : text.Replace("{agent}", agent, StringComparison.Ordinal).Replace("{company}", company, StringComparison.Ordinal);
    }
}

/// <summary>How customers are treated here, kept in memory.</summary>
public sealed class PolicyBook(IReadOnlyDictionary<Guid, PolicyContent> decided)
{
    private const double SecondsOfRing = 6; // rings are five to six seconds apart: whoever answers after the third is not counted late
    private static readonly PolicyContent Nothing = new(Wording.None, null, null, null);

    /// <summary>Where nothing was decided.</summary>
    public static PolicyBook Usual { get; } = new(new Dictionary<Guid, PolicyContent>());

    private PolicyContent Whole => decided.GetValueOrDefault(ServicePolicy.Everywhere, Nothing);

    /// <summary>After how many rings at most a call is answered.</summary>
    public int Rings => Whole.Rings ?? ServicePolicy.UsualRings;

    /// <summary>The same in seconds.</summary>
    public double RingSeconds => Rings * SecondsOfRing;

    public PolicyInForce For(Guid inboxId)
    {
        var own = decided.GetValueOrDefault(inboxId, Nothing);
        return new PolicyInForce(
            new Wording(Or(own.Opening.Zh, Whole.Opening.Zh), Or(own.Opening.Ja, Whole.Opening.Ja), Or(own.Opening.En, Whole.Opening.En)),
            own.ApologiseFirst ?? Whole.ApologiseFirst ?? false,
            own.Trust ?? Whole.Trust ?? false);

        static string Or(string own, string whole) => own.Length > 0 ? own : whole;
    }

    internal static async Task<PolicyBook> ReadAsync(AppDb db, CancellationToken cancel) =>
        new((await db.ServicePolicies.AsNoTracking().Take(SavePolicy.Most).ToListAsync(cancel)).ToDictionary(it => it.InboxId, it => it.Read()));
}
