using Ting.Server.Features.Cases.Analysis;
using Ting.Server.Features.Cases.Causes;
using Ting.Server.Features.Cases.Gestures;
using Ting.Server.Features.Cases.Recovery;
using Ting.Server.Features.Cases.Tasks;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Policies;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Cases;

/// <summary>The table of contents of this folder.</summary>
internal static class CasesFeature
{
    public static IServiceCollection AddCases(this IServiceCollection services) => services
        .AddScoped<SaveCase>()
        .AddScoped<ReadCase>()
        .AddScoped<OpenCase.Handler>()
        .AddScoped<ListCases.Handler>()
        .AddScoped<ChangeCase.Handler>()
        .AddScoped<RecordEntry.Handler>()
        .AddScoped<CloseCase.Handler>()
        .AddScoped<LinkConversation.Handler>()
        .AddScoped<MarkCheck.Handler>()
        .AddScoped<SaveTask.Handler>()
        .AddScoped<ListTasks.Handler>()
        .AddScoped<SaveCause.Handler>()
        .AddScoped<SaveGesture.Handler>()
        .AddScoped<SaveGoodwill.Handler>()
        .AddScoped<GiveGesture.Handler>()
        .AddScoped<DecideGesture.Handler>()
        .AddScoped<AnswerRecovery.Handler>()
        .AddScoped<CaseAnalysis>()
        .AddSingleton<RecoveryToken>()
        .AddSingleton(new PanelSection(typeof(CasePanel)))
        .AddScoped<IPolicyLines, AuthorityLines>()
        .AddJob<AskRecovery, AskRecovery.Handler>()
        .AddReaction("case.closed", AskRecovery.After)
        .AddRefusalTexts<CasesText>();

    public static void MapCasesApi(this IEndpointRouteBuilder api)
    {
        ListCases.Map(api);
        OpenCase.Map(api);
        ReadCase.Map(api);
        ChangeCase.Map(api);
        RecordEntry.Map(api);
        CloseCase.Map(api);
        LinkConversation.Map(api);
        MarkCheck.Map(api);
        SaveTask.Map(api);
        ListTasks.Map(api);
        GiveGesture.Map(api);
        DecideGesture.Map(api);
        SaveGesture.Map(api);
        SaveGoodwill.Map(api);
        SaveCause.Map(api);
        CaseAnalysis.Map(api);
    }
}
