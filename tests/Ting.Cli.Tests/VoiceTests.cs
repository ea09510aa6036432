using System.Buffers.Binary;
using System.Text.Json;

namespace Ting.Cli.Tests;

public sealed class VoiceTests : IDisposable
{
    private const int Rate = 8000;

    private readonly string _folder = Directory.CreateTempSubdirectory("ting-voice").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    [Trait("req", "VOX-08")]
    public async Task A_call_is_measured_as_one_object()
    {
        var file = Wave("call.wav", 2, (at, channel) => channel == 0 ? Tone(at, 200, 0.5, 1.5) : Tone(at, 120, 2.5, 3.5));

        var call = await JsonAsync(file);
        var swapped = await JsonAsync(file, "--channels", "customer,agent");

        Assert.Equal(["agent", "customer"], Speakers(call));
        Assert.Equal(["customer", "agent"], Speakers(swapped));
        Assert.Equal(4.0, call.GetProperty("seconds").GetDouble());
        Assert.Equal(200, call.GetProperty("speakers")[0].GetProperty("pitch").GetProperty("median").GetDouble(), 2.0);
        Assert.Equal(1.0, call.GetProperty("speakers")[1].GetProperty("responseLatency").GetProperty("median").GetDouble(), 0.04);
        Assert.Equal(0.0, call.GetProperty("overlap").GetProperty("seconds").GetDouble());
        Assert.Equal(JsonValueKind.Null, call.GetProperty("mirroring").GetProperty("rate").ValueKind); // one answer shows nothing
    }

    [Fact]
    public async Task One_voice_needs_no_name_and_two_files_are_one_call()
    {
        var (one, two) = (Wave("one.wav", 1, (at, _) => Tone(at, 200, 0.5, 1.5)), Wave("two.wav", 1, (at, _) => Tone(at, 120, 2, 3)));

        Assert.Equal(["speaker"], Speakers(await JsonAsync(one)));
        Assert.Equal(["customer", "agent"], Speakers(await JsonAsync(one, two, "--channels", "customer,agent")));
    }

    [Fact]
    [Trait("req", "VOX-07")]
    public async Task The_stressed_word_is_named_when_the_words_have_times()
    {
        var file = Wave("said.wav", 1, (at, _) => Tone(at, at < 1.5 ? 150 : 190, 0.5, 2.5) * (at < 1.5 ? 0.3 : 1));
        var words = Write("words.json", """[{"text":"你","start":0.5,"end":1.5},{"text":"接","start":1.5,"end":2.5}]""");

        var speaker = (await JsonAsync(file, "--words", words)).GetProperty("speakers")[0];

        Assert.Equal(1, speaker.GetProperty("stressedWord").GetInt32());
        Assert.Equal("接", speaker.GetProperty("words")[1].GetProperty("text").GetString());
    }

    [Fact]
    public async Task What_is_wrong_is_said()
    {
        var mono = Wave("mono.wav", 1, (at, _) => Tone(at, 200, 0, 1));
        var stereo = Wave("stereo.wav", 2, (at, _) => Tone(at, 200, 0, 1));

        Assert.EndsWith("text.wav: This is no WAV file.", await RefusedAsync(Write("text.wav", "not a recording at all")), StringComparison.Ordinal);
        Assert.Equal("--channels names 1, but the recording has 2.", await RefusedAsync(stereo, "--channels", "agent"));
        Assert.Contains("a different name", await RefusedAsync(stereo, "--channels", "agent,agent"), StringComparison.Ordinal);
        Assert.Contains("both need one channel", await RefusedAsync(mono, stereo), StringComparison.Ordinal);
        Assert.Contains("no list of words", await RefusedAsync(mono, "--words", Write("words.json", "{}")), StringComparison.Ordinal);
        Assert.Contains("word 1 ends before", await RefusedAsync(mono, "--words", Write("words.json", """[{"text":"a","start":1,"end":1}]""")), StringComparison.Ordinal);
        await Assert.ThrowsAsync<FileNotFoundException>(() => JsonAsync(Path.Combine(_folder, "nowhere.wav")));
    }

    private static async Task<JsonElement> JsonAsync(params string[] arguments)
    {
        var output = new StringWriter();
        var code = await Root.Make().Parse(["voice", .. arguments]).InvokeAsync(new() { Output = output, EnableDefaultExceptionHandler = false }, TestContext.Current.CancellationToken);
        Assert.Equal(0, code);
        using var document = JsonDocument.Parse(output.ToString());
        return document.RootElement.Clone();
    }

    private static async Task<string> RefusedAsync(params string[] arguments) => (await Assert.ThrowsAsync<CommandException>(() => JsonAsync(arguments))).Message;

    private static IEnumerable<string?> Speakers(JsonElement call) => call.GetProperty("speakers").EnumerateArray().Select(speaker => speaker.GetProperty("speaker").GetString());

    private static double Tone(double at, double hertz, double from, double to) => at >= from && at < to ? 0.3 * Math.Sin(2 * Math.PI * hertz * at) : 0;

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    // four seconds of 16 bits
    private string Wave(string name, int channels, Func<double, int, double> sound)
    {
        var bytes = new byte[44 + (4 * Rate * channels * 2)];
        "RIFF"u8.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), bytes.Length - 8);
        "WAVEfmt "u8.CopyTo(bytes.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(22), (short)channels);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(24), Rate);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(28), Rate * channels * 2);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(32), (short)(channels * 2));
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(34), 16);
        "data"u8.CopyTo(bytes.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(40), bytes.Length - 44);
        for (var at = 0; at < 4 * Rate * channels; at++)
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(44 + (at * 2)), (short)(32767 * sound((double)(at / channels) / Rate, at % channels)));
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
