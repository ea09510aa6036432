namespace Ting.Listening.Tests;

public sealed class WaveReaderTests
{
    [Theory]
    [InlineData(1, 8, 0.008)]
    [InlineData(1, 16, 0.0001)]
    [InlineData(1, 24, 0.000001)]
    [InlineData(1, 32, 0.000001)]
    [InlineData(3, 32, 0.000001)]
    [InlineData(3, 64, 0.000001)]
    public void Every_form_of_sample_comes_back_as_it_was(int tag, int bits, double within)
    {
        var (left, right) = (new Sound(8000).Tone(200, -6, 0.7), new Sound(8000).Tone(300, -20, 0.7));

        var recording = WaveReader.Open(WaveFile.Of(tag, bits, left, right));
        var read = All(recording);

        Assert.Equal((2, 8000, 5600L), (recording.Channels, recording.SampleRate, recording.Frames));
        for (var at = 0; at < 5600; at++)
        {
            Assert.Equal(left.Samples[at], read[at * 2], within);
            Assert.Equal(right.Samples[at], read[(at * 2) + 1], within);
        }
    }

    // The loudest codes of ITU-T G.711 and the two zeros, as its tables 1a and 2a print them for 13 and 14 bits.
    [Theory]
    [InlineData(6, 0xAA, 32256)]
    [InlineData(6, 0x2A, -32256)]
    [InlineData(6, 0xD5, 8)]
    [InlineData(7, 0x80, 32124)]
    [InlineData(7, 0x00, -32124)]
    [InlineData(7, 0xFF, 0)]
    public void The_curves_of_the_telephone_are_straightened(int tag, int code, int value)
    {
        var read = All(WaveReader.Open(WaveFile.File(WaveFile.Head(tag, 8, 1, 8000), [(byte)code, (byte)code])));

        Assert.Equal(value / 32768f, read[0], 6);
    }

    [Fact]
    public void The_longer_head_of_newer_programs_is_understood()
    {
        byte[] head = [.. WaveFile.Head(0xFFFE, 16, 1, 48000), 22, 0, 16, 0, 4, 0, 0, 0, 1, 0, 0, 0, 0, 0, 16, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71];

        Assert.Equal([0.5f], All(WaveReader.Open(WaveFile.File(head, [0, 0x40]))));
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(uint.MaxValue)]
    [InlineData(4000u)]
    public void A_recording_that_was_cut_off_is_read_as_far_as_it_goes(uint said)
    {
        var recording = WaveReader.Open(WaveFile.File(WaveFile.Head(1, 16, 1, 8000), new byte[2000], said));

        Assert.Equal((1000L, 1000), (recording.Frames, All(recording).Count));
    }

    [Fact]
    public void It_can_be_read_again_from_the_beginning()
    {
        var recording = WaveFile.Recording(new Sound().Tone(100, -6, 0.5));

        var first = All(recording);
        recording.Rewind();

        Assert.Equal(first, All(recording));
    }

    [Theory]
    [InlineData(1, 16, 3, 16000, "3 channels")]
    [InlineData(1, 16, 1, 4000, "4000 samples a second")]
    [InlineData(1, 16, 1, 96000, "96000 samples a second")]
    [InlineData(1, 12, 1, 16000, "12 bits")]
    [InlineData(85, 16, 1, 16000, "compressed (format 85)")]
    public void What_cannot_be_read_is_said(int tag, int bits, int channels, int rate, string said) =>
        Assert.Contains(said, Refused(WaveFile.File(WaveFile.Head(tag, bits, channels, rate), new byte[96])), StringComparison.Ordinal);

    [Fact]
    public void What_is_no_recording_is_said()
    {
        Assert.Contains("no WAV file", Refused(new MemoryStream("ID3 this is something else"u8.ToArray())), StringComparison.Ordinal);
        Assert.Contains("no WAV file", Refused(new MemoryStream()), StringComparison.Ordinal);
        Assert.Contains("no sound", Refused(WaveFile.File(WaveFile.Head(1, 16, 1, 16000), [])), StringComparison.Ordinal);
        Assert.Contains("no numbers", Assert.Throws<WaveException>(() => All(WaveReader.Open(WaveFile.File(WaveFile.Head(3, 32, 1, 16000), [0, 0, 0xC0, 0x7F])))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_cut_or_change_of_a_file_breaks_the_reader()
    {
        var file = WaveFile.Of(new Sound(8000).Tone(200, -10, 0.02)).ToArray();
        var random = new Random(3);
        for (var turn = 0; turn < 3000; turn++)
        {
            var changed = file[..random.Next(file.Length + 1)];
            for (var change = 0; change < 3 && changed.Length > 0; change++)
                changed[random.Next(Math.Min(changed.Length, 70))] = (byte)random.Next(256);
            try
            {
                Assert.NotEmpty(All(WaveReader.Open(new MemoryStream(changed))));
            }
            catch (WaveException)
            {
                // said, not broken
            }
        }
    }

    private static string Refused(Stream stream) => Assert.Throws<WaveException>(() => WaveReader.Open(stream)).Message;

    private static List<float> All(WaveReader recording)
    {
        var all = new List<float>();
        var piece = new float[recording.Channels * 1000];
        while (recording.Read(piece) is > 0 and var frames)
            all.AddRange(piece[..(frames * recording.Channels)]);
        return all;
    }
}
