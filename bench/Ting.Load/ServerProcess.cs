using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Ting.Load;

/// <summary>A server of our own on a free local port, ended with the measurement.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    public const string Key = "load-key-that-only-this-run-knows";

    private readonly Process _process;

    private ServerProcess(Process process, Uri address, TimeSpan startTime)
    {
        _process = process;
        Address = address;
        StartTime = startTime;
    }

    public Uri Address { get; }

    /// <summary>From starting the process to its first answered page.</summary>
    public TimeSpan StartTime { get; }

    public long WorkingSet
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Has one of the program's verbs done to the end.</summary>
    public static async Task RunVerbAsync(string program, string verb, string folder)
    {
        var start = Of(program, verb);
        start.Environment["Data__Path"] = folder;
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"ting-server {verb} ended with {process.ExitCode}.");
    }

    private static ProcessStartInfo Of(string program, params string[] words)
    {
        var start = program.EndsWith(".dll", StringComparison.Ordinal) ? new ProcessStartInfo("dotnet", [program, .. words]) : new ProcessStartInfo(program, words);
        start.WorkingDirectory = Path.GetDirectoryName(Path.GetFullPath(program))!;
        return start;
    }

    public static async Task<ServerProcess> StartAsync(string program, string folder, string? postgres)
    {
        var port = FreePort();
        var address = new Uri($"http://127.0.0.1:{port}");
        var start = Of(program);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["ASPNETCORE_URLS"] = address.ToString();
        start.Environment["Data__Path"] = folder;
        start.Environment["Bootstrap__ApiKey"] = Key;
        start.Environment["Bootstrap__AdminEmail"] = "load@example.test";
        start.Environment["Bootstrap__AdminPassword"] = "load-and-nothing-else";
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        start.Environment["Chat__PerAddressPerMinute"] = "1000000"; // all visitors come from one address here
        if (postgres is not null)
            start.Environment["ConnectionStrings__Postgres"] = postgres;

        var clock = Stopwatch.StartNew();
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Forward(line.Data);
        process.ErrorDataReceived += (_, line) => Forward(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        using var http = new HttpClient { BaseAddress = address };
        while (clock.Elapsed < TimeSpan.FromMinutes(2))
        {
            if (process.HasExited)
                throw new InvalidOperationException($"The server ended with code {process.ExitCode}.");
            try
            {
                using var answer = await http.GetAsync("/sign-in");
                if (answer.StatusCode is HttpStatusCode.OK)
                    return new ServerProcess(process, address, clock.Elapsed);
            }
            catch (HttpRequestException)
            {
                // not listening yet
            }

            await Task.Delay(20);
        }

        process.Kill(entireProcessTree: true);
        throw new TimeoutException("The server did not start.");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static void Forward(string? line)
    {
        if (line is not null && (line.StartsWith("fail", StringComparison.Ordinal) || line.StartsWith("crit", StringComparison.Ordinal) || line.Contains("Exception", StringComparison.Ordinal)))
            Console.Error.WriteLine(line);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
