using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Ting.Server.Tests.Support;

/// <summary>A service that speaks chat completions, answers what it is told to, and keeps what it was asked.</summary>
internal sealed class ModelService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<Asked> _asked = [];

    private ModelService(WebApplication app)
    {
        _app = app;
        app.MapPost("/v1/chat/completions", async (HttpContext http) =>
        {
            using var body = await JsonDocument.ParseAsync(http.Request.Body);
            var root = body.RootElement;
            lock (_asked)
                _asked.Add(new Asked(http.Request.Headers.Authorization.ToString(), root.GetProperty("model").GetString()!,
                    [.. root.GetProperty("messages").EnumerateArray().Select(it => (it.GetProperty("role").GetString()!, TextOf(it.GetProperty("content"))))]));
            await Task.Delay(Pause, http.RequestAborted);
            if (Status is not 200)
                return Results.StatusCode(Status);

            return Raw is not null
                ? Results.Text(Raw, "application/json")
                : Results.Json(new { id = "1", @object = "chat.completion", created = 1, model = "small", choices = new[] { new { index = 0, finish_reason = "stop", message = new { role = "assistant", content = Answer } } } });
        });
    }

    public string Answer { get; set; } = "";

    /// <summary>Sent instead of an answer.</summary>
    public string? Raw { get; set; }

    public int Status { get; set; } = 200;
    public TimeSpan Pause { get; set; }
    public string Address => $"{_app.Urls.Single()}/v1";

    public IReadOnlyList<Asked> Questions
    {
        get
        {
            lock (_asked)
                return [.. _asked];
        }
    }

    public static async Task<ModelService> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var service = new ModelService(builder.Build());
        await service._app.StartAsync();
        return service;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static string TextOf(JsonElement content) =>
        content.ValueKind is JsonValueKind.String ? content.GetString()! : string.Concat(content.EnumerateArray().Select(it => it.GetProperty("text").GetString()));

    internal sealed record Asked(string Authorization, string Model, IReadOnlyList<(string Role, string Text)> Messages)
    {
        public string All => string.Join('\n', Messages.Select(it => it.Text));
    }
}
