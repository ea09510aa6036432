using System.Security.Claims;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;
using Ting.Server.Platform.Search;

namespace Ting.Server.Features.People;

/// <summary>An agent learns another way to reach a person. It counts as claimed until the other side proves it.</summary>
public static partial class AddIdentity
{
    public static readonly IReadOnlyList<string> Kinds = ["email", "phone", "account", "wechat", "line", "whatsapp"];

    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        public Task<Outcome<Identity>> HandleAsync(Guid personId, string kind, string value, ClaimsPrincipal user, CancellationToken cancel) =>
            Attempts.OnConflictAsync<Outcome<Identity>>(async () =>
            {
                if (!KindForm.IsMatch(kind))
                    return Refusal.Invalid("form.choice", "kind");
                if (Check.Name(value, "value", most: 320) is { } refusal)
                    return refusal;
                if (kind == "email" && Check.Email(value, "value") is { } wrong)
                    return wrong;

                var normal = Identity.Normalise(kind, value);
                if (normal.Length == 0)
                    return Refusal.Invalid("form.unreadable", "value");

                await using var db = await database.CreateDbContextAsync(cancel);
                if (await db.People.SingleOrDefaultAsync(it => it.Id == personId && it.ErasedAt == null, cancel) is not { } person)
                    return Refusal.NotFound("person.not_found");
                if (await db.Identities.AsNoTracking().FirstOrDefaultAsync(it => it.Kind == kind && it.Value == normal, cancel) is { } known)
                    return known.PersonId == personId ? known : Refusal.Conflict("identity.taken");

                var now = clock.GetUtcNow();
                var identity = person.Add(kind, value, verified: false, now);
                db.Identities.Add(identity);
                db.Append(person.Log("identity.added", user.Actor(), "{}", now));
                db.AddNumbered(new SearchDocument("person", person.Id, identity.Id, normal));
                await db.SaveChangesAsync(cancel);
                return identity;
            });
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{0,19}$")]
    private static partial Regex KindForm { get; }
}
