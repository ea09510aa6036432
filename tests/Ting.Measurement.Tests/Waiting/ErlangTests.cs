using FsCheck;
using FsCheck.Fluent;

namespace Ting.Measurement.Tests;

public sealed class ErlangTests
{
    [Theory]
    [InlineData(240, 2.243505841, 7)] // with 30 digits 2.2435058465 and 30.4312291134: the published ones are off by two parts in a hundred million
    [InlineData(300, 30.4312286, 6)]
    public void The_mean_wait_of_twenty_agents_and_100_calls_in_half_an_hour_is_the_published_one(double handle, double published, int digits) =>
        Assert.Equal(published, Erlang.C(QueueLoad.Of(100, 1800, handle), 20)!.MeanWait, digits);

    [Fact]
    public void Fifty_five_agents_with_48_erlangs()
    {
        var load = QueueLoad.Of(360, 1800, 240);
        var forecast = Erlang.C(load, 55)!;

        Assert.Equal(48, load.Erlangs, 10);
        Assert.Equal(.238701, forecast.WaitChance, 6);
        Assert.Equal(8.184, forecast.MeanWait, 3);
        Assert.Equal(.845883, forecast.ServiceLevel(15), 6);
        Assert.Equal(48 / 55.0, forecast.Occupancy, 12);
    }

    [Theory]
    [InlineData(11, .389614)]
    [InlineData(12, .640158)]
    [InlineData(13, .795595)]
    [InlineData(14, .888350)]
    public void The_service_level_grows_with_agents(int agents, double expected) =>
        Assert.Equal(expected, Erlang.C(QueueLoad.Of(100, 1800, 180), agents)!.ServiceLevel(20), 6);

    [Fact]
    public void Fourteen_agents_are_the_fewest_that_answer_four_fifths_within_twenty_seconds()
    {
        var load = QueueLoad.Of(100, 1800, 180);

        Assert.Equal(14, Erlang.AgentsFor(load, 0.8, 20).Agents);
        Assert.Equal(13, Erlang.AgentsFor(load, 0.79, 20).Agents);
        Assert.Equal(20, Erlang.Rostered(14, 0.3));
        Assert.True(Erlang.AgentsFor(load, 0.8, 20, patienceSeconds: 60).Agents < 14); // who gives up makes room
    }

    [Theory]
    [InlineData(55, 120, .150121, .016968, 2.036)]
    [InlineData(50, 120, .342309, .048022, 5.763)]
    [InlineData(45, 60, .482846, .113704, 6.822)]
    public void Impatient_customers(int agents, double patience, double waits, double abandoned, double wait)
    {
        var forecast = Erlang.A(new QueueLoad(0.2, 240), agents, patience)!;

        Assert.Equal(waits, forecast.WaitChance, 6);
        Assert.Equal(abandoned, forecast.Abandoned, 6);
        Assert.Equal(wait, forecast.MeanWait, 3);
        Assert.Equal(1 - forecast.WaitChance, forecast.ServiceLevel(0), 10);
        Assert.Equal(1 - forecast.Abandoned, forecast.ServiceLevel(1e6), 10); // whoever stays is answered in the end
    }

    [Fact]
    public void With_endless_patience_Erlang_A_is_Erlang_C()
    {
        var load = new QueueLoad(0.2, 240);
        var c = Erlang.C(load, 55)!;
        var a = Erlang.A(load, 55, 1e9)!;

        Assert.Equal(c.WaitChance, a.WaitChance, 6);
        Assert.Equal(c.MeanWait, a.MeanWait, 4);
        Assert.Equal(0, a.Abandoned, 6);
        Assert.Equal(c.ServiceLevel(15), a.ServiceLevel(15), 5);
        Assert.Equal(c.MeanWait, Erlang.A(load, 55, double.PositiveInfinity)!.MeanWait);
    }

    [Fact]
    public void Too_few_agents_have_no_mean_wait_unless_people_give_up()
    {
        Assert.Null(Erlang.C(new QueueLoad(0.2, 240), 48));
        Assert.Null(Erlang.A(new QueueLoad(0.2, 240), 48, double.PositiveInfinity));

        var overrun = Erlang.A(new QueueLoad(10, 240), 1000, 86_400)!; // 2,400 erlangs

        Assert.Equal(1 - 1000 / 2400.0, overrun.Abandoned, 6);
        Assert.Equal(1, overrun.Occupancy, 6);
    }

    [Fact]
    public void Ten_thousand_agents_do_not_overflow()
    {
        var load = new QueueLoad(40, 240);

        Assert.InRange(Erlang.C(load, 9700)!.WaitChance, 0.1, 0.4);
        var impatient = Erlang.A(load, 9700, 120)!;
        Assert.InRange(impatient.ServiceLevel(20), 0.99, 1 - impatient.Abandoned);
        Assert.InRange(Erlang.AgentsFor(load, 0.8, 20).Agents, 9601, 9700);
        // the fluid limit: all wait 20 seconds where 1 − e^(−20/120) of the load gives up
        Assert.InRange(Erlang.AgentsFor(load, 0.8, 20, 120).Agents, 8126, 9600);
    }

    [Fact]
    public void Impossible_numbers_are_refused()
    {
        var load = new QueueLoad(0.2, 240);

        Assert.Throws<ArgumentException>(() => new QueueLoad(0, 240));
        Assert.Throws<ArgumentException>(() => QueueLoad.Of(100, double.NaN, 240));
        Assert.Throws<ArgumentException>(() => Erlang.C(load, 0));
        Assert.Throws<ArgumentException>(() => Erlang.A(load, 5, 0));
        Assert.Throws<ArgumentException>(() => Erlang.AgentsFor(load, 1, 20));
        Assert.Throws<ArgumentException>(() => Erlang.Rostered(5, 1));
        Assert.Throws<ArgumentException>(() => Erlang.B(-1, 5));
        Assert.Throws<ArgumentException>(() => Erlang.C(load, 60)!.ServiceLevel(-1));
    }

    [Fact]
    public void Fewer_are_turned_away_with_more_agents_and_more_with_a_greater_load() => Prop.ForAll<ushort, byte>((load, agents) =>
    {
        var erlangs = load / 100.0;
        var blocked = Erlang.B(erlangs, agents);
        return blocked is >= 0 and <= 1 && Erlang.B(erlangs, agents + 1) <= blocked && Erlang.B(erlangs + 1, agents) >= blocked;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Fewer_wait_with_more_agents_and_the_number_found_is_the_fewest() => Prop.ForAll<PositiveInt, byte>((calls, percent) =>
    {
        var load = QueueLoad.Of(calls.Get, 1800, 200);
        var share = (percent + 1) / 260.0;
        var found = Erlang.AgentsFor(load, share, 20);
        var fewer = found.Agents == 1 ? null : Erlang.C(load, found.Agents - 1);
        return found.ServiceLevel(20) >= share && (fewer is null || fewer.ServiceLevel(20) < share && fewer.WaitChance >= found.WaitChance);
    }).QuickCheckThrowOnFailure();
}
