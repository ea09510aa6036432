namespace Ting.Listening.Tests;

[Trait("req", "VOX-08")]
public sealed class MirroringTests
{
    private static readonly double[] Paces = [3.5, 6.5, 4.5, 6.0, 3.8, 5.5, 6.8, 4.2];

    [Fact]
    public void An_agent_who_takes_up_the_pace_is_nearer_than_chance()
    {
        var follows = Call(pace => pace, turn => Paces[turn] - 5, turn => 0).Mirroring!;
        var goesOn = Call(_ => 5, _ => 0, _ => 0).Mirroring!;

        Assert.Equal(8, follows.Rate!.Pairs);
        Assert.True(follows.Rate.Difference < 0.5 * follows.Rate.Shuffled, $"{follows.Rate}");
        Assert.True(follows.Rate.Chance <= 0.01, $"{follows.Rate}");
        Assert.True(follows.Rate.Synchrony > 0.9, $"{follows.Rate}");
        Assert.True(follows.Pitch!.Chance <= 0.05, $"{follows.Pitch}");
        Assert.True(goesOn.Rate!.Chance > 0.05, $"{goesOn.Rate}");
    }

    [Fact]
    public void Coming_nearer_over_the_call_is_convergence()
    {
        var turn = 0;
        var nearer = Call(pace => pace + (2.4 - (0.3 * turn++)), _ => 0, _ => 0).Mirroring!;
        turn = 0;
        var apart = Call(pace => pace + (0.3 * turn++), _ => 0, _ => 0).Mirroring!;

        Assert.True(nearer.Rate!.Convergence > 0.5, $"{nearer.Rate}");
        Assert.True(apart.Rate!.Convergence < -0.5, $"{apart.Rate}");
    }

    [Fact]
    public void A_shouting_customer_is_not_mirrored_but_led_down()
    {
        var calm = Call(pace => pace, _ => 0, _ => 0, loudTurn: 3).Mirroring!;
        var shouts = Call(pace => pace, _ => 0, turn => turn == 3 ? 10 : 0, loudTurn: 3).Mirroring!;

        Assert.Equal(7, calm.Rate!.Pairs); // the loud turn is left out
        var (led, followed) = (Assert.Single(calm.LoudTurns), Assert.Single(shouts.LoudTurns));
        Assert.Equal(led.Start, followed.Start);
        Assert.InRange(led.Customer, 8, 13);
        Assert.Equal((true, false), (led.LedDown, followed.LedDown));
        Assert.True(led.QuieterAfter);
    }

    [Fact]
    public void Without_an_agent_and_a_customer_nothing_is_mirrored() =>
        Assert.Null(VoiceReader.Read(WaveFile.Recording(new Sound().Silence(1), new Sound().Silence(1)), ["left", "right"]).Mirroring);

    private static VoiceReading Call(Func<double, double> pace, Func<int, double> semitones, Func<int, double> louder, int loudTurn = -1)
    {
        var (agent, customer) = (new Sound(8000), new Sound(8000));
        var now = 0.3;
        for (var turn = 0; turn < Paces.Length; turn++)
        {
            customer.Until(now).Say(new(16, Paces[turn], 110 * Math.Pow(2, (Paces[turn] - 5) / 12), 1, turn == loudTurn ? -16 : -28, Seed: turn));
            now = customer.Seconds + 0.5;
            agent.Until(now).Say(new(16, pace(Paces[turn]), 200 * Math.Pow(2, semitones(turn) / 12), 1, -26 + louder(turn), Seed: 100 + turn));
            now = agent.Seconds + 0.5;
        }

        return VoiceReader.Read(WaveFile.Recording(agent.Until(now), customer.Until(now)), [VoiceReader.Agent, VoiceReader.Customer]);
    }
}
