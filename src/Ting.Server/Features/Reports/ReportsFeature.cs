using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Mail;
using Ting.Server.Platform.Outcomes;
using Ting.Server.Platform.Webhooks;

namespace Ting.Server.Features.Reports;

/// <summary>The table of contents of this folder: figures that go out by themselves.</summary>
internal static class ReportsFeature
{
    public static IServiceCollection AddReports(this IServiceCollection services) => services
        .AddRefusalTexts<ReportsText>()
        .AddSingleton<MailSender>()
        .AddSingleton<WebhookSender>()
        .AddSingleton<ReportSecrets>()
        .AddSingleton<ReportContent>()
        .AddScoped<SaveReport.Handler>()
        .AddJob<SendReport, SendReport.Handler>()
        .AddJob<DeliverReport, DeliverReport.Handler>();

    public static void MapReports(this IEndpointRouteBuilder api) => ReportEndpoints.Map(api);

    public static void MapReportFiles(this IEndpointRouteBuilder routes) => ReportEndpoints.MapFile(routes);
}
