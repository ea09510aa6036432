namespace Ting.Listening.Tests;

public sealed class TalkTests
{
    // agent:    0.5───2.0      4.0──5.0            8.0────10.0
    // customer:          2.6──3.4   4.7───7.0  (mhm 8.5-8.7)     10.5──11.5
    private static VoiceReading Call()
    {
        var agent = new Sound().Until(0.5).Tone(180, -20, 1.5).Until(4).Tone(180, -20, 1).Until(8).Tone(180, -20, 2).Until(12);
        var customer = new Sound().Until(2.6).Tone(120, -26, 0.8).Until(4.7).Tone(120, -26, 2.3).Until(8.5).Tone(120, -26, 0.2).Until(10.5).Tone(120, -26, 1).Until(12);
        return VoiceReader.Read(WaveFile.Recording(agent, customer), [VoiceReader.Agent, VoiceReader.Customer]);
    }

    [Fact]
    public void Each_channel_has_its_own_voice()
    {
        var (agent, customer) = (Call().Speakers[0], Call().Speakers[1]);

        Assert.Equal(("agent", "customer"), (agent.Speaker, customer.Speaker));
        Assert.Equal((180, -20), (Math.Round(agent.Pitch!.Median), Math.Round(agent.Level.Speech!.Value)));
        Assert.Equal((120, -26), (Math.Round(customer.Pitch!.Median), Math.Round(customer.Level.Speech!.Value)));
    }

    [Fact]
    [Trait("req", "VOX-08")]
    public void Talk_share_overlap_latency_and_monologue_are_those_of_the_call()
    {
        var call = Call();
        var (agent, customer) = (call.Speakers[0], call.Speakers[1]);

        Assert.Equal(4.5 / 8.8, agent.TalkShare!.Value, 0.01);
        Assert.Equal(1, agent.TalkShare.Value + customer.TalkShare!.Value, 0.0002);
        Assert.Equal(0.5, call.Overlap!.Seconds, 0.05); // 0.3 s of speaking over, 0.2 s of "mhm"
        Assert.Equal(2, call.Overlap.Count);
        Assert.Equal([0, 1], call.Overlap.Begun); // the customer began once before the agent was done; "mhm" takes no turn
        Assert.Equal((3, 3), (agent.Turns, customer.Turns));
        Assert.Equal((2, 0.8, 1.0), (agent.ResponseLatency!.Count, Math.Round(agent.ResponseLatency.Median, 1), Math.Round(agent.ResponseLatency.Longest, 1))); // 3.4→4.0 and 7.0→8.0
        Assert.Equal((2, 0.6), (customer.ResponseLatency!.Count, Math.Round(customer.ResponseLatency.Longest, 1))); // 2.0→2.6 and 10.0→10.5
        Assert.Equal(2.3, customer.LongestMonologue!.Seconds, 0.03);
        Assert.Equal(4.7, customer.LongestMonologue.Start, 0.02);
    }

    [Fact]
    public void A_silence_in_which_the_other_speaks_is_no_pause()
    {
        var call = Call();

        Assert.All(call.Speakers, speaker => Assert.Equal(0, speaker.Pauses.Count));
    }

    [Fact]
    public void Two_files_make_the_same_call_as_two_channels()
    {
        var agent = new Sound(8000).Until(0.5).Tone(180, -20, 1).Until(4);
        var customer = new Sound(16000).Until(2).Tone(120, -26, 1).Until(4.5);

        var call = VoiceReader.Read([WaveFile.Recording(agent), WaveFile.Recording(customer)], [VoiceReader.Agent, VoiceReader.Customer]);

        Assert.Equal(4.5, call.Seconds);
        Assert.Equal(0.5, call.Speakers[1].ResponseLatency!.Median, 0.03);
        Assert.Equal(0.5, call.Speakers[0].TalkShare!.Value, 0.02);
    }

    [Fact]
    public void Nobody_speaks_in_an_empty_call()
    {
        var call = VoiceReader.Read(WaveFile.Recording(new Sound().Silence(1), new Sound().Silence(1)), [VoiceReader.Agent, VoiceReader.Customer]);

        Assert.Equal((0.0, null), (call.Overlap!.Seconds, call.Overlap.Share));
        Assert.All(call.Speakers, speaker => Assert.Null(speaker.TalkShare));
        Assert.Null(call.Mirroring!.Rate);
        Assert.Contains("\"firstSpeech\":null", ListeningJson.Write(call), StringComparison.Ordinal);
    }

    [Fact]
    public void A_speaker_for_each_channel_has_to_be_named() =>
        Assert.Throws<ArgumentException>(() => VoiceReader.Read(WaveFile.Recording(new Sound().Silence(1)), ["agent", "customer"]));
}
