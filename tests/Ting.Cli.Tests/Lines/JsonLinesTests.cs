using System.Text;
using System.Text.Json;
using Ting.Cli.Lines;

namespace Ting.Cli.Tests.Lines;

public sealed class JsonLinesTests
{
    [Fact]
    public void Each_line_is_answered_in_order_and_the_id_comes_back_as_it_was_given()
    {
        var (code, answers) = Listen("""{"id":"a","text":"请问几点开门"}""", """{"text":"ありがとうございます、助かりました","id":7,"lang":"ja"}""", """{"text":"hello"}""");

        Assert.Equal(0, code);
        Assert.Equal(["\"a\"", "7", "null"], answers.Select(answer => answer.GetProperty("id").GetRawText()));
        Assert.Equal(["zh", "ja", "en"], answers.Select(answer => answer.GetProperty("lang").GetString()));
        Assert.Equal("grateful", answers[1].GetProperty("emotion").GetString());
    }

    [Fact]
    public void A_reading_has_every_field_of_the_contract()
    {
        var (_, answers) = Listen("""{"id":1,"text":"我只喝热水。你们太过分了，我要去消协投诉！"}""");

        foreach (var field in (string[])["lang", "sentiment", "sentimentScore", "emotion", "emotions", "urgency", "complaint", "escalation", "need", "communicationNeed", "preferences", "mode", "evidence", "confidence"])
            Assert.True(answers[0].TryGetProperty(field, out _), field);
        Assert.Equal(9, answers[0].GetProperty("emotions").EnumerateObject().Count());
        var preference = answers[0].GetProperty("preferences")[0];
        Assert.Equal(("food", "热水", "like"), (preference.GetProperty("attribute").GetString(), preference.GetProperty("value").GetString(), preference.GetProperty("polarity").GetString()));
    }

    [Theory]
    [InlineData("""{"id":"x","text":"a" """, "\"x\"")]
    [InlineData("""{"text":"a" b,"id":"late"}""", "\"late\"")]
    [InlineData("""{"id":5,"text":3}""", "5")]
    [InlineData("""{"id":5}""", "5")]
    [InlineData("""{"id":"l","text":"a","lang":"fr"}""", "\"l\"")]
    [InlineData("""{"id":"l","text":"a","lang":"zhx"}""", "\"l\"")]
    [InlineData("[1,2]", "null")]
    [InlineData("nonsense", "null")]
    public void A_bad_line_gets_an_error_with_its_id_and_the_rest_is_answered(string bad, string id)
    {
        var (code, answers) = Listen("""{"id":1,"text":"hello"}""", bad, """{"id":2,"text":"hello"}""");

        Assert.Equal(1, code);
        Assert.Equal(3, answers.Count);
        Assert.Equal(id, answers[1].GetProperty("id").GetRawText());
        Assert.NotEqual("", answers[1].GetProperty("error").GetString());
        Assert.Equal("neutral", answers[2].GetProperty("emotion").GetString());
    }

    [Fact]
    public void Bytes_that_are_no_UTF8_get_an_error_with_the_id()
    {
        byte[] bad = [.. "{\"id\":\"u\",\"text\":\""u8, 0xff, 0xfe, .. "\"}\n{\"id\":\"v\",\"text\":\"hello\"}\n"u8];

        var (code, answers) = Run(new MemoryStream(bad));

        Assert.Equal(1, code);
        Assert.Equal("u", answers[0].GetProperty("id").GetString());
        Assert.Equal("The line is not UTF-8.", answers[0].GetProperty("error").GetString());
        Assert.Equal("v", answers[1].GetProperty("id").GetString());
    }

    [Theory, InlineData(true), InlineData(false)]
    public void A_line_of_ten_megabytes_gets_an_error_with_the_id_and_is_not_kept(bool idFirst)
    {
        var text = new string('啊', 3_500_000);
        var line = idFirst ? $"{{\"id\":\"big\",\"text\":\"{text}\"}}\n" : $"{{\"text\":\"{text}\",\"id\":\"big\"}}\n";
        byte[] input = [.. Encoding.UTF8.GetBytes(line), .. "{\"id\":2,\"text\":\"hello\"}"u8];
        Listen("""{"text":"你好"}""", """{"text":"hello"}"""); // what the engine reads once is not the line's doing
        var before = GC.GetAllocatedBytesForCurrentThread();

        var (code, answers) = Run(new MemoryStream(input));

        Assert.Equal(1, code);
        Assert.Equal("big", answers[0].GetProperty("id").GetString());
        Assert.True(answers[0].TryGetProperty("error", out _));
        Assert.Equal(2, answers[1].GetProperty("id").GetInt32());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 9_000_000); // less than the line
    }

    [Fact]
    public void Empty_lines_and_the_last_line_without_an_end_are_no_trouble()
    {
        var (code, answers) = Run(new MemoryStream("\ufeff{\"id\":1,\"text\":\"\"}\r\n\n   \n{\"id\":2,\"text\":\"hi\"}"u8.ToArray()));

        Assert.Equal(0, code);
        Assert.Equal([1, 2], answers.Select(answer => answer.GetProperty("id").GetInt32()));
    }

    [Fact]
    public void A_draft_is_coached_with_its_context()
    {
        using var line = JsonDocument.Parse("""{"id":1,"text":"这不是我的问题，你自己看说明书。","context":"怎么用？"}""");

        using var answer = JsonDocument.Parse(CoachCommand.Answer(line.RootElement));

        foreach (var field in (string[])["lang", "findings", "refusal", "apology", "empathy", "promise", "questionType", "score"])
            Assert.True(answer.RootElement.TryGetProperty(field, out _), field);
        Assert.NotEqual(0, answer.RootElement.GetProperty("findings").GetArrayLength());
    }

    [Fact]
    public void A_dialogue_has_every_field_of_the_contract_and_null_for_the_agent()
    {
        using var line = JsonDocument.Parse("""{"id":1,"turns":[{"speaker":"customer","text":"The kettle leaks.","at":"2026-11-21T09:00:00Z"},{"speaker":"agent","text":"I'm sorry. I'll send a new one today.","at":"2026-11-21T09:02:00Z"},{"speaker":"customer","text":"Thank you so much!"}]}""");

        using var answer = JsonDocument.Parse(DialogueCommand.Answer(line.RootElement));

        foreach (var field in (string[])["turns", "resolved", "escalated", "promises", "repeats", "recovery", "predictedCsat", "summary"])
            Assert.True(answer.RootElement.TryGetProperty(field, out _), field);
        var turns = answer.RootElement.GetProperty("turns");
        Assert.Equal(JsonValueKind.Null, turns[1].ValueKind);
        Assert.Equal(["1", "2", "3"], turns[0].GetProperty("satisfactionP").EnumerateObject().Select(share => share.Name));
        Assert.Equal(120, answer.RootElement.GetProperty("responseDelays").GetProperty("first").GetDouble());
    }

    [Theory]
    [InlineData("""{"turns":[{"speaker":"boss","text":"a"}]}""")]
    [InlineData("""{"turns":[{"speaker":"agent"}]}""")]
    [InlineData("""{"turns":[{"speaker":"agent","text":"a","at":"noon"}]}""")]
    [InlineData("""{"turns":3}""")]
    [InlineData("{}")]
    public void A_dialogue_that_cannot_be_read_says_why(string text)
    {
        using var line = JsonDocument.Parse(text);

        Assert.Throws<LineException>(() => DialogueCommand.Answer(line.RootElement));
    }

    private static (int Code, List<JsonElement> Answers) Listen(params string[] lines) => Run(new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines))));

    private static (int Code, List<JsonElement> Answers) Run(Stream input)
    {
        using var output = new MemoryStream();
        var code = JsonLines.Run(input, output, line => ListenCommand.Answer(line));
        return (code, [.. Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)]);
    }
}
