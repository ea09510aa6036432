using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Automation.Rules;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Fields;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Segments;

/// <summary>The table of contents of this folder: people who have something in common, and how to serve them.</summary>
internal static class SegmentsFeature
{
    public static IServiceCollection AddSegments(this IServiceCollection services) => services
        .AddRefusalTexts<SegmentsText>()
        .AddKept(SegmentBook.ReadAsync, typeof(Segment))
        .AddKept(WorldAsync, typeof(Label), typeof(CustomField))
        .AddSingleton(new PanelSection(typeof(SegmentSection)))
        .AddScoped<SegmentWords>()
        .AddScoped<SegmentPeople>()
        .AddScoped<SegmentsOfPerson>()
        .AddScoped<SaveSegment.Handler>()
        .AddJob<CountSegment, CountSegment.Handler>();

    public static void MapSegmentsApi(this IEndpointRouteBuilder api) => SegmentEndpoints.Map(api);

    public static void MapSegmentFiles(this IEndpointRouteBuilder routes) => SegmentEndpoints.MapFiles(routes);

    internal static async Task<SegmentWorld> WorldAsync(AppDb db, CancellationToken cancel) => new(
        await db.Labels.AsNoTracking().OrderBy(it => it.Name).Take(PageQuery.Most).Select(it => new RuleWorld.Named(it.Id, it.Name)).ToListAsync(cancel),
        await FieldBook.ReadAsync(db, cancel));
}
