using Ting.Server.Features.Academy.Courses;
using Ting.Server.Features.Academy.FieldService;
using Ting.Server.Features.Academy.Journal;
using Ting.Server.Features.Academy.Practice;
using Ting.Server.Features.Academy.RolePlay;
using Ting.Server.Features.Academy.RolePlay.Pairs;
using Ting.Server.Features.Academy.SelfTests;
using Ting.Server.Features.Academy.Voice;
using Ting.Server.Features.Academy.Writing;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.LanguageModels;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Academy;

/// <summary>The table of contents of this folder.</summary>
internal static class AcademyFeature
{
    public static IServiceCollection AddAcademy(this IServiceCollection services) => services
        .AddRefusalTexts<AcademyText>()
        .AddRefusalTexts<VoiceText>()
        .AddRefusalTexts<FieldServiceText>()
        .AddRefusalTexts<PairText>()
        .AddRefusalTexts<JournalText>()
        .AddSingleton<BodyBook>()
        .AddScoped<TickChecklist.Handler>()
        .AddKept(CourseBook.ReadAsync, typeof(HouseCourse))
        .AddRefusalTexts<WritingText>()
        .AddScoped<WriteCourse.Handler>()
        .AddScoped<ReadHouseCourses>()
        .AddScoped<ImportCourse.Handler>()
        .AddScoped<MakeExercise.Handler>()
        .AddScoped<FillBodyTable.Handler>()
        .AddSingleton<ScenarioBook>()
        .AddSingleton<LanguageModel>()
        .AddSingleton<CustomerVoice>()
        .AddSingleton<ListeningStatements>()
        .AddScoped<ReadAcademy>()
        .AddScoped<ReadTeamNeeds>()
        .AddScoped<TryExercise.Handler>()
        .AddScoped<ReadAttempts.Handler>()
        .AddScoped<WriteNote.Handler>()
        .AddScoped<AssignCourse.Handler>()
        .AddScoped<IssueCertificate.Handler>()
        .AddScoped<TakeSelfTest.Handler>()
        .AddScoped<PlayScenario.Handler>()
        .AddScoped<PlayPair.Handler>()
        .AddScoped<KeepJournal.Handler>()
        .AddSingleton<DrillBook>()
        .AddScoped<HandInTake.Handler>()
        .AddScoped<ReadTakes.Handler>()
        .AddScoped<DeleteTake.Handler>()
        .AddJob<MeasureTake, MeasureTake.Handler>()
        .AddJob<ForgetTake, ForgetTake.Handler>();

    public static void MapVoice(this IEndpointRouteBuilder routes)
    {
        ReadTakes.MapSound(routes);
        WritingEndpoints.MapFiles(routes);
    }

    public static void MapAcademy(this IEndpointRouteBuilder api)
    {
        CourseEndpoints.Map(api);
        TryExercise.Map(api);
        ReadAttempts.Map(api);
        AssignCourse.Map(api);
        HandInTake.Map(api);
        ReadTakes.Map(api);
        DeleteTake.Map(api);
        TickChecklist.Map(api);
        WritingEndpoints.Map(api);
        FillBodyTable.Map(api);
    }
}
