using System.Buffers.Binary;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Academy;
using Ting.Server.Features.Academy.Voice;
using Ting.Server.Platform.Identity;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Academy.Voice;

/// <summary>Recordings of a learner: handed in, measured, seen by nobody else, and gone in the end.</summary>
public sealed class VoiceTakeTests : DeskTest
{
    private const string Breath = "/academy/voice/breath";

    private static readonly byte[] Known = MadeSound.File(new MadeSound(16_000).Silence(0.3).Tone(220, -20, 1.5).Silence(0.6).Tone(220, -20, 2).Silence(0.4).Tone(220, -20, 1).Silence(0.3));

    private string SoundFolder => Path.Combine(Server.DataFolder, "files", "voice");

    private string[] Sounds => Directory.Exists(SoundFolder) ? Directory.GetFiles(SoundFolder, "*", SearchOption.AllDirectories) : [];

    [Fact]
    [Trait("req", "VOX-01")]
    [Trait("req", "VOX-03")]
    [Trait("req", "VOX-06")]
    public async Task A_recording_of_known_pitch_and_pauses_shows_those_figures_and_goes_when_it_is_deleted()
    {
        using var browser = Server.Browser();

        var (status, location, _) = await browser.HandInAsync(Breath, Known);
        Assert.Equal(HttpStatusCode.SeeOther, status);
        await browser.OpenAsync(location!, Cancel);

        var rows = browser.Page.QuerySelectorAll("#table-speaker tbody tr").ToDictionary(row => row.QuerySelector("th")!.FirstChild!.TextContent, row => row.QuerySelector("td b")!.TextContent);
        Assert.Equal(("220 Hz", "2", "0.6 seconds", "2.0 seconds", "-20 dB"), (rows["Pitch"], rows["Pauses"], rows["Longest pause"], rows["One breath"], rows["Loudness"]));
        Assert.Equal(("One breath", "below it"), (browser.Page.QuerySelector("#table-speaker tr.on th")!.FirstChild!.TextContent, browser.Page.QuerySelector("#table-speaker tr.on .tag")!.TextContent)); // eight seconds are aimed at
        Assert.Equal(2, browser.Page.QuerySelectorAll(".vc-wave .vc-pause").Length);
        Assert.Equal(3, browser.Page.QuerySelectorAll(".vc-more tbody tr").Length); // the breath and two pauses, for whoever does not see the picture
        Assert.Equal(8, browser.Page.QuerySelectorAll(".vc-qualities li").Length);

        var item = Assert.Single((await Client.ReadAsync("/api/v1/voice/takes")).Items());
        Assert.Equal(("breath", true, "take.wav"), (item.Text("drill"), item.GetProperty("measured").GetBoolean(), item.Text("name")));
        var reading = (await Client.ReadAsync($"/api/v1/voice/takes/{item.Text("id")}")).GetProperty("reading").GetProperty("speakers")[0];
        Assert.InRange(reading.GetProperty("pitch").GetProperty("median").GetDouble(), 219, 221);
        Assert.Equal([1.8, 4.4], reading.GetProperty("pauses").GetProperty("each").EnumerateArray().Select(pause => Math.Round(pause.GetProperty("start").GetDouble(), 1)));
        Assert.Equal(Known, await Client.GetByteArrayAsync($"{location}/sound", Cancel));

        await browser.SubmitAsync("form:has(.btn-d)", Cancel);
        Assert.Contains("The recording is deleted.", browser.Page.Body!.TextContent, StringComparison.Ordinal);
        await browser.OpenAsync(location!, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
        Assert.Empty((await Client.ReadAsync("/api/v1/voice/takes")).Items());
        Assert.Empty(Sounds);
    }

    [Fact]
    [Trait("req", "VOX-10")]
    public async Task Nobody_else_can_hear_see_or_delete_a_recording_whatever_their_role()
    {
        var colleague = await Server.HasColleagueAsync("林悦", Cancel);
        var id = (await Client.HandInAsync("tone", Known, fields: [("manner", "4")])).Text("id");
        await using (var db = Server.Database())
            await db.VoiceTakes.ExecuteUpdateAsync(set => set.SetProperty(take => take.AgentId, colleague.Id), Cancel);

        foreach (var role in Enum.GetValues<AgentRole>())
        {
            Server.Role = role;
            using var browser = Server.Browser();
            foreach (var address in new[] { $"/academy/voice/takes/{id}", $"/academy/voice/takes/{id}/sound" })
            {
                await browser.OpenAsync(address, Cancel);
                Assert.Equal(HttpStatusCode.NotFound, browser.Status);
            }

            foreach (var address in new[] { "/academy/voice", "/academy/voice/tone" })
            {
                await browser.OpenAsync(address, Cancel);
                Assert.DoesNotContain(id!, browser.Page.DocumentElement.OuterHtml, StringComparison.Ordinal);
            }

            await Client.SendAsync(HttpMethod.Get, $"/api/v1/voice/takes/{id}", null, HttpStatusCode.NotFound);
            await Client.SendAsync(HttpMethod.Get, $"/api/v1/voice/takes/{id}/sound", null, HttpStatusCode.NotFound);
            await Client.SendAsync(HttpMethod.Delete, $"/api/v1/voice/takes/{id}", null, HttpStatusCode.NotFound);
            Assert.Empty((await Client.ReadAsync("/api/v1/voice/takes")).Items());
        }

        Assert.Single(Sounds);
    }

    [Fact]
    public async Task What_is_no_recording_is_refused_with_the_reason_and_nothing_of_it_stays()
    {
        var truncated = Known[..30];
        var (quick, many) = ((byte[])Known.Clone(), (byte[])Known.Clone());
        BinaryPrimitives.WriteInt32LittleEndian(quick.AsSpan(24), 96_000);
        BinaryPrimitives.WriteInt16LittleEndian(many.AsSpan(22), 6);
        var compressed = (byte[])Known.Clone();
        BinaryPrimitives.WriteInt16LittleEndian(compressed.AsSpan(20), 85);

        await RefusedAsync("voice.empty", []);
        await RefusedAsync("voice.no_wave", "Dear all, this is a letter"u8.ToArray());
        await RefusedAsync("voice.no_wave", truncated);
        await RefusedAsync("voice.no_sound", Known[..44]);
        await RefusedAsync("voice.sample_rate", quick);
        await RefusedAsync("voice.channels", many);
        await RefusedAsync("voice.compressed", compressed);
        await RefusedAsync("voice.too_short", MadeSound.File(new MadeSound().Tone(200, -20, 0.2)));
        await RefusedAsync("voice.too_long", MadeSound.File(new MadeSound().Silence(601)));
        await RefusedAsync("voice.two_sides", Known, drill: "call");
        await RefusedAsync("voice.manner", Known, drill: "stress");
        await RefusedAsync("voice.manner", Known, fields: ("manner", "0"));
        await RefusedAsync("voice.line", Known, fields: ("line", "2"));
        await RefusedAsync("voice.line", Known, fields: ("line", "-1"));
        await RefusedAsync("voice.drill_not_found", Known, HttpStatusCode.NotFound, "opera");
        await RefusedAsync("voice.too_large", new byte[HandInTake.MostBytes + 1], HttpStatusCode.RequestEntityTooLarge);

        using var browser = Server.Browser("zh-Hans");
        var (status, _, html) = await browser.HandInAsync(Breath, "Dear all"u8.ToArray());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("这不是可读的 WAV 文件", html, StringComparison.Ordinal);
        (status, _, html) = await browser.HandInAsync(Breath, new byte[HandInTake.MostBytes + 1]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("录音最大 20 MB", html, StringComparison.Ordinal);
        await browser.OpenAsync("/academy/voice?after=nonsense", Cancel);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        Assert.NotNull(browser.Page.QuerySelector("[role=alert]"));

        await using var db = Server.Database();
        Assert.Equal(0, await db.VoiceTakes.CountAsync(Cancel));
        Assert.Empty(Sounds);
        Assert.Empty(Directory.Exists(SoundFolder) ? Directory.GetDirectories(SoundFolder) : []);
    }

    [Fact]
    public async Task A_recording_cut_off_is_read_to_where_it_ends_and_two_channels_of_one_voice_become_one()
    {
        var cut = (await Client.HandInAsync("breath", Known[..^32_000])).GetProperty("seconds").GetDouble();
        Assert.Equal(5.1, cut, 0.02);

        var (left, right) = (new MadeSound().Silence(0.2).Tone(180, -20, 2).Silence(0.2), new MadeSound().Silence(0.2).Tone(180, -20, 2).Silence(0.2));
        var id = (await Client.HandInAsync("breath", MadeSound.File(left, right))).Text("id");
        var speaker = Assert.Single((await Client.ReadAsync($"/api/v1/voice/takes/{id}")).GetProperty("reading").GetProperty("speakers").EnumerateArray());
        Assert.InRange(speaker.GetProperty("pitch").GetProperty("median").GetDouble(), 179, 181);
        Assert.Equal(2, Sounds.Length);
    }

    [Fact]
    public async Task A_long_recording_is_measured_by_a_job_and_after_ninety_days_it_goes()
    {
        using var browser = Server.Browser();
        var (_, location, _) = await browser.HandInAsync(Breath, MadeSound.File(new MadeSound().Silence(1).Tone(300, -20, 9).Silence(121)));
        await browser.OpenAsync(location!, Cancel);
        Assert.NotNull(browser.Page.QuerySelector(".vc-picture progress"));
        Assert.Null(browser.Page.QuerySelector("#table-speaker"));

        await Server.RunJobsAsync(Cancel);
        await browser.OpenAsync(location!, Cancel);
        Assert.Contains("300 Hz", browser.Page.QuerySelector("#table-speaker")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("9.0 seconds", browser.Page.QuerySelector("#table-speaker tr.on")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("in the range", browser.Page.QuerySelector("#table-speaker tr.on .tag")!.TextContent);

        Server.Clock.Advance(VoiceTake.Kept - TimeSpan.FromHours(1));
        await Server.RunJobsAsync(Cancel);
        Assert.Single(Sounds);
        Server.Clock.Advance(TimeSpan.FromHours(1));
        await Server.RunJobsAsync(Cancel);
        Assert.Empty(Sounds);
        await browser.OpenAsync(location!, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
    }

    [Fact]
    public async Task Only_a_page_that_records_may_use_the_microphone_and_it_is_always_a_document_of_its_own()
    {
        foreach (var (address, isAllowed) in new[] { (Breath, true), ("/academy/voice", false), ("/academy", false), ("/inbox", false) })
        {
            using var answer = await Client.GetAsync(address, Cancel);
            var html = await answer.Content.ReadAsStringAsync(Cancel);
            Assert.Contains(isAllowed ? "microphone=(self)" : "microphone=()", Assert.Single(answer.Headers.GetValues("Permissions-Policy")), StringComparison.Ordinal);
            Assert.Equal(isAllowed, html.Contains("turbo-visit-control", StringComparison.Ordinal));
        }

        using var browser = Server.Browser();
        await browser.OpenAsync("/academy/voice/opera", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
        await browser.OpenAsync($"{Breath}?line=9", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
    }

    private async Task RefusedAsync(string code, byte[] wave, HttpStatusCode status = HttpStatusCode.BadRequest, string drill = "breath", params (string, string)[] fields) =>
        Assert.Equal(code, (await Client.HandInAsync(drill, wave, status, fields: fields)).Text("title"));
}
