using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Ting.Server.Features.Academy;
using Ting.Server.Features.Academy.RolePlay;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Academy;

/// <summary>A language model may word what the simulated customer says; it decides nothing, is always marked, and may fail.</summary>
[Trait("req", "ACAD-05")]
public sealed class VoicedRolePlayTests : DeskTest
{
    private const string Kind = "I'm sorry, that was not kind. It must be annoying with both hands full.";
    private const string Worded = "Well, at least somebody notices that I have my hands full here.";

    private ModelService _service = null!;

    public override async ValueTask InitializeAsync()
    {
        _service = await ModelService.StartAsync();
        _service.Answer = Worded;
        foreach (var (key, value) in new[] { ("Address", _service.Address), ("Name", "small"), ("Key", "secret"), ("Seconds", "60") })
            Server.Settings[$"LanguageModel:{key}"] = value;
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Its_words_are_said_and_marked_and_the_mood_and_the_score_stay_the_same()
    {
        using var form = Form();
        var talk = await StartAsync(form, isVoiced: true);

        await SayAsync(form, talk, Kind);
        await form.OpenAsync(talk);

        Assert.Contains(Worded, form.Page, StringComparison.Ordinal);
        Assert.Contains("Language model</span>", form.Page, StringComparison.Ordinal);
        Assert.Contains("Worded by small", form.Page, StringComparison.Ordinal);
        await using var db = Server.Database();
        var play = await db.Plays.SingleAsync(Cancel);
        var scenario = new ScenarioBook().Find("umbrella", "en")!;
        var (own, worded) = (Stage.Play(scenario, play.Lines, "en"), Stage.Play(scenario, play.Lines, "en", play.Worded));
        Assert.Equal((own.Mood, own.Revealed, own.Ending, own.Score), (worded.Mood, worded.Revealed, worded.Ending, worded.Score));
        Assert.NotEqual(own.Turns[0].Answer, worded.Turns[0].Answer);
        Assert.True(worded.Turns[0].IsWorded && !own.Turns[0].IsWorded);
    }

    [Fact]
    public async Task What_goes_out_is_the_talk_and_the_persona_and_the_hidden_need_only_once_it_is_found_out()
    {
        using var form = Form();
        var talk = await StartAsync(form, isVoiced: true);
        var scenario = new ScenarioBook().Find("umbrella", "en")!;
        await using var db = Server.Database();

        var revealed = false;
        for (var turn = 0; !revealed && turn < 4; turn++)
        {
            var play = await db.Plays.AsNoTracking().SingleAsync(Cancel);
            var performance = Stage.Play(scenario, play.Lines, "en", play.Worded);
            await SayAsync(form, talk, performance.Advice!.Better);
            play = await db.Plays.AsNoTracking().SingleAsync(Cancel);
            performance = Stage.Play(scenario, play.Lines, "en", play.Worded);
            revealed = performance.Revealed;
            var asked = _service.Questions[^1];
            Assert.Equal(("Bearer secret", "small", "system", turn + 1), (asked.Authorization, asked.Model, asked.Messages[0].Role, _service.Questions.Count));
            Assert.Equal(revealed, asked.All.Contains(scenario.Persona.Hidden, StringComparison.Ordinal));
            Assert.Contains(Stage.Play(scenario, play.Lines, "en").Turns[^1].Answer, asked.Messages[0].Text, StringComparison.Ordinal);
            Assert.Equal([("assistant", scenario.Opening), .. performance.Turns.SelectMany(it => new[] { ("user", it.Line), ("assistant", it.Answer) }).SkipLast(1)], asked.Messages.Skip(1));
        }

        Assert.True(revealed);
    }

    [Theory]
    [InlineData("お手数ですが、もう一度お願いできますか。")] // not the language of the talk
    [InlineData("  ")]
    [InlineData("<script>alert(1)</script> and more of that")]
    public async Task What_cannot_be_shown_is_left_out_and_the_scenarios_own_words_stay(string answer) => await StaysAsync(service => service.Answer = answer);

    [Fact]
    public async Task A_speech_instead_of_an_answer_is_left_out() => await StaysAsync(service => service.Answer = string.Concat(Enumerable.Repeat("I want to say even more. ", 40)));

    [Theory]
    [InlineData(500)]
    [InlineData(401)]
    public async Task A_service_that_refuses_changes_nothing(int status) => await StaysAsync(service => service.Status = status);

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""{"choices":[]}""")]
    public async Task A_service_that_speaks_something_else_changes_nothing(string raw) => await StaysAsync(service => service.Raw = raw);

    [Fact]
    public async Task A_service_that_takes_too_long_is_not_waited_for() => await StaysAsync(service =>
    {
        service.Pause = TimeSpan.FromMinutes(5);
        Server.Services.GetRequiredService<IConfiguration>()["LanguageModel:Seconds"] = "5";
    });

    [Fact]
    public async Task Nobody_is_asked_unless_the_learner_wants_it()
    {
        using var form = Form();
        var talk = await StartAsync(form, isVoiced: false);
        await SayAsync(form, talk, Kind);

        Assert.Empty(_service.Questions);
    }

    [Theory]
    [InlineData("zh-Hans", "“你们每次都这么说，\n我凭什么相信？”", "你们每次都这么说， 我凭什么相信？")]
    [InlineData("ja", "「さっきも同じことを言われましたよ。」", "さっきも同じことを言われましたよ。")]
    [InlineData("en", "\"You said that the last time as well.\"", "You said that the last time as well.")]
    [InlineData("zh-Hans", "好。", "好。")]
    [InlineData("ja", "You said that the last time as well.", null)]
    public void Quotation_marks_and_line_breaks_go_and_another_language_is_not_taken(string language, string answer, string? clean) =>
        Assert.Equal(clean, CustomerVoice.Clean(answer, language));

    [Fact]
    public async Task An_administrator_tries_it()
    {
        _service.Answer = "I am here.";
        using var form = Form();

        await form.SubmitAsync("/settings/workspace", "model");
        Assert.Contains("I am here.", form.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", form.Page, StringComparison.Ordinal);

        _service.Status = 404;
        await form.SubmitAsync("/settings/workspace", "model");
        Assert.Contains("gives no answer", form.Page, StringComparison.Ordinal);
    }

    private FormClient Form() => new(Server.Client());

    private static async Task SayAsync(FormClient form, string talk, string line)
    {
        await form.OpenAsync(talk);
        await form.SubmitAsync(talk, "say", ("line", line));
    }

    private static async Task<string> StartAsync(FormClient form, bool isVoiced)
    {
        await form.SubmitAsync("/academy/role-plays/umbrella", "start", isVoiced ? [("hints", "true"), ("voice", "true")] : [("hints", "true")]);
        return form.Location!;
    }

    private async Task StaysAsync(Action<ModelService> fails)
    {
        fails(_service);
        using var form = Form();
        var talk = await StartAsync(form, isVoiced: true);
        await SayAsync(form, talk, Kind);
        await form.OpenAsync(talk);

        Assert.Single(_service.Questions);
        Assert.DoesNotContain("Language model</span>", form.Page, StringComparison.Ordinal);
        await using var db = Server.Database();
        var play = await db.Plays.SingleAsync(Cancel);
        Assert.Equal((1, 0), (play.Lines.Count, play.Worded.Count));
        Assert.Contains(System.Net.WebUtility.HtmlEncode(Stage.Play(new ScenarioBook().Find("umbrella", "en")!, play.Lines, "en").Turns[0].Answer), form.Page.Replace("&#x27;", "&#39;", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
