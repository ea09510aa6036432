using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Ting.Server.Tests.Support;

/// <summary>A mail server that takes every letter and keeps it; or answers that it is busy.</summary>
internal sealed class MailCatcher : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<string> _letters = [];

    public MailCatcher()
    {
        _listener.Start();
        _ = Task.Run(AcceptAsync);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public bool IsBusy { get; set; }

    public IReadOnlyList<string> Letters
    {
        get
        {
            lock (_letters)
                return [.. _letters];
        }
    }

    /// <summary>The parts of a letter that are written in base64, in plain words.</summary>
    public static string Decoded(string letter) => string.Join('\n', letter.Split("\r\n\r\n").Select(part =>
    {
        var text = part.Split("\r\n--")[0].Replace("\r\n", "", StringComparison.Ordinal);
        var buffer = new byte[text.Length];
        return Convert.TryFromBase64String(text, buffer, out var written) ? Encoding.UTF8.GetString(buffer, 0, written) : part;
    }));

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await TalkAsync(client.GetStream());
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // the test has ended
        }
    }

    private async Task TalkAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1);
        await using var writer = new StreamWriter(stream, Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 catcher");
        while (await reader.ReadLineAsync() is { } line)
        {
            switch (line.Split(' ')[0].ToUpperInvariant())
            {
                case "MAIL" when IsBusy:
                    await writer.WriteLineAsync("451 busy");
                    break;
                case "DATA":
                    await writer.WriteLineAsync("354 go on");
                    var letter = new StringBuilder();
                    while (await reader.ReadLineAsync() is { } part and not ".")
                        letter.Append(part).Append("\r\n");
                    lock (_letters)
                        _letters.Add(letter.ToString());
                    await writer.WriteLineAsync("250 taken");
                    break;
                case "QUIT":
                    await writer.WriteLineAsync("221 bye");
                    return;
                default:
                    await writer.WriteLineAsync("250 ok");
                    break;
            }
        }
    }
}
