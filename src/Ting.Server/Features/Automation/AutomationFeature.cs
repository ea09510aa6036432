using Ting.Server.Features.Automation.Log;
using Ting.Server.Features.Automation.Rules;
using Ting.Server.Features.Automation.Running;
using Ting.Server.Features.Automation.Trying;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Automation;

/// <summary>The table of contents of this folder.</summary>
internal static class AutomationFeature
{
    public static IServiceCollection AddAutomation(this IServiceCollection services)
    {
        foreach (var type in RuleTriggers.Events)
            services.AddReaction<ApplyRules>(type, ApplyRules.After);

        return services
            .AddRefusalTexts<AutomationText>()
            .AddKept(RuleBook.ReadAsync, typeof(Rule))
            .AddKept(RuleWorld.ReadAsync, RuleWorld.Tables)
            .AddSingleton<AutomationSwitch>()
            .AddScoped<SaveRule.Handler>()
            .AddScoped<ListRuns.Handler>()
            .AddScoped<TryRule.Handler>()
            .AddSingleton<RuleWords>()
            .AddJob<ApplyRules, ApplyRules.Handler>()
            .AddJob<ApplyTimedRule, ApplyTimedRule.Handler>();
    }

    public static void MapAutomation(this IEndpointRouteBuilder api)
    {
        RuleEndpoints.Map(api);
        ListRuns.Map(api);
        TryRule.Map(api);
    }
}
