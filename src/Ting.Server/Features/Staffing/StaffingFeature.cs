using Ting.Server.Platform.Data;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Staffing;

/// <summary>The table of contents of this folder.</summary>
internal static class StaffingFeature
{
    public static IServiceCollection AddStaffing(this IServiceCollection services) => services
        .AddRefusalTexts<StaffingText>()
        .AddKept(SeatBook.ReadAsync, typeof(Seat))
        .AddKept(SkillBook.ReadAsync, typeof(Skill), typeof(AgentSkill))
        .AddScoped<SetPresence.Handler>()
        .AddScoped<HearAgent.Handler>()
        .AddScoped<SaveSkill.Handler>()
        .AddScoped<SaveAgentSkills.Handler>()
        .AddSingleton<MissAgents>();

    public static void MapStaffing(this IEndpointRouteBuilder api)
    {
        SetPresence.Map(api);
        SaveSkill.Map(api);
        SaveAgentSkills.Map(api);
    }

    public static void MapPresence(this IEndpointRouteBuilder routes) => SetPresence.MapPage(routes);
}
