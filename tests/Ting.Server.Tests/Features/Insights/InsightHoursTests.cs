using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ting.Listening;
using Ting.Server.Commands;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Conversations.DueTimes;
using Ting.Server.Features.Inboxes;
using Ting.Server.Features.Insights;
using Ting.Server.Features.Insights.Hours;
using Ting.Server.Features.People;
using Ting.Server.Features.Surveys;
using Ting.Server.Platform.Data;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Insights;

/// <summary>Figures added up from packed hours are those counted from the rows, for any filter, zone and moment.</summary>
public sealed class InsightHoursTests : IDisposable
{
    private static readonly string[] Zones = ["UTC", "Asia/Shanghai", "Asia/Kathmandu", "America/St_Johns", "Asia/Kolkata"];

    private readonly TestServer _server = new();
    private readonly Random _random = new(20260401);
    private readonly List<Guid> _inboxes = [], _labels = [], _conversations = [];
    private readonly List<Guid?> _teams = [null], _agents = [null, TestServer.AgentId];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private PackHours Packing => _server.Services.GetRequiredService<PackHours>();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task The_hours_give_the_same_figures_as_the_rows()
    {
        await HasManyAsync(120);

        await Packing.RunAsync(Cancel);

        await SameAsync(40);
    }

    [Fact]
    public async Task What_happens_afterwards_is_in_the_hours_with_the_next_look()
    {
        await HasManyAsync(60);
        await Packing.RunAsync(Cancel);

        await ChangeAsync(40);
        await HasManyAsync(20);
        await Packing.RunAsync(Cancel);

        await SameAsync(20);
    }

    [Fact]
    public async Task Packed_anew_from_the_beginning_every_byte_is_the_same()
    {
        await HasManyAsync(40);
        await Packing.RunAsync(Cancel);
        await ChangeAsync(60);
        await Packing.RunAsync(Cancel);
        var kept = await HoursAsync();

        Assert.Equal(0, await RebuildInsights.RunAsync(_server.Services, TextWriter.Null, Cancel));

        Assert.Equal(kept, await HoursAsync());
        Assert.NotEmpty(kept);
    }

    [Fact]
    public async Task A_running_server_may_pack_while_all_is_packed_anew()
    {
        await HasManyAsync(60);
        await Packing.RunAsync(Cancel);
        var kept = await HoursAsync();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var server = Task.Run(async () =>
        {
            while (!over.IsCancellationRequested)
                try
                {
                    await Packing.RunAsync(Cancel);
                }
                catch (DbUpdateException)
                {
                    // as in the server: it comes again
                }
        }, Cancel);

        for (var again = 0; again < 5; again++)
            Assert.Equal(0, await RebuildInsights.RunAsync(_server.Services, TextWriter.Null, Cancel));
        await over.CancelAsync();
        await server;

        Assert.Equal(kept, await HoursAsync());
    }

    [Fact]
    public async Task What_no_event_told_of_is_found_by_looking_again_in_turn()
    {
        await HasManyAsync(20);
        await Packing.RunAsync(Cancel);
        await using (var db = _server.Database())
            await db.SatisfactionRatings.ExecuteUpdateAsync(set => set.SetProperty(it => it.Predicted, 4.5), Cancel);

        for (var look = 0; look < 60; look++) // five days, two hours each time
            await Packing.RunAsync(Cancel);

        await SameAsync(5);
    }

    [Fact]
    public async Task The_pages_count_rows_until_there_are_many_and_all_hours_are_packed()
    {
        await HasManyAsync(5);
        var filter = new InsightFilter(_server.Clock.GetUtcNow().AddDays(-9), _server.Clock.GetUtcNow(), null, null, null);
        await using var db = _server.Database();
        Assert.Null(await CountHours.HowManyAsync(db, filter, Cancel));

        await Packing.RunAsync(Cancel);
        var rows = await db.Conversations.CountAsync(Cancel) + await db.Conversations.CountAsync(it => it.ResolvedAt != null, Cancel);
        Assert.Equal(rows, await CountHours.HowManyAsync(db, filter, Cancel));
        Assert.True(rows < InsightQueries.MostCounted);

        // Where the hours say that there are many, what they hold is what is shown.
        await db.InsightHours.ExecuteUpdateAsync(set => set.SetProperty(it => it.Conversations, InsightQueries.MostCounted), Cancel);
        await db.Conversations.ExecuteUpdateAsync(set => set.SetProperty(it => it.ResolvedAt, (DateTimeOffset?)null), Cancel);
        var shown = await _server.Services.GetRequiredService<InsightQueries>().FiguresAsync(filter, TimeZoneInfo.Utc, byHour: false);
        Assert.NotEqual(0, shown.Resolved);
    }

    [Fact]
    public void The_chosen_ranks_are_those_of_the_sorted_durations()
    {
        for (var count = 1; count < 200; count++)
        {
            List<long> durations = [.. Enumerable.Range(0, count).Select(_ => (long)_random.Next(count * 1000))];
            var sorted = durations.Order().ToArray();

            var figures = Waits.Of(durations);

            Assert.Equal((count, At(0.5), At(0.9)), (figures.Count, figures.Median!.Value, figures.P90!.Value));

            double At(double share)
            {
                var rank = share * (count - 1);
                var below = (int)Math.Floor(rank + 1e-9);
                var high = sorted[Math.Min(below + 1, count - 1)];
                return rank - below < 1e-9 ? sorted[below] / 1000.0 : (sorted[below] + ((rank - below) * (high - sorted[below]))) / 1000;
            }
        }
    }

    private async Task SameAsync(int filters)
    {
        await using var db = _server.Database();
        var now = _server.Clock.GetUtcNow();
        for (var round = 0; round < filters; round++)
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(Pick(Zones));
            var period = InsightPeriod.Read("custom", $"2026-03-{_random.Next(25, 31)}", round % 3 == 0 ? null : "2026-03-31", zone, now);
            var filter = new InsightFilter(
                period.From, round % 4 == 0 ? period.From.AddMinutes(_random.Next(5000)) : period.To,
                _random.Next(3) == 0 ? Pick(_inboxes) : null, _random.Next(3) == 0 ? Pick(_teams) : null, _random.Next(3) == 0 ? Pick(_agents) : null);

            var rows = await InsightQueries.FromRowsAsync(db, filter, zone, round % 2 == 0, Cancel);
            var hours = await InsightQueries.FromHoursAsync(db, _server.Services.GetRequiredService<WholeDatabase>(), filter, zone, round % 2 == 0, Cancel);

            Assert.Equal(Told(rows), Told(hours));
        }
    }

    // As text, with sums of fractions rounded: they were added in another order.
    private static string Told(InsightFigures figures) => JsonSerializer.Serialize(figures with
    {
        Satisfaction = figures.Satisfaction with
        {
            PredictedOfAnswered = Rounded(figures.Satisfaction.PredictedOfAnswered),
            PredictedOfUnanswered = Rounded(figures.Satisfaction.PredictedOfUnanswered),
        },
        FirstReply = Rounded(figures.FirstReply),
        Resolution = Rounded(figures.Resolution),
        Topics = [.. figures.Topics.OrderBy(it => it.LabelId)],
        Inboxes = [.. figures.Inboxes.OrderBy(it => it.Id).Select(it => it with { FirstReply = Rounded(it.FirstReply) })],
        Teams = [.. figures.Teams.OrderBy(it => it.Id).Select(it => it with { FirstReply = Rounded(it.FirstReply) })],
    });

    private static double? Rounded(double? value) => value is { } known ? Math.Round(known, 6) : null;

    private static TimeFigures Rounded(TimeFigures figures) => figures with { Median = Math.Round(figures.Median ?? -1, 2), P90 = Math.Round(figures.P90 ?? -1, 2) };

    private async Task<List<string>> HoursAsync()
    {
        await using var db = _server.Database();
        return [.. (await db.InsightHours.AsNoTracking().OrderBy(it => it.Hour).ToListAsync(Cancel)).Select(it => $"{it.Hour} {it.Conversations} {Convert.ToHexString(it.Content)}")];
    }

    private async Task HasManyAsync(int count)
    {
        await using var db = _server.Database();
        var now = _server.Clock.GetUtcNow();
        if (_inboxes.Count == 0)
        {
            _inboxes.Add((await _server.HasInboxAsync()).Id);
            var second = new Inbox("第二", "api", "second", "ja", now);
            Team[] teams = [new("One", now), new("Two", now)];
            Label[] labels = [new("Late", null, now), new("Broken", null, now), new("Question", null, now)];
            db.AddRange(second);
            db.AddRange(teams.Cast<object>().Concat(labels));
            await db.SaveChangesAsync(Cancel);
            _inboxes.Add(second.Id);
            _teams.AddRange(teams.Select(team => (Guid?)team.Id));
            _labels.AddRange(labels.Select(label => label.Id));
        }

        for (var number = 0; number < count; number++)
        {
            var at = now.AddMinutes(-_random.Next(5, 5 * 24 * 60)).AddMilliseconds(_random.Next(60_000));
            var person = new Person("林婉清", "zh-Hans", at);
            var conversation = new Conversation(Pick(_inboxes), person.Id, null, "zh-Hans", "customer", at);
            db.People.Add(person);
            db.AddNumbered(conversation);
            db.Messages.Add(conversation.Receive("你好", null, at, at));
            foreach (var emotion in Enumerable.Range(0, _random.Next(3)).Select(_ => Pick(Enum.GetValues<Emotion>())))
                conversation.Understand(Listener.Read("你好", "zh") with { Emotion = emotion, Urgency = Urgency.Normal, Escalation = false });
            conversation.Assign(Pick(_agents), Pick(_teams), "system", "test", at);
            if (_random.Next(3) > 0)
                Reply(db, conversation, at);
            if (_random.Next(2) == 0)
                Close(db, conversation, NotAfterNow(at.AddMinutes(_random.Next(1, 600))));
            foreach (var label in _labels.Where(_ => _random.Next(4) == 0))
                db.ConversationLabels.Add(new ConversationLabel(label, conversation.Id));
            if (_random.Next(2) == 0)
                db.ServiceClocks.Add(new ServiceClock( // in the save that writes the events, as the server does: the hours follow these
                    conversation.Id, new RunningClock(Pick(Enum.GetValues<ServiceTarget>()), 1, at, TimeSpan.Zero, null), Guid.Empty, at.AddHours(1), at.AddHours(2), _random.Next(2) == 0));
            await db.SaveAsync(conversation, Cancel);
            _conversations.Add(conversation.Id);
        }
    }

    private void Reply(AppDb db, Conversation conversation, DateTimeOffset at)
    {
        var message = conversation.Reply(TestServer.AgentId, "agent", "您好", null, null, NotAfterNow(at.AddSeconds(_random.Next(5, 20_000))));
        db.Messages.Add(message);
        for (var shown = _random.Next(3); shown > 0; shown--)
            db.CoachRecords.Add(new CoachRecord(message, TestServer.AgentId, "LANG-01", Pick(["negation", "blame", "command"]), "hint", "不", Pick(Enum.GetValues<CoachOutcome>()), null));
    }

    private void Close(AppDb db, Conversation conversation, DateTimeOffset at)
    {
        conversation.Resolve("agent", at);
        var rating = new SatisfactionRating(conversation.Id, 1 + (4 * _random.NextDouble()), at);
        if (_random.Next(4) == 0)
            rating.LeaveOut(2.5, at);
        if (_random.Next(2) == 0)
            rating.Answer(_random.Next(1, 6), "", null, at);
        else if (_random.Next(3) == 0)
            rating.Decline(at);
        db.SatisfactionRatings.Add(rating);
    }

    private async Task ChangeAsync(int count)
    {
        var now = _server.Clock.GetUtcNow();
        for (var number = 0; number < count; number++)
        {
            await using var db = _server.Database();
            var id = Pick(_conversations);
            var conversation = await db.Conversations.SingleAsync(it => it.Id == id, Cancel);
            switch (_random.Next(4))
            {
                case 0:
                    conversation.Assign(Pick(_agents), Pick(_teams), "system", "test", now);
                    break;
                case 1 when conversation.ResolvedAt is not null:
                    conversation.Reopen("customer", now);
                    break;
                case 2 when conversation.ResolvedAt is null && !await db.SatisfactionRatings.AnyAsync(it => it.ConversationId == id, Cancel):
                    Close(db, conversation, now);
                    break;
                default:
                    Reply(db, conversation, now.AddMinutes(-1));
                    break;
            }

            await db.SaveAsync(conversation, Cancel);
        }
    }

    private DateTimeOffset NotAfterNow(DateTimeOffset moment) => moment < _server.Clock.GetUtcNow() ? moment : _server.Clock.GetUtcNow();

    private T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];
}
