using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Policies;

/// <summary>What holds in an inbox.</summary>
/// <param name="Opening">With {agent} and {company} still in it.</param>
public sealed record PolicyInForce(Wording Opening, bool ApologiseFirst, bool Trust)
{
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
