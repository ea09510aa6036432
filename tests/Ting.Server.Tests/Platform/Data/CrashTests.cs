using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Platform.Data;

public sealed class CrashTests : IDisposable
{
    private const string Key = "crash-key-0123456789abcdef0123456789";
    private const int Enough = 400;

    private readonly TestDatabase _database = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("ting-crash-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _database.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Every_acknowledged_message_is_there_after_the_process_was_killed_under_load()
    {
        var acknowledged = new ConcurrentDictionary<string, string>();
        await using (var server = await StartAsync())
        {
            using var http = Client(server);
            using var inbox = await http.PostAsJsonAsync("/api/v1/inboxes", new { name = "Crash", kind = "api" }, Cancel);
            inbox.EnsureSuccessStatusCode();
            var key = (await inbox.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("key").GetString();

            var number = 0;
            var clients = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
            {
                while (true)
                {
                    var text = $"消息 {Interlocked.Increment(ref number)}";
                    try
                    {
                        using var answer = await http.PostAsJsonAsync("/api/v1/conversations", new { inbox = key, text }, Cancel);
                        if (answer.IsSuccessStatusCode)
                            acknowledged[(await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("id").GetString()!] = text;
                    }
                    catch (Exception error) when (error is HttpRequestException or IOException)
                    {
                        return; // the server is gone, and what it had not acknowledged may be gone with it
                    }
                }
            }, Cancel)).ToArray();

            while (acknowledged.Count < Enough && !clients.All(client => client.IsCompleted))
                await Task.Yield();
            await server.KillAsync();
            await Task.WhenAll(clients);
        }

        Assert.True(acknowledged.Count >= Enough, $"only {acknowledged.Count} were acknowledged");
        await using (var again = await StartAsync())
        {
            using var http = Client(again);
            foreach (var (id, text) in acknowledged)
            {
                var messages = await http.GetFromJsonAsync<JsonElement>($"/api/v1/conversations/{id}/messages", Cancel);
                Assert.Equal(text, messages.GetProperty("items")[0].GetProperty("text").GetString());
            }
        }
    }

    private static HttpClient Client(ServerProcess server) => new()
    {
        BaseAddress = server.Address,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", Key) },
    };

    private Task<ServerProcess> StartAsync()
    {
        var environment = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["Data__Path"] = _folder,
            ["Bootstrap__ApiKey"] = Key,
            ["Logging__LogLevel__Default"] = "Warning",
        };
        if (_database.ConnectionString is { } postgres)
            environment["ConnectionStrings__Postgres"] = postgres;
        return ServerProcess.StartAsync(Path.Combine(AppContext.BaseDirectory, "ting-server.dll"), environment, Cancel);
    }
}
