using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Fields;

/// <summary>The table of contents of this folder: what a desk wants to know of people beyond what everybody does.</summary>
internal static class FieldsFeature
{
    public static IServiceCollection AddFields(this IServiceCollection services) => services
        .AddRefusalTexts<FieldsText>()
        .AddKept(FieldBook.ReadAsync, typeof(CustomField))
        .AddSingleton(new PanelSection(typeof(FieldSection)))
        .AddScoped<FieldWords>()
        .AddScoped<SaveField.Handler>()
        .AddScoped<SavePersonFields.Handler>();

    public static void MapFields(this IEndpointRouteBuilder api)
    {
        FieldEndpoints.Map(api);
        PersonFields.Map(api);
    }
}
