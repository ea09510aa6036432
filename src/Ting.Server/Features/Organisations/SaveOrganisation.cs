using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.People;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;
using Ting.Server.Platform.Search;

namespace Ting.Server.Features.Organisations;

/// <summary>An organisation is written down or described anew.</summary>
public static partial class SaveOrganisation
{
    public const string SearchKind = "organisation";

    public sealed record Request
    {
        public string? Name { get; set; }

        /// <summary>diamond, gold or silver; empty takes it away; null leaves it.</summary>
        public string? Tier { get; set; }

        /// <summary>All of its domains; null leaves them.</summary>
        [MaxLength(20)]
        public List<string>? Domains { get; set; }
    }

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/organisations", async (Request request, ClaimsPrincipal user, HttpContext http, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(null, request, user.Actor(), null, cancel)).ToHttp(organisation =>
                {
                    http.Response.Tag(organisation.Version);
                    return TypedResults.Created($"{ApiSetup.Root}/organisations/{organisation.Id}", OrganisationShape.Of(organisation));
                }))
            .RequireAuthorization(Permission.ManagePeople)
            .WithSummary("Add an organisation")
            .Produces<OrganisationShape>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);

        api.MapPatch("/organisations/{id:guid}", async (Guid id, Request request, ClaimsPrincipal user, HttpContext http, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, request, user.Actor(), http.Request.IfMatch(), cancel)).ToHttp(organisation =>
                {
                    http.Response.Tag(organisation.Version);
                    return TypedResults.Ok(OrganisationShape.Of(organisation));
                }))
            .RequireAuthorization(Permission.ManagePeople)
            .WithSummary("Change an organisation")
            .Produces<OrganisationShape>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        /// <param name="id">Null for a new one.</param>
        public async Task<Outcome<Organisation>> HandleAsync(Guid? id, Request request, string actor, int? version, CancellationToken cancel)
        {
            if ((id is null || request.Name is not null) && Check.Name(request.Name, "name", most: Organisation.MostCharacters) is { } refusal)
                return refusal;
            if (!string.IsNullOrEmpty(request.Tier) && !DescribePerson.Tiers.Contains(request.Tier))
                return Refusal.Invalid("form.choice", "tier");
            string[]? domains = request.Domains is null ? null : [.. request.Domains.Select(Plain).Where(it => it.Length > 0).Distinct()];
            if (domains?.Any(domain => domain.Length > 253 || !DomainForm.IsMatch(domain)) is true)
                return Refusal.Invalid("organisation.domain", "domains");
            if (domains?.Any(OrganisationDomain.IsPublic) is true)
                return Refusal.Invalid("organisation.public_domain", "domains");

            await using var db = await database.CreateDbContextAsync(cancel);
            var now = clock.GetUtcNow();
            var organisation = id is null ? new Organisation(request.Name!, now) : await db.Organisations.Include(it => it.Domains).SingleOrDefaultAsync(it => it.Id == id, cancel);
            if (organisation is null)
                return Refusal.NotFound("organisation.not_found");
            if (version is not null && version != organisation.Version)
                return Refusal.Stale("organisation.changed_meanwhile");
            if (request.Name is { } name && await db.Organisations.AnyAsync(it => it.NameKey == Organisation.KeyOf(name) && it.Id != organisation.Id, cancel))
                return Refusal.Invalid("organisation.exists", "name");
            if (domains is not null && await db.OrganisationDomains.AnyAsync(it => domains.Contains(it.Domain) && it.OrganisationId != organisation.Id, cancel))
                return Refusal.Invalid("organisation.domain_taken", "domains");

            if (id is null)
                db.Organisations.Add(organisation);
            else if (request.Name is { } renamed)
                organisation.Rename(renamed, now);
            if (request.Tier is { } tier)
                organisation.Rate(tier.Length == 0 ? null : tier, now);
            if (domains is not null)
            {
                var before = organisation.Domains.ToArray();
                organisation.Own(domains, now);
                db.OrganisationDomains.RemoveRange(before.Except(organisation.Domains));
                db.OrganisationDomains.AddRange(organisation.Domains.Except(before).Where(_ => id is not null));
            }

            db.Append(organisation.Log(id is null ? "organisation.added" : "organisation.changed", actor, "{}", now));
            await FindableAsync(db, organisation, cancel);
            if (await db.SaveOrRefuseAsync("organisation.exists", cancel) is { } taken)
                return taken;
            return organisation;
        }

        private static string Plain(string domain) => domain.Trim().ToLowerInvariant().TrimStart('@');
    }

    internal static async Task FindableAsync(AppDb db, Organisation organisation, CancellationToken cancel)
    {
        string?[] words = [organisation.Name, .. organisation.Domains.Select(it => it.Domain)];
        if (await db.SearchDocuments.FirstOrDefaultAsync(it => it.Source == organisation.Id && it.Kind == SearchKind, cancel) is { } document)
            document.Rewrite(words);
        else
            db.AddNumbered(new SearchDocument(SearchKind, organisation.Id, organisation.Id, words));
    }

    [GeneratedRegex(@"^(?=.{1,253}$)([\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}]{2,63}$", RegexOptions.CultureInvariant)]
    private static partial Regex DomainForm { get; }
}
