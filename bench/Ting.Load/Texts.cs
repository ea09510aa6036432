using System.Text.Json;
using Ting.Server.Platform.Data;

namespace Ting.Load;

/// <summary>What customers and agents really write, from the demo's dialogues, with ordinary details changed so that no two messages are the same.</summary>
internal sealed class Texts
{
    private readonly List<string[]> _dialogues = [];
    private readonly Random _random = new(20260401);

    public Texts()
    {
        var assembly = typeof(AppDb).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".jsonl", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            while (reader.ReadLine() is { } line)
            {
                using var json = JsonDocument.Parse(line);
                if (json.RootElement.TryGetProperty("turns", out var turns))
                    _dialogues.Add([.. turns.EnumerateArray().Select(turn => turn.GetProperty("text").GetString()!)]);
            }
        }

        if (_dialogues.Count == 0)
            throw new InvalidOperationException("The server carries no dialogues to load.");
    }

    public Random Random => _random;

    /// <summary>The turns of one dialogue, the customer's and the agent's in turn; now and then somebody asks for their money back.</summary>
    public IReadOnlyList<string> Dialogue()
    {
        var turns = _dialogues[_random.Next(_dialogues.Count)];
        var count = Math.Min(turns.Length, _random.Next(1, 6));
        return [.. turns.Take(count).Select((turn, index) => index % 2 == 0 && _random.Next(12) == 0 ? $"{turn} {Wish()}" : $"{turn} {Detail()}")];
    }

    public string Message() => Dialogue()[0];

    public string Name() => $"{Pick("林王李张佐藤鈴木ABCDEF")}{Pick("婉建美健HarryMay")}{_random.Next(100_000)}";

    private string Wish() => _random.Next(3) switch { 0 => $"请给我退款，订单 {Number()}", 1 => $"返金をお願いします（注文 {Number()}）", _ => $"I would like a refund for order {Number()}" };

    private string Detail() => _random.Next(4) == 0 ? $"#{Number()}" : "";

    private int Number() => _random.Next(10_000, 99_999_999);

    private char Pick(string letters) => letters[_random.Next(letters.Length)];
}
