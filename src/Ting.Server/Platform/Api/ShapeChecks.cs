using System.Collections;
using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.Localization;

namespace Ting.Server.Platform.Api;

/// <summary>Checks what a request holds against the annotations on its type, all the way down, and names every field at fault in the caller's language.</summary>
internal static class ShapeChecks
{
    private const int MostDepth = 8;

    private static readonly ConcurrentDictionary<Type, Part[]> Plans = [];

    public static EndpointFilterDelegate Around(EndpointFilterFactoryContext context, EndpointFilterDelegate next)
    {
        int[] checkedArguments =
        [
            .. context.MethodInfo.GetParameters().Select((parameter, index) => (parameter.ParameterType, index))
                .Where(it => IsOurs(it.ParameterType) && PlanOf(it.ParameterType).Length > 0)
                .Select(it => it.index),
        ];
        if (checkedArguments.Length == 0)
            return next;

        return invocation =>
        {
            Dictionary<string, string[]>? errors = null;
            foreach (var index in checkedArguments)
                Check(invocation.Arguments[index], "", 0, invocation.HttpContext, ref errors);

            return errors is null
                ? next(invocation)
                : ValueTask.FromResult<object?>(TypedResults.Problem(new HttpValidationProblemDetails(errors) { Title = "request.invalid", Status = StatusCodes.Status400BadRequest }));
        };
    }

    private static void Check(object? value, string path, int depth, HttpContext http, ref Dictionary<string, string[]>? errors)
    {
        if (value is null || depth > MostDepth)
            return;

        foreach (var part in PlanOf(value.GetType()))
        {
            var held = part.Property.GetValue(value);
            if (held is IGiven given)
            {
                if (!given.IsGiven)
                    continue;
                held = given.Held;
            }

            var field = path.Length == 0 ? part.Name : $"{path}.{part.Name}";
            foreach (var rule in part.Rules)
            {
                if (!rule.IsValid(held))
                {
                    Add(ref errors, field, SentenceFor(rule, held, http));
                    break;
                }
            }

            if (held is string or null)
                continue;
            if (held is IEnumerable items and not IDictionary)
                CheckItems(items, field, depth, http, ref errors);
            else if (IsOurs(held.GetType()))
                Check(held, field, depth + 1, http, ref errors);
        }
    }

    private static void CheckItems(IEnumerable items, string field, int depth, HttpContext http, ref Dictionary<string, string[]>? errors)
    {
        var index = 0;
        foreach (var item in items)
        {
            if (item is null)
                Add(ref errors, $"{field}[{index}]", Texts(http)["field.required"]);
            else if (IsOurs(item.GetType()))
                Check(item, $"{field}[{index}]", depth + 1, http, ref errors);
            index++;
        }
    }

    private static void Add(ref Dictionary<string, string[]>? errors, string field, string sentence) => (errors ??= [])[field] = [sentence];

    private static string SentenceFor(ValidationAttribute rule, object? held, HttpContext http) => rule switch
    {
        RequiredAttribute => Texts(http)["field.required"],
        StringLengthAttribute { MinimumLength: > 0 } length when held is string text && text.Length < length.MinimumLength => Texts(http)["field.too_short", length.MinimumLength],
        StringLengthAttribute length => Texts(http)["field.too_long", length.MaximumLength],
        MaxLengthAttribute most when held is ICollection => Texts(http)["field.too_many", most.Length],
        MaxLengthAttribute most => Texts(http)["field.too_long", most.Length],
        MinLengthAttribute least when held is ICollection => Texts(http)["field.too_few", least.Length],
        RangeAttribute range => Texts(http)["field.out_of_range", range.Minimum, range.Maximum],
        AllowedValuesAttribute allowed => Texts(http)["field.one_of", string.Join(", ", allowed.Values.Where(value => value is not null))],
        _ => Texts(http)["field.wrong_form"],
    };

    private static IStringLocalizer<ApiText> Texts(HttpContext http) => http.RequestServices.GetRequiredService<IStringLocalizer<ApiText>>();

    private static Part[] PlanOf(Type type) => Plans.GetOrAdd(type, static it =>
    [
        .. from property in it.GetProperties(BindingFlags.Public | BindingFlags.Instance)
           where property.GetIndexParameters().Length == 0
           let rules = property.GetCustomAttributes<ValidationAttribute>().ToArray()
           where rules.Length > 0 || MayHoldOurs(property.PropertyType)
           select new Part(property, JsonNamingPolicy.CamelCase.ConvertName(property.Name), rules),
    ]);

    private static bool MayHoldOurs(Type type) =>
        type != typeof(string) && (IsOurs(type) || typeof(IGiven).IsAssignableFrom(type) || (typeof(IEnumerable).IsAssignableFrom(type) && !type.IsArray) || type.IsArray);

    /// <summary>Requests are classes of ours; services that handlers ask for are not looked into.</summary>
    private static bool IsOurs(Type type) =>
        type is { IsEnum: false, IsInterface: false } && type.Assembly == typeof(ShapeChecks).Assembly && !typeof(IGiven).IsAssignableFrom(type)
        && (type.Name.EndsWith("Request", StringComparison.Ordinal) || type.IsNested || type.Name.EndsWith("Query", StringComparison.Ordinal))
        && !type.Name.EndsWith("Handler", StringComparison.Ordinal);

    private sealed record Part(PropertyInfo Property, string Name, ValidationAttribute[] Rules);
}
