using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ting.Listening;
using Ting.Measurement;
using Ting.Server.Features.Academy;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Conversations.Promises;
using Ting.Server.Features.Phrases;
using Ting.Server.Features.Demo;
using Ting.Server.Features.Inboxes;
using Ting.Server.Features.Insights.SurveyResults;
using Ting.Server.Features.People;
using Ting.Server.Features.PublicVoice;
using Ting.Server.Features.Routing;
using Ting.Server.Features.Settings;
using Ting.Server.Features.Staffing;
using Ting.Server.Features.Surveys;
using Ting.Server.Features.Surveys.Improvements;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Search;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Demo;

/// <summary>A server whose demo workspace has been built; once for all tests of a class.</summary>
public sealed class DemoServer : IDisposable
{
    public DemoServer()
    {
        Server.Settings["Demo"] = "true";
        _ = Server.Services; // starts it, and so builds the demo
    }

    public TestServer Server { get; } = new() { SetUp = false };

    public void Dispose() => Server.Dispose();
}

public sealed class DemoWorkspaceTests(DemoServer demo) : IClassFixture<DemoServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private TestServer Server => demo.Server;

    [Fact]
    [Trait("req", "OMNI-09")]
    public async Task What_is_said_in_public_has_three_sources_that_nothing_is_fetched_from_and_all_of_it_is_read()
    {
        await using var db = Server.Database();

        Assert.Equal([null, null, null], await db.PublicSources.Select(source => source.Feed).ToListAsync(Cancel));
        Assert.Equal(61, await db.PublicPosts.CountAsync(post => post.Emotion != null && post.Json != null, Cancel));
        Assert.Equal(["en", "ja", "zh"], await db.PublicPosts.Select(post => post.Language).Distinct().OrderBy(language => language).ToListAsync(Cancel));
        Assert.True(await db.PublicPosts.CountAsync(post => post.LookedAt == null, Cancel) > 10);
    }

    [Fact]
    public async Task It_holds_four_hundred_people_and_fourteen_agents_in_six_roles()
    {
        await using var db = Server.Database();

        Assert.Equal(400, await db.People.CountAsync(Cancel));
        Assert.Equal(400, await db.People.Select(person => person.Name).Distinct().CountAsync(Cancel));
        Assert.Equal(14, await db.Agents.CountAsync(Cancel));
        Assert.Equal(Enum.GetValues<AgentRole>().Order(), (await db.Agents.Select(agent => agent.Role).Distinct().ToListAsync(Cancel)).Order());
        Assert.Equal(4, await db.Teams.CountAsync(Cancel));
        Assert.Equal(["hanare", "harbour", "hemu"], await db.Inboxes.Select(inbox => inbox.Key).Order().ToListAsync(Cancel));
        Assert.True((await db.Workspaces.SingleAsync(Cancel)).IsDemo);
    }

    [Fact]
    [Trait("req", "SQ-06")]
    public async Task Its_customers_answered_three_surveys_and_responsiveness_falls_shortest_at_every_brand()
    {
        await using var db = Server.Database();
        var survey = await db.Surveys.SingleAsync(it => it.Kind == SurveyKind.Servqual, Cancel);
        var results = Server.Services.GetRequiredService<ReadSurveyResults>();
        var now = Server.Clock.GetUtcNow();

        var figures = (await results.HandleAsync(new ResultAddress(survey.Id, null, null, null, null, null, All: false), now.AddDays(-3650), now.AddDays(1), byGroup: true, Cancel))!;

        Assert.Equal(3, await db.Surveys.CountAsync(it => it.IsOpen && it.Kind != SurveyKind.Employee && it.Kind != SurveyKind.SelfAssessment, Cancel)); // and colleagues two
        Assert.InRange(figures.Answers, 150, 270);
        Assert.InRange(figures.Straight, 1, 20);
        Assert.Equal(ServqualDimension.Responsiveness, figures.Servqual!.Weakest.Dimension);
        Assert.True(figures.Servqual.Weakest.Score.Gap!.Value.High < 0);
        Assert.Equal(6, figures.Groups.Count); // three inboxes, three teams
        Assert.All(figures.Groups, group => Assert.Equal(ServqualDimension.Responsiveness, group.Servqual!.Dimensions.MinBy(it => it.Score.Gap!.Value.Value)!.Dimension));
        Assert.Equal(3, await db.Improvements.CountAsync(Cancel));
    }

    [Fact]
    public async Task Its_macros_are_in_three_languages_and_pass_its_own_coach()
    {
        await using var db = Server.Database();
        var macros = await db.Macros.AsNoTracking().ToListAsync(Cancel);

        Assert.Equal(["en", "ja", "zh-Hans"], macros.Select(macro => macro.Language).Distinct().Order());
        Assert.All(macros, macro => Assert.DoesNotContain(Coach.Review(MacroText.Fill(macro.Text, "林婉清", "Priya", 20486)).Findings, finding => finding.Severity is not Severity.Hint));
        Assert.Contains(macros, macro => macro.Resolves);
    }

    [Fact, Trait("req", "VOX-08")]
    public async Task Its_learner_has_three_small_sample_tones_with_their_figures()
    {
        await using var db = Server.Database();
        var learner = await db.Agents.SingleAsync(agent => agent.Name == "周予安", Cancel);
        var takes = await db.VoiceTakes.OrderBy(take => take.At).ToListAsync(Cancel);
        var sounds = Directory.GetFiles(Path.Combine(Server.DataFolder, "files", "voice"), "*", SearchOption.AllDirectories);

        Assert.Equal(["breath", "stress", "call"], takes.Select(take => take.Drill));
        Assert.All(takes, take => Assert.Equal((learner.Id, "合成样音.wav"), (take.AgentId, take.Name)));
        Assert.Equal(5, takes[1].Reading!.Speakers[0].StressedWord);
        Assert.Equal((1, true), (takes[2].Reading!.Mirroring!.LoudTurns.Count, takes[2].Reading!.Mirroring!.LoudTurns[0].LedDown));
        Assert.True(takes[2].Reading!.Mirroring!.Rate!.Pairs >= 4);
        Assert.Equal(3, sounds.Length);
        Assert.InRange(sounds.Sum(sound => new FileInfo(sound).Length), 1, 300_000);
    }

    [Fact]
    public async Task It_holds_ninety_days_of_conversations_in_three_languages()
    {
        await using var db = Server.Database();
        var now = Server.Clock.GetUtcNow();
        var days = await db.Conversations.Select(it => it.CreatedAt).ToListAsync(Cancel);

        Assert.InRange(days.Count, 1500, 2500);
        Assert.InRange((now - days.Min()).TotalDays, 88, 92);
        Assert.All(days, day => Assert.True(day <= now));
        Assert.True(days.Select(day => day.Date).Distinct().Count() >= 90);
        Assert.Equal(3, await db.Conversations.Select(it => it.InboxId).Distinct().CountAsync(Cancel));
    }

    [Fact]
    public async Task Every_conversation_has_events_without_a_gap_in_the_order_of_time()
    {
        await using var db = Server.Database();
        var lines = await db.Events.AsNoTracking().OrderBy(line => line.Position).ToListAsync(Cancel);

        Assert.Equal(Enumerable.Range(1, lines.Count).Select(number => (long)number), lines.Select(line => line.Position));
        Assert.All(lines.GroupBy(line => line.Stream), stream =>
        {
            Assert.Equal(Enumerable.Range(1, stream.Count()), stream.Select(line => line.Sequence));
            Assert.Equal(stream.Select(line => line.At).Order(), stream.Select(line => line.At));
        });
        var last = lines.GroupBy(line => line.Stream).ToDictionary(stream => stream.Key, stream => stream.Max(line => line.Sequence));
        Assert.All(await db.Conversations.AsNoTracking().ToListAsync(Cancel), it => Assert.Equal(it.LastSequence, last[it.Id]));
    }

    [Fact]
    public async Task Every_message_is_searchable_and_every_customer_message_is_read()
    {
        await using var db = Server.Database();
        var messages = await db.Messages.AsNoTracking().ToListAsync(Cancel);
        var searchable = (await db.SearchDocuments.Where(document => document.Kind == "message").Select(document => document.Source).ToListAsync(Cancel)).ToHashSet();
        var read = (await db.Readings.Select(reading => reading.MessageId).ToListAsync(Cancel)).ToHashSet();

        Assert.All(messages, message => Assert.Contains(message.Id, searchable));
        Assert.All(messages.Where(message => message.Kind is MessageKind.Customer), message => Assert.Contains(message.Id, read));
        Assert.All(messages, message => Assert.DoesNotContain('{', message.Text)); // no gap of a scene was left open
        var found = await Server.Services.GetRequiredService<SearchIndex>().FindAsync(db, "message", "返金", 5, null, Cancel);
        Assert.NotEmpty(found);
    }

    [Fact]
    public async Task Every_conversation_says_truly_whose_turn_it_is()
    {
        await using var db = Server.Database();
        var last = (await db.Messages.AsNoTracking().Where(message => message.Kind != MessageKind.Note).ToListAsync(Cancel))
            .GroupBy(message => message.ConversationId)
            .ToDictionary(group => group.Key, group => group.OrderBy(message => message.At).ToArray());

        Assert.All(await db.Conversations.AsNoTracking().ToListAsync(Cancel), it =>
        {
            var messages = last[it.Id];
            var end = messages[^1];
            Assert.Equal(end.At, it.LastMessageAt);
            Assert.Equal(messages.Length, it.MessageCount);
            var waits = it.Status is ConversationStatus.Open && end.Kind is MessageKind.Customer;
            Assert.Equal(waits, it.WaitingSince is not null);
            Assert.Equal(waits, it.ReplyDueAt is not null);
            Assert.Equal(it.Status is ConversationStatus.Resolved, it.ResolvedAt is not null);
            Assert.Equal(it.Status is ConversationStatus.Snoozed, it.SnoozedUntil > Server.Clock.GetUtcNow());
        });
    }

    [Fact]
    public async Task The_desk_is_busy_now()
    {
        await using var db = Server.Database();
        var open = await db.Conversations.Where(it => it.Status == ConversationStatus.Open).ToListAsync(Cancel);
        var zhou = await db.Agents.SingleAsync(agent => agent.Name == "周予安", Cancel);

        Assert.InRange(open.Count, 30, 40);
        Assert.InRange(open.Count(it => it.AssigneeId is null), 3, 12);
        Assert.InRange(open.Count(it => it.AssigneeId == zhou.Id), 5, 12);
        Assert.InRange(await db.Conversations.CountAsync(it => it.Status == ConversationStatus.Snoozed, Cancel), 6, 12);
        Assert.NotEmpty(await db.Drafts.ToListAsync(Cancel));
        var promised = await db.Promises.CountAsync(it => it.State == PromiseState.Open, Cancel);
        Assert.InRange(promised, 2, 40);
        Assert.Equal(promised, await db.Jobs.CountAsync(job => job.Name == "remind-promise", Cancel));
        Assert.Equal(await db.Conversations.CountAsync(it => it.Status == ConversationStatus.Snoozed, Cancel), await db.Jobs.CountAsync(job => job.Name == "wake-conversation", Cancel));
    }

    [Fact, Trait("req", "NEED-08")]
    public async Task Most_promises_of_ninety_days_were_kept_in_time()
    {
        await using var db = Server.Database();
        var over = await db.Promises.AsNoTracking().Where(it => it.State != PromiseState.Open).ToListAsync(Cancel);

        Assert.InRange(over.Count, 200, 2000);
        Assert.InRange(over.Count(it => it.State is PromiseState.Kept && it.ClosedAt <= it.DueAt) / (double)over.Count, 0.6, 0.9);
        Assert.Contains(over, it => it.State is PromiseState.Broken);
    }

    [Fact]
    public async Task Colleagues_are_at_their_seats_and_one_inbox_finds_its_agents_by_itself()
    {
        await using var db = Server.Database();
        var seats = await db.Set<Seat>().ToListAsync(Cancel);

        Assert.Equal(await db.Agents.CountAsync(Cancel), seats.Count);
        Assert.Equal([SeatState.Away, SeatState.Busy, SeatState.Offline, SeatState.Online], seats.Select(seat => seat.State).Distinct().OrderBy(state => state.ToString(), StringComparer.Ordinal));
        Assert.Equal(RoutingStrategy.Balanced, (await db.Set<InboxRouting>().SingleAsync(Cancel)).Strategy);
        Assert.NotEmpty(await db.Conversations.Where(it => it.AccessLane).ToListAsync(Cancel));
    }

    [Fact]
    public async Task Four_or_five_of_ten_customers_answer_and_the_coach_was_followed_more_often_lately()
    {
        await using var db = Server.Database();
        var ratings = await db.SatisfactionRatings.AsNoTracking().ToListAsync(Cancel);
        var records = await db.CoachRecords.AsNoTracking().ToListAsync(Cancel);
        var middle = Server.Clock.GetUtcNow().AddDays(-45);
        double Followed(IEnumerable<CoachRecord> some) => some.Average(record => record.Outcome is CoachOutcome.Accepted ? 1.0 : 0);

        Assert.InRange(ratings.Count(rating => rating.Score is not null) / (double)ratings.Count(rating => rating.Asked), 0.35, 0.55);
        Assert.All(ratings.Where(rating => rating.Score is not null), rating => Assert.True(rating.Asked && rating.Predicted is >= 1 and <= 5));
        Assert.All(ratings.Where(rating => rating.Score is not null), rating => Assert.InRange(rating.Score!.Value, 1, 5));
        Assert.True(Followed(records.Where(record => record.At > middle)) > Followed(records.Where(record => record.At <= middle)));
        Assert.All(records.Where(record => record is { Severity: "block", Outcome: CoachOutcome.Overridden }), record => Assert.NotNull(record.Reason));
    }

    [Fact]
    public async Task A_second_start_changes_nothing()
    {
        await using var db = Server.Database();
        var before = await db.Events.MaxAsync(line => line.Position, Cancel);

        await Server.Services.BuildDemoAsync();

        Assert.Equal(before, await db.Events.MaxAsync(line => line.Position, Cancel));
    }

    [Fact]
    public async Task Built_again_by_the_same_clock_it_tells_the_same_story()
    {
        using var other = new DemoServer();

        Assert.Equal(await StoryOfAsync(Server), await StoryOfAsync(other.Server));
    }

    private static async Task<string> StoryOfAsync(TestServer server)
    {
        await using var db = server.Database();
        var lines = await (from message in db.Messages
                           join conversation in db.Conversations on message.ConversationId equals conversation.Id
                           join person in db.People on conversation.PersonId equals person.Id
                           orderby conversation.Number, message.At, message.Text
                           select new { conversation.Number, conversation.Status, person.Name, message.At, message.Kind, message.Text }).ToListAsync(Cancel);
        return string.Join('\n', lines.Select(line => line.ToString()));
    }
}

public sealed class DemoStartTests : IDisposable
{
    private readonly TestServer _server = new() { SetUp = false };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task Without_being_asked_there_is_no_demo_in_production()
    {
        await using var db = _server.Database();

        Assert.Empty(await db.People.ToListAsync(Cancel));
        Assert.Empty(await db.Workspaces.ToListAsync(Cancel));
    }

    [Fact]
    public async Task An_installation_that_is_set_up_unattended_gets_no_demo()
    {
        _server.Settings["Demo"] = "true";
        _server.Settings["Bootstrap:ApiKey"] = "ting_0123456789abcdefghijklmnopqrst";

        await using var db = _server.Database();

        Assert.Empty(await db.People.ToListAsync(Cancel));
    }

    [Fact]
    public async Task What_somebody_has_begun_to_set_up_is_left_alone()
    {
        await _server.HasInboxAsync();

        await _server.Services.GetRequiredService<DemoBuild>().RunAsync(Cancel);

        await using var db = _server.Database();
        Assert.Empty(await db.People.ToListAsync(Cancel));
        Assert.Single(await db.Inboxes.ToListAsync(Cancel));
    }

    [Fact]
    public async Task A_build_that_was_interrupted_starts_over()
    {
        await _server.HasInboxAsync();
        await using (var db = _server.Database())
        {
            db.Add(new Counter("demo-being-built"));
            await db.SaveChangesAsync(Cancel);
        }

        await _server.Services.GetRequiredService<DemoBuild>().RunAsync(Cancel);

        await using var after = _server.Database();
        Assert.Equal(3, await after.Inboxes.CountAsync(Cancel));
        Assert.Equal(400, await after.People.CountAsync(Cancel));
        Assert.False(await after.Set<Counter>().AnyAsync(counter => counter.Name == "demo-being-built", Cancel));
    }

    [Fact]
    public void The_demo_switch_stands_alone_on_the_command_line() =>
        Assert.Equal(["--demo=true", "--urls", "http://localhost:1"], new[] { "--demo", "--urls", "http://localhost:1" }.WithDemoSwitch());
}
