using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Agents;

/// <summary>An administrator lets a program in.</summary>
public static class CreateApiKey
{
    public sealed record Request
    {
        public string Name { get; set; } = "";
        public AgentRole Role { get; set; } = AgentRole.Representative;

        /// <summary>Resources, separated by spaces: <c>people conversations:read</c>. Empty for all that the role may.</summary>
        public string? Scopes { get; set; }

        /// <summary>It sees only the conversations of this team; null for all.</summary>
        public Guid? TeamId { get; set; }
    }

    /// <param name="Key">Shown this once; we keep only its hash.</param>
    public sealed record Response(Guid Id, string Key);

    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        public async Task<Outcome<Response>> HandleAsync(Request request, string actor, CancellationToken cancel)
        {
            if (Check.Name(request.Name, "name") is { } refusal)
                return refusal;
            if (!Enum.IsDefined(request.Role))
                return Refusal.Invalid("form.choice", "role");

            var scopes = (request.Scopes ?? "").Split([' ', ',', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries).Distinct().ToList();
            if (!scopes.TrueForAll(IsScope) || string.Join(' ', scopes).Length > 400)
                return Refusal.Invalid("api_key.scopes", "scopes");

            await using var db = await database.CreateDbContextAsync(cancel);
            if (request.TeamId is { } team && !await db.Teams.AnyAsync(it => it.Id == team, cancel))
                return Refusal.Invalid("team.not_found", "teamId");

            var (text, now) = ($"ting_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))}", clock.GetUtcNow());
            var key = new ApiKey(request.Name, text, request.Role, now);
            key.Limit(string.Join(' ', scopes), request.TeamId);
            db.ApiKeys.Add(key);
            db.Append(key.Log(ApiKey.Created, actor, now));
            await db.SaveChangesAsync(cancel);
            return new Response(key.Id, text);
        }

        private static bool IsScope(string scope)
        {
            var resource = scope.EndsWith(":read", StringComparison.Ordinal) ? scope[..^5] : scope;
            return resource.Length > 0 && resource.All(letter => char.IsAsciiLetterLower(letter) || letter is '-');
        }
    }
}
