using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Ting.Server.Features.Policies;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Localisation;

namespace Ting.Server.Features.Cases.Gestures;

/// <summary>What a role may give back without asking, among the policies of service (POL-01). It is decided, and held to, here (CONF-03).</summary>
internal sealed class AuthorityLines(IStringLocalizer<CasesText> text, DateFormats dates) : IPolicyLines
{
    private const int MostShown = 3;

    public Type Card => typeof(AuthorityCard);

    public async Task<IReadOnlyList<string>> OfAsync(AppDb db, AgentRole role, CancellationToken cancel)
    {
        if (await db.Goodwill.AsNoTracking().SingleOrDefaultAsync(cancel) is not { } goodwill)
            return [];

        var may = await db.GestureLimits.AsNoTracking()
            .Where(it => it.Role == role && it.Most > 0)
            .Join(db.Gestures.Where(it => it.Active), limit => limit.GestureId, gesture => gesture.Id, (limit, gesture) => new { gesture.Name, limit.Most })
            .OrderByDescending(it => it.Most).ThenBy(it => it.Name).Take(MostShown).ToListAsync(cancel);
        return [.. may.Select(it => text["authority.may", it.Name, $"{Money(Currency.FromSmallest(it.Most, goodwill.Currency))} {goodwill.Currency}"].Value)];
    }

    private string Money(decimal amount) => dates.Number((double)amount, amount == decimal.Truncate(amount) ? 0 : 2);
}
