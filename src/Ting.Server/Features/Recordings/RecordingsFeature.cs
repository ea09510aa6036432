using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Recordings;

/// <summary>The table of contents of this folder: recorded calls, attached to conversations and measured.</summary>
internal static class RecordingsFeature
{
    public static IServiceCollection AddRecordings(this IServiceCollection services) => services
        .AddRefusalTexts<RecordingsText>()
        .AddSingleton(new PanelSection(typeof(RecordingSection)))
        .AddSingleton(new ThreadCard(ReadThread.CallRecorded, typeof(RecordingCard)))
        .AddScoped<AttachRecording.Handler>()
        .AddScoped<ReadRecordings.DeleteHandler>()
        .AddScoped<RecordingSettings.Handler>()
        .AddJob<MeasureRecording, MeasureRecording.Handler>()
        .AddJob<ForgetRecording, ForgetRecording.Handler>()
        .AddJob<ForgetOldRecordings, ForgetOldRecordings.Handler>();

    public static void MapRecordingsApi(this IEndpointRouteBuilder api)
    {
        AttachRecording.Map(api);
        ReadRecordings.Map(api);
        RecordingSettings.Map(api);
    }

    public static void MapRecordings(this IEndpointRouteBuilder routes) => ReadRecordings.MapSound(routes);
}
