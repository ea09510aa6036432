using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Ting.Server.Platform.Data;

namespace Ting.Server.Platform.Identity;

/// <summary>Who gets in: closed by default, agents by cookie, programs by key. Agents and keys themselves are a feature's.</summary>
public static class AccessSetup
{
    private const string Either = "either";
    private const string Bearer = "Bearer ";

    public static IServiceCollection AddAccess(this IServiceCollection services, IConfiguration configuration)
    {
        var authentication = services.AddAuthentication(options => options.DefaultScheme = Either);
        authentication.AddPolicyScheme(Either, null, either => either.ForwardDefaultSelector = SchemeFor);
        authentication.AddApplicationCookie();
        authentication.AddTwoFactorUserIdCookie();
        authentication.AddTwoFactorRememberMeCookie(); // never set, but the framework signs out of it too

        services.Configure<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme, Cookie);
        services.Configure<CookieAuthenticationOptions>(IdentityConstants.TwoFactorUserIdScheme, cookie =>
        {
            Shape(cookie.Cookie, "ting-code");
            cookie.ExpireTimeSpan = TimeSpan.FromMinutes(10);
        });
        services.Configure<SecurityStampValidatorOptions>(stamp => stamp.ValidationInterval = TimeSpan.FromMinutes(1));
        services.Configure<AntiforgeryOptions>(form => Shape(form.Cookie, "ting-form"));

        AddPolicies(services);
        AddProtectionKeys(services);
        return services;
    }

    public static IApplicationBuilder UseAccess(this IApplicationBuilder app) => app
        .UseAuthentication()
        .Use(RefuseForeignPagesAsync)
        .UseAuthorization();

    /// <summary>The key in the Authorization header, if there is one.</summary>
    internal static string? KeyOf(HttpRequest request) =>
        request.Headers.Authorization.ToString() is { } header && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? header[Bearer.Length..].Trim()
            : null;

    private static string SchemeFor(HttpContext http) =>
        (http.Request.Path.StartsWithSegments("/api") || http.Request.Path.StartsWithSegments("/openapi")) && KeyOf(http.Request) is not null
            ? SignedIn.KeyScheme
            : IdentityConstants.ApplicationScheme;

    private static void Cookie(CookieAuthenticationOptions cookie)
    {
        Shape(cookie.Cookie, "ting");
        cookie.ExpireTimeSpan = TimeSpan.FromDays(14);
        cookie.SlidingExpiration = true;
        cookie.Events.OnRedirectToLogin = AccessAnswers.SignInFirstAsync;
        cookie.Events.OnRedirectToAccessDenied = AccessAnswers.RefuseAsync;
    }

    private static void Shape(CookieBuilder cookie, string name)
    {
        cookie.Name = name;
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.IsEssential = true;
    }

    private static void AddPolicies(IServiceCollection services)
    {
        var signedIn = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(new WithinScope()).Build();
        var policies = services.AddAuthorizationBuilder().SetDefaultPolicy(signedIn).SetFallbackPolicy(signedIn);
        foreach (var permission in Permission.All)
            policies.AddPolicy(permission, policy => policy.Combine(signedIn).AddRequirements(new NeedsPermission(permission)));

        services
            .AddSingleton<IAuthorizationHandler, NeedsPermissionHandler>()
            .AddSingleton<IAuthorizationHandler, WithinScopeHandler>();
    }

    private static void AddProtectionKeys(IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("ting");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(keys =>
            keys.XmlRepository = new ProtectionKeys(provider.GetRequiredService<IDbContextFactory<AppDb>>())));
    }

    // The cookie travels with what our own pages send. SameSite keeps most others out; this keeps out a page on a sister domain too.
    private static Task RefuseForeignPagesAsync(HttpContext http, RequestDelegate next)
    {
        var changes = !HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method) && !HttpMethods.IsOptions(http.Request.Method);
        var foreign = http.Request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site";
        return changes && foreign && http.User.AgentId() is not null && http.Request.Path.StartsWithSegments("/api")
            ? AccessAnswers.RefuseAsync(http)
            : next(http);
    }
}
