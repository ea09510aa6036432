using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Organisations;

/// <summary>An agent says by name where somebody belongs; an organisation that nobody has written down yet is added.</summary>
public static class JoinOrganisation
{
    public sealed class Handler(IDbContextFactory<AppDb> database, SaveOrganisation.Handler organisations, OrganisationMembers.Handler members)
    {
        public async Task<Outcome<MemberShape>> HandleAsync(Guid personId, string name, OrganisationMembers.Request request, ClaimsPrincipal user, CancellationToken cancel)
        {
            var key = Organisation.KeyOf(name);
            Guid? id;
            await using (var db = await database.CreateDbContextAsync(cancel))
                id = await db.Organisations.Where(it => it.NameKey == key).Select(it => (Guid?)it.Id).SingleOrDefaultAsync(cancel);
            if (id is null)
            {
                if ((await organisations.HandleAsync(null, new() { Name = name }, user.Actor(), null, cancel)).IsRefused(out var refusal, out var added))
                    return refusal;
                id = added.Id;
            }

            return await members.PutAsync(id.Value, personId, request, user.Actor(), cancel);
        }
    }
}
