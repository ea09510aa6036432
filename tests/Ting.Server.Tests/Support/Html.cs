using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ting.Server.Tests.Support;

/// <summary>Renders one component with the framework's own renderer.</summary>
internal static class Html
{
    /// <param name="parameters">An anonymous object with the component's parameters.</param>
    public static async Task<IElement> OfAsync<TComponent>(object? parameters = null, string language = "en") where TComponent : IComponent
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        await using var services = new ServiceCollection().AddLogging().AddLocalization()
            .AddSingleton(HtmlEncoder.Create(UnicodeRanges.All))
            .BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var view = ParameterView.FromDictionary(new Microsoft.AspNetCore.Routing.RouteValueDictionary(parameters));
            return (await renderer.RenderComponentAsync<TComponent>(view)).ToHtmlString();
        });
        return new HtmlParser().ParseDocument($"<body>{html}</body>").Body!;
    }

    public static IElement Of(MarkupString markup) => new HtmlParser().ParseDocument($"<body>{markup}</body>").Body!;

    public static RenderFragment Text(string text) => builder => builder.AddContent(0, text);
}
