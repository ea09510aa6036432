using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Agents;

/// <summary>The table of contents of this folder.</summary>
internal static class AgentsFeature
{
    public static IServiceCollection AddAgents(this IServiceCollection services)
    {
        services.AddIdentityCore<Agent>(Identity)
            .AddUserStore<UserOnlyStore<Agent, AppDb, Guid>>()
            .AddClaimsPrincipalFactory<AgentClaims>()
            .AddSignInManager<AgentSignIn>()
            .AddDefaultTokenProviders();

        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, KeyAuthentication>(SignedIn.KeyScheme, null);

        return services
            .AddRefusalTexts<AgentsText>()
            .AddSingleton<KeyRing>()
            .AddKept(Roster.ReadAsync, typeof(Agent), typeof(Team))
            .AddKept(RoleBook.ReadAsync, typeof(RoleSettings))
            .AddScoped<IClaimsTransformation, GrantPermissions>()
            .AddScoped<SaveRoles.Handler>()
            .AddSingleton<UnknownAddresses>()
            .AddSingleton<SignInLimits>()
            .AddScoped<Authenticator>()
            .AddScoped<AddAgent.Handler>()
            .AddScoped<ChangeAgent.Handler>()
            .AddScoped<InviteAgent.Handler>()
            .AddScoped<CreateApiKey.Handler>()
            .AddScoped<RevokeApiKey.Handler>()
            .AddScoped<SaveTeam.Handler>();
    }

    public static void MapAgents(this IEndpointRouteBuilder api)
    {
        ListAgents.Map(api);
        SaveTeam.Map(api);
        SaveRoles.Map(api);
    }

    private static void Identity(IdentityOptions identity)
    {
        identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3; // with passkeys
        identity.User.RequireUniqueEmail = true;
        identity.User.AllowedUserNameCharacters = ""; // the name is the address; its form is checked where it is typed

        identity.Lockout.MaxFailedAccessAttempts = 5;
        identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);

        // Length is what makes a password hard to guess; rules about its characters only make it hard to remember.
        identity.Password = new PasswordOptions
        {
            RequiredLength = 10,
            RequiredUniqueChars = 1,
            RequireDigit = false,
            RequireLowercase = false,
            RequireUppercase = false,
            RequireNonAlphanumeric = false,
        };
    }
}
