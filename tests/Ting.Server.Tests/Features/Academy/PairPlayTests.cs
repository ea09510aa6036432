using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ting.Server.Features.Academy;
using Ting.Server.Features.Academy.RolePlay;
using Ting.Server.Features.Academy.RolePlay.Pairs;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Academy;

/// <summary>A trainer is the customer, a learner answers: both sides' screens, and the score of every other role play.</summary>
[Trait("req", "ACAD-05")]
public sealed class PairPlayTests : DeskTest
{
    private const string Scenario = "umbrella";
    private const string Kind = "I can see why you are annoyed.";
    private const string Open = "What are you carrying there?";
    private const string Insult = "What on earth do you want?";

    private PlayPair.Handler Pairs => Server.Services.CreateScope().ServiceProvider.GetRequiredService<PlayPair.Handler>();

    [Fact]
    public async Task A_trainer_invites_the_learner_answers_and_the_meter_moves_as_the_engine_hears()
    {
        var learner = await Server.HasColleagueAsync("Mel", Cancel);
        using var trainer = Server.Browser();
        await trainer.OpenAsync($"/academy/role-plays/{Scenario}", Cancel);
        await trainer.SubmitAsync("#invite", Cancel, ("learner", learner.Id.ToString()), ("language", "en"), ("hints", "true"));
        Assert.Contains("Waiting for Mel", trainer.Text, StringComparison.Ordinal);
        var id = Guid.Parse(trainer.Led!.Split('/')[^1]);

        await Fits(Pairs.AnswerAsync(learner.Id, id, comes: true, Cancel));
        await Fits(Pairs.SayAsync(learner.Id, id, Guid.CreateVersion7(), Kind, reveals: true, Cancel));
        await trainer.OpenAsync($"/academy/pairs/{id}", Cancel);
        Assert.Contains(Kind, trainer.Page.QuerySelector("#talk .msg:not(.msg-me)")!.TextContent, StringComparison.Ordinal); // the customer's own words stand at the right
        Assert.Equal("0", trainer.Page.QuerySelector(".ac-em button[aria-pressed=true]")!.GetAttribute("value")); // from −1, one better
        Assert.NotNull(trainer.Page.QuerySelector("#talk q")); // what the written customer would say

        await trainer.SubmitAsync("#say", Cancel, ("line", "It has been a long day."));
        await trainer.SubmitAsync(".ac-em form", Cancel, ("mood", "-2"));
        Assert.Equal("-2", trainer.Page.QuerySelector(".ac-em button[aria-pressed=true]")!.GetAttribute("value"));
        await trainer.SubmitAsync("#help", Cancel);
        var found = await ReadAsync(id);
        var sofar = Stage.PlayPair(new ScenarioBook().Find(Scenario, "en")!, found.Entries, Ending.None, "en").Performance;
        Assert.Equal((false, -2, "It has been a long day.", false), (found.Hints, sofar.Mood, sofar.Turns[0].Answer, sofar.Revealed)); // a learner reveals nothing

        await Fits(Pairs.SayAsync(learner.Id, id, Guid.CreateVersion7(), Open, reveals: false, Cancel));
        await trainer.SubmitAsync("#end", Cancel, ("ending", "Well"));
        Assert.Equal(2, trainer.Page.QuerySelectorAll("#debrief .ac-lines > li").Length);
        Assert.Null(trainer.Page.QuerySelector("#say"));
        var play = await ReadAsync(id);
        var again = Stage.PlayPair(new ScenarioBook().Find(Scenario, "en")!, play.Entries, Ending.Well, "en").Performance;
        Assert.Equal((Ending.Well, again.Score), (play.Ending, play.Score));
        Assert.True(again.Revealed); // an open question brought it out

        await trainer.OpenAsync($"/academy/pairs/{id}?step=1", Cancel);
        Assert.Equal(2, trainer.Page.QuerySelectorAll("#talk .bub").Length); // the opening and one line
        Assert.Null(trainer.Page.QuerySelector("#debrief"));
        await trainer.OpenAsync($"/academy/role-plays/{Scenario}", Cancel);
        Assert.Contains("Mel", trainer.Page.QuerySelector("#pairs-before")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nobody_moves_the_meter_the_same_lines_score_the_same_as_with_the_simulated_customer()
    {
        foreach (var language in new[] { "en", "zh-Hans", "ja" })
        {
            var scenario = new ScenarioBook().Find(Scenario, language)!;
            var lines = new List<string>();
            while (Stage.Play(scenario, lines, "en") is { Ending: Ending.None, Advice: { } advice })
                lines.Add(advice.Better);
            var alone = Stage.Play(scenario, lines, "en");
            var entries = alone.Turns.SelectMany(turn => new[] { new PairEntry(Guid.CreateVersion7(), false, turn.Line), new PairEntry(Guid.CreateVersion7(), true, turn.Answer) }).ToList();

            var paired = Stage.PlayPair(scenario, entries, alone.Ending, "en").Performance;

            Assert.Equal((alone.Score, alone.Parts, alone.Mood), (paired.Score, paired.Parts, paired.Mood));
            Assert.Equal(alone.Turns.Select(turn => (turn.Line, turn.Answer, turn.MoodAfter)), paired.Turns.Select(turn => (turn.Line, turn.Answer, turn.MoodAfter)));
        }
    }

    [Fact]
    public void An_insult_costs_and_the_debrief_has_a_better_sentence()
    {
        var scenario = new ScenarioBook().Find(Scenario, "en")!;

        var performance = Stage.PlayPair(scenario, [new PairEntry(Guid.CreateVersion7(), false, Insult)], Ending.Left, "en").Performance;

        Assert.True(performance.Turns[0].MoodAfter < performance.Turns[0].MoodBefore);
        Assert.NotNull(performance.Turns[0].Better);
        Assert.Equal((0, 0), (performance.Parts.Mood, performance.Parts.Listening));
    }

    [Fact]
    public async Task Nobody_but_the_two_sees_or_changes_it()
    {
        var (trainer, learner) = (await Server.HasColleagueAsync("Ida", Cancel), await Server.HasColleagueAsync("Mel", Cancel));
        var play = await Fits(Pairs.InviteAsync(trainer.Id, learner.Id, Scenario, "en", hints: true, Cancel));
        await Fits(Pairs.AnswerAsync(learner.Id, play.Id, comes: true, Cancel));

        using var third = Server.Browser(); // an administrator
        await third.OpenAsync($"/academy/pairs/{play.Id}", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, third.Status);
        Assert.Equal("play.not_found", await Refused(Pairs.SayAsync(TestServer.AgentId, play.Id, Guid.CreateVersion7(), Kind, false, Cancel)));
        Assert.Equal("play.not_found", await Refused(Pairs.EndAsync(TestServer.AgentId, play.Id, Ending.None, Cancel)));
        Assert.Empty(await Pairs.OpenAsync(TestServer.AgentId, Cancel));
        Assert.Single(await Pairs.OpenAsync(trainer.Id, Cancel));
    }

    [Fact]
    public async Task Each_side_does_only_what_is_its_own()
    {
        var learner = await Server.HasColleagueAsync("Mel", Cancel);
        var play = await Fits(Pairs.InviteAsync(TestServer.AgentId, learner.Id, Scenario, "en", hints: false, Cancel));
        Assert.Equal("pair.not_begun", await Refused(Pairs.SayAsync(learner.Id, play.Id, Guid.CreateVersion7(), Kind, false, Cancel)));
        Assert.Equal("pair.learner_only", await Refused(Pairs.AnswerAsync(TestServer.AgentId, play.Id, true, Cancel)));
        await Fits(Pairs.AnswerAsync(learner.Id, play.Id, true, Cancel));
        Assert.Equal("play.moved_on", await Refused(Pairs.AnswerAsync(learner.Id, play.Id, false, Cancel)));
        Assert.Equal("pair.trainer_only", await Refused(Pairs.FeelAsync(learner.Id, play.Id, 2, Cancel)));
        Assert.Equal("pair.trainer_only", await Refused(Pairs.HelpAsync(learner.Id, play.Id, true, Cancel)));
        Assert.Equal("pair.trainer_only", await Refused(Pairs.EndAsync(learner.Id, play.Id, Ending.Well, Cancel)));
        Assert.Equal("pair.mood", await Refused(Pairs.FeelAsync(TestServer.AgentId, play.Id, 3, Cancel)));
        Assert.Equal("form.required", await Refused(Pairs.SayAsync(learner.Id, play.Id, Guid.CreateVersion7(), " \0 ", false, Cancel)));
        Assert.Equal("form.too_long", await Refused(Pairs.SayAsync(learner.Id, play.Id, Guid.CreateVersion7(), new string('x', Play.LongestLine + 1), false, Cancel)));

        var key = Guid.CreateVersion7();
        await Fits(Pairs.SayAsync(learner.Id, play.Id, key, Kind, false, Cancel));
        await Fits(Pairs.SayAsync(learner.Id, play.Id, key, Kind, false, Cancel)); // sent twice, said once
        Assert.Single((await ReadAsync(play.Id)).Entries);

        await Fits(Pairs.EndAsync(learner.Id, play.Id, Ending.None, Cancel));
        Assert.Equal("play.over", await Refused(Pairs.SayAsync(learner.Id, play.Id, Guid.CreateVersion7(), Open, false, Cancel)));
        Assert.Equal("play.over", await Refused(Pairs.EndAsync(TestServer.AgentId, play.Id, Ending.Well, Cancel)));
    }

    [Fact]
    public async Task Who_invites_is_told_what_is_wrong_and_an_invitation_can_be_declined_or_withdrawn()
    {
        var learner = await Server.HasColleagueAsync("Mel", Cancel);
        Assert.Equal("pair.oneself", await Refused(Pairs.InviteAsync(TestServer.AgentId, TestServer.AgentId, Scenario, "en", true, Cancel)));
        Assert.Equal("pair.nobody", await Refused(Pairs.InviteAsync(TestServer.AgentId, Guid.CreateVersion7(), Scenario, "en", true, Cancel)));
        Assert.Equal("form.language", await Refused(Pairs.InviteAsync(TestServer.AgentId, learner.Id, Scenario, "xx", true, Cancel)));
        Assert.Equal("scenario.not_found", await Refused(Pairs.InviteAsync(TestServer.AgentId, learner.Id, "nothing", "en", true, Cancel)));

        var first = await Fits(Pairs.InviteAsync(TestServer.AgentId, learner.Id, Scenario, "ja", true, Cancel));
        Assert.Equal("pair.invited_already", await Refused(Pairs.InviteAsync(TestServer.AgentId, learner.Id, Scenario, "en", true, Cancel)));
        await Fits(Pairs.AnswerAsync(learner.Id, first.Id, comes: false, Cancel));
        var second = await Fits(Pairs.InviteAsync(TestServer.AgentId, learner.Id, Scenario, "en", true, Cancel));
        await Fits(Pairs.EndAsync(TestServer.AgentId, second.Id, Ending.None, Cancel));
        Assert.Empty(await Pairs.OpenAsync(learner.Id, Cancel));
        Assert.Empty(await Pairs.ListAsync(learner.Id, Scenario, Cancel)); // neither took place
        await using var db = Server.Database();
        Assert.All(await db.PairPlays.ToListAsync(Cancel), play => Assert.Null(play.Score));
    }

    [Fact]
    public async Task Only_trainers_and_supervisors_invite()
    {
        var learner = await Server.HasColleagueAsync("Mel", Cancel);
        using var browser = Server.Browser();
        Server.Role = AgentRole.Trainer;
        await browser.OpenAsync($"/academy/role-plays/{Scenario}", Cancel);
        Assert.NotNull(browser.Page.QuerySelector("#invite"));
        Server.Role = AgentRole.Representative;
        await browser.SubmitAsync("#invite", Cancel, ("learner", learner.Id.ToString()), ("language", "en"));
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status); // the form is not theirs any more
        await browser.OpenAsync($"/academy/role-plays/{Scenario}", Cancel);
        Assert.Null(browser.Page.QuerySelector("#invite"));
        await using var db = Server.Database();
        Assert.Empty(await db.PairPlays.ToListAsync(Cancel));
    }

    [Fact]
    public async Task The_learners_screen_shows_the_invitation_the_hints_and_never_what_is_hidden()
    {
        var trainer = await Server.HasColleagueAsync("Ida", Cancel);
        var live = Server.Services.GetRequiredService<LiveFeed>();
        var before = live.Position;
        var play = await Fits(Pairs.InviteAsync(trainer.Id, TestServer.AgentId, Scenario, "en", hints: true, Cancel));
        Assert.Equal([PlayPair.InvitesOf(TestServer.AgentId)], live.ChangedSince(before, [PlayPair.InvitesOf(TestServer.AgentId), PlayPair.TalkOf(play.Id)]));

        using var learner = Server.Browser();
        await learner.OpenAsync("/academy", Cancel);
        Assert.Contains("Ida", learner.Page.QuerySelector("#pair-invites")!.TextContent, StringComparison.Ordinal);
        await learner.OpenAsync($"/academy/pairs/{play.Id}", Cancel);
        await learner.SubmitAsync("#answer", Cancel, ("comes", "true"));
        var scenario = new ScenarioBook().Find(Scenario, "en")!;
        Assert.Contains(scenario.Advice[scenario.Start].Hint, learner.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(scenario.Persona.Hidden, learner.Text, StringComparison.Ordinal);
        Assert.Null(learner.Page.QuerySelector(".ac-em button"));
        Assert.Null(learner.Page.QuerySelector("[name=reveals]"));

        before = live.Position;
        await learner.SubmitAsync("#say", Cancel, ("line", Kind));
        Assert.Equal([PlayPair.TalkOf(play.Id)], live.ChangedSince(before, [PlayPair.TalkOf(play.Id), PlayPair.StateOf(play.Id)])); // the other one's half-written line stays
        await Fits(Pairs.HelpAsync(trainer.Id, play.Id, false, Cancel));
        await learner.OpenAsync($"/academy/pairs/{play.Id}", Cancel);
        Assert.All(scenario.Advice.Values, advice => Assert.DoesNotContain(advice.Hint, learner.Text, StringComparison.Ordinal));
    }

    private async Task<PairPlay> ReadAsync(Guid id)
    {
        await using var db = Server.Database();
        return await db.PairPlays.AsNoTracking().SingleAsync(play => play.Id == id, Cancel);
    }

    private static async Task<PairPlay> Fits(Task<Outcome<PairPlay>> outcome)
    {
        Assert.False((await outcome).IsRefused(out var refusal, out var play), refusal?.Code);
        return play!;
    }

    private static async Task<string> Refused(Task<Outcome<PairPlay>> outcome)
    {
        Assert.True((await outcome).IsRefused(out var refusal, out _));
        return refusal!.Code;
    }
}
