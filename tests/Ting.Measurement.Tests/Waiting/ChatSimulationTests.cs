namespace Ting.Measurement.Tests;

public sealed class ChatSimulationTests
{
    [Fact]
    public void With_one_chat_at_a_time_it_is_Erlang_C()
    {
        var exact = Erlang.C(new QueueLoad(0.05, 200), 12)!;
        var played = ChatSimulation.Run(new ChatDesk(0.05, 12, [200]), 20, chats: 200_000);

        Near(exact.WaitChance, played.WaitChance);
        Near(exact.MeanWait, played.MeanWait);
        Near(exact.ServiceLevel(20), played.WithinTarget);
        Assert.Equal(200, played.MeanHandle!.Value, 5.0);
        Assert.Equal(exact.Occupancy, played.MeanParallel, 0.02);
        Assert.Equal(0, played.Abandoned.Value);
    }

    [Fact]
    public void With_one_chat_at_a_time_and_little_patience_it_is_Erlang_A()
    {
        var exact = Erlang.A(new QueueLoad(0.2, 240), 45, 60)!;
        var played = ChatSimulation.Run(new ChatDesk(0.2, 45, [240], 60), 20, chats: 200_000);

        Near(exact.WaitChance, played.WaitChance);
        Near(exact.Abandoned, played.Abandoned);
        Near(exact.MeanWait, played.MeanWait);
        Near(exact.ServiceLevel(20), played.WithinTarget);
    }

    [Fact]
    public void Three_chats_at_once_that_each_take_no_longer_are_three_agents()
    {
        var exact = Erlang.C(new QueueLoad(0.05, 200), 12)!;
        var played = ChatSimulation.Run(new ChatDesk(0.05, 4, [200, 200, 200]), 20, chats: 200_000);

        Near(exact.WaitChance, played.WaitChance);
        Near(exact.MeanWait, played.MeanWait);
        Assert.Equal(10 / 4.0, played.MeanParallel, 0.1);
    }

    [Fact]
    public void Longer_chats_in_parallel_cost_what_they_save()
    {
        // two at once take twice as long each: nothing is won
        var one = ChatSimulation.Run(new ChatDesk(0.04, 10, [200]), 20, chats: 50_000);
        var two = ChatSimulation.Run(new ChatDesk(0.04, 10, [200, 400]), 20, chats: 50_000);

        Assert.True(two.MeanHandle > one.MeanHandle);
        Assert.InRange(two.MeanParallel, one.MeanParallel, 2);
    }

    [Fact]
    public void The_same_seed_gives_the_same_figures()
    {
        var desk = new ChatDesk(0.05, 5, [200, 260, 330], 90);

        Assert.Equal(ChatSimulation.Run(desk, 20, 5000, seed: 4), ChatSimulation.Run(desk, 20, 5000, seed: 4));
        Assert.NotEqual(ChatSimulation.Run(desk, 20, 5000, seed: 4), ChatSimulation.Run(desk, 20, 5000, seed: 5));
    }

    [Fact]
    public void Desks_that_cannot_be_played_are_refused()
    {
        Assert.Throws<ArgumentException>(() => ChatSimulation.Run(new ChatDesk(1, 5, [200]), 20)); // the queue grows for ever
        Assert.Throws<ArgumentException>(() => new ChatDesk(1, 0, [200]));
        Assert.Throws<ArgumentException>(() => new ChatDesk(1, 5, []));
        Assert.Throws<ArgumentException>(() => new ChatDesk(1, 5, [200, double.NaN]));
        Assert.Throws<ArgumentException>(() => ChatSimulation.Run(new ChatDesk(0.01, 5, [200]), 20, chats: 10));
    }

    /// <summary>Within twice the half-width: 95 % alone would fail one time in twenty with another seed.</summary>
    private static void Near(double exact, Interval played) =>
        Assert.InRange(exact, played.Value - 2 * (played.Value - played.Low) - 1e-9, played.Value + 2 * (played.High - played.Value) + 1e-9);
}
