using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Ting.Server.Platform.Api;

/// <summary>The description of the API that programs read: /openapi/v1.json. It is checked in as docs/api/openapi.json, so that a change of the contract is a change somebody sees.</summary>
internal static class Reference
{
    public const string Document = "v1";

    public static IServiceCollection AddReference(this IServiceCollection services) => services.AddOpenApi(Document, options =>
    {
        options.ShouldInclude = description => description.RelativePath?.StartsWith(ApiSetup.Root[1..] + "/", StringComparison.Ordinal) is true;
        options.CreateSchemaReferenceId = type => type.Type.DeclaringType is { } outer && outer.Namespace?.StartsWith("Ting.", StringComparison.Ordinal) is true
            ? outer.Name + type.Type.Name // many use cases have a Request
            : OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        options.AddDocumentTransformer(DescribeAsync);
        options.AddOperationTransformer(DescribeAsync);
        options.AddSchemaTransformer(DescribeAsync);
    });

    private static Task DescribeAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancel)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Ting",
            Version = "1",
            Description = "People, conversations, messages and what was understood of them. Errors are problem details (RFC 9457): title is a stable code, detail a sentence in the language of Accept-Language (zh, ja, en).",
        };
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            ["key"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API key, made under Settings or with ting-server apikey create." },
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("key", document)] = [] }];
        return Task.CompletedTask;
    }

    private static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        var segments = context.Description.RelativePath!.Split('/');
        operation.Tags = new HashSet<OpenApiTagReference>([new OpenApiTagReference(segments.Length > 2 ? segments[2] : "api", context.Document)]);
        if (context.Description.HttpMethod is "POST")
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = "Idempotency-Key",
                In = ParameterLocation.Header,
                Description = "The same key with the same body is done once; the answer is kept for 24 hours.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 200 },
            });
        }

        return Task.CompletedTask;
    }

    private static async Task DescribeAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancel)
    {
        var type = context.JsonTypeInfo.Type;
        if (type == typeof(RawJson))
        {
            schema.Type = JsonSchemaType.Object;
        }
        else if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Given<>))
        {
            var inner = await context.GetOrCreateSchemaAsync(type.GetGenericArguments()[0], null, cancel);
            (schema.Type, schema.Format, schema.Enum, schema.Items) = (inner.Type, inner.Format, inner.Enum, inner.Items);
        }
    }
}
