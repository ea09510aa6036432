using Microsoft.AspNetCore.Http.HttpResults;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Chat;

/// <summary>The table of contents of this folder.</summary>
internal static class ChatFeature
{
    public static IServiceCollection AddChat(this IServiceCollection services) => services
        .AddSingleton<ChatLimits>()
        .AddSingleton<WaitingRoom>()
        .AddSingleton<VisitorProof>()
        .AddSingleton<FileLinks>()
        .AddSingleton<ChatTranscript>()
        .AddSingleton<WidgetScript>()
        .AddScoped<ShowConfig.Handler>()
        .AddScoped<SendChatMessage.Handler>()
        .AddScoped<ResumeChat.Handler>()
        .AddScoped<FollowChat.Handler>()
        .AddScoped<ChatSessionFiles.Handler>()
        .AddScoped<TellTyping.Handler>()
        .AddScoped<MarkRead.Handler>()
        .AddScoped<LeaveEmail.Handler>()
        .AddScoped<ChangeMood.Handler>()
        .AddScoped<EndChat.Handler>()
        .AddScoped<RateChat.Handler>()
        .AddScoped<ForgetVisitor.Handler>()
        .AddSingleton<CleanUp>()
        .AddHostedService<CleanUpHourly>()
        .AddRefusalTexts<ChatText>();

    /// <summary>Before the endpoints: who may come in, and which of our files other sites may load.</summary>
    public static void UseChat(this WebApplication app)
    {
        app.UseWhen(http => http.Request.Path.StartsWithSegments("/widget"), branch => branch.UseMiddleware<ChatDoor>());
        app.UseWhen(http => http.Request.Path == "/build/widget-window.js", branch => branch.Use((http, next) =>
        {
            http.Response.Headers.AccessControlAllowOrigin = "*"; // a module is always fetched with CORS
            http.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
            return next(http);
        }));
    }

    public static void MapChat(this IEndpointRouteBuilder routes)
    {
        var widget = routes.MapGroup("/widget/{inboxKey}").AllowAnonymous().ExcludeFromDescription().AddEndpointFilter(ExplainAsync);
        ShowConfig.Map(widget);
        SendChatMessage.Map(widget);
        ResumeChat.Map(widget);
        FollowChat.Map(widget);
        ChatSessionFiles.Map(widget);
        TellTyping.Map(widget);
        MarkRead.Map(widget);
        LeaveEmail.Map(widget);
        ChangeMood.Map(widget);
        EndChat.Map(widget);
        RateChat.Map(widget);
        ForgetVisitor.Map(widget);
        WidgetScript.Map(routes);
        DemoShopPage.Map(routes);
    }

    /// <summary>Every refusal says why, in the customer's language.</summary>
    private static async ValueTask<object?> ExplainAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var answer = await next(context);
        if (answer is ProblemHttpResult { ProblemDetails: { Detail: null, Title: { } code } problem })
            problem.Detail = context.HttpContext.RequestServices.GetRequiredService<RefusalSentences>().For(code);
        return answer;
    }
}
