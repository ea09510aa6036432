using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Ting.Server.Tests.Support;

/// <summary>The real program in a process of its own, on a free local port: for what only a real process shows.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly List<string> _output;

    private ServerProcess(Process process, Uri address, List<string> output)
    {
        _process = process;
        _output = output;
        Address = address;
    }

    public Uri Address { get; }

    public string Output
    {
        get
        {
            lock (_output)
                return string.Join('\n', _output);
        }
    }

    /// <param name="program">ting-server.dll, in a folder with what it needs.</param>
    /// <param name="environment">Settings beside the address.</param>
    public static async Task<ServerProcess> StartAsync(string program, IReadOnlyDictionary<string, string> environment, CancellationToken cancel, params string[] arguments)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(program),
        };
        start.Environment["ASPNETCORE_URLS"] = address.ToString();
        foreach (var (key, value) in environment)
            start.Environment[key] = value;

        var output = new List<string>();
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var server = new ServerProcess(process, address, output);

        using var http = new HttpClient { BaseAddress = address };
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < TimeSpan.FromMinutes(3);)
        {
            if (process.HasExited)
                throw new InvalidOperationException($"The server ended with code {process.ExitCode}:\n{server.Output}");
            try
            {
                using var answer = await http.GetAsync("/health/ready", cancel);
                if (answer.StatusCode is HttpStatusCode.OK)
                    return server;
            }
            catch (HttpRequestException)
            {
                // not listening yet
            }

            await ShortlyAsync(cancel);
        }

        await server.DisposeAsync();
        throw new TimeoutException($"The server did not start:\n{server.Output}");

        void Keep(string? line)
        {
            lock (output)
            {
                if (line is not null)
                    output.Add(line);
            }
        }
    }

    /// <summary>What a power cut does: no signal is heard, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }

    private static async Task ShortlyAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        await timer.WaitForNextTickAsync(cancel);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
