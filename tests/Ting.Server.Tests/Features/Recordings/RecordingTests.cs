using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Recordings;
using Ting.Server.Platform.Identity;
using Ting.Server.Tests.Features.Academy.Voice;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Recordings;

/// <summary>Recorded calls of a conversation: attached, measured, shown to whoever sees the conversation, and gone in the end.</summary>
public sealed class RecordingTests : DeskTest
{
    private string SoundFolder => Path.Combine(Server.DataFolder, "files", "calls");

    private string[] Sounds => Directory.Exists(SoundFolder) ? Directory.GetFiles(SoundFolder, "*", SearchOption.AllDirectories) : [];

    /// <summary>The customer speaks for three seconds and the agent answers after one; then the agent breaks in half a second before the customer is done.</summary>
    private static (MadeSound Agent, MadeSound Customer) Call()
    {
        var customer = new MadeSound().Silence(0.5).Say(12, 4, 150).Silence(4).Say(12, 4, 150).Silence(3);
        var agent = new MadeSound().Silence(4.5).Say(8, 4, 220).Silence(3.5).Say(8, 4, 220).Silence(1.5);
        return (agent, customer);
    }

    private static byte[] Stereo()
    {
        var (agent, customer) = Call();
        return MadeSound.File(agent, customer);
    }

    [Fact]
    [Trait("req", "VOX-06")]
    [Trait("req", "VOX-08")]
    [Trait("req", "VOX-14")]
    [Trait("req", "TRAP-13")]
    public async Task A_recorded_call_stands_in_the_thread_with_its_sound_and_how_the_agent_listened()
    {
        var (id, _) = await Server.HasConversationAsync();
        var wave = Stereo();

        var made = await AttachAsync(id, wave, query: "ringSeconds=12.5");
        Assert.Equal((false, 12.5, true), (made.GetProperty("measured").GetBoolean(), made.GetProperty("ringSeconds").GetDouble(), made.GetProperty("withinRings").GetBoolean()));
        using var browser = Server.Browser();
        await browser.OpenAsync("/inbox/1", Cancel);
        Assert.Contains("being measured", browser.Page.QuerySelector(".rec")!.TextContent, StringComparison.Ordinal);
        await Server.RunJobsAsync(Cancel);

        var whole = await Client.ReadAsync($"/api/v1/recordings/{made.Text("id")}");
        var listening = whole.GetProperty("listening");
        Assert.Equal(1, listening.GetProperty("interruptions").GetInt32());
        Assert.Equal(1.0, listening.GetProperty("reactionGap").GetDouble(), 0.1);
        Assert.Equal(2.0, listening.GetProperty("longestMonologue").GetDouble(), 0.1);
        Assert.Equal(0.4, listening.GetProperty("talkShare").GetDouble(), 0.02);
        Assert.InRange(whole.GetProperty("reading").GetProperty("speakers")[0].GetProperty("pitch").GetProperty("median").GetDouble(), 216, 224);

        await browser.OpenAsync("/inbox/1", Cancel);
        var card = browser.Page.QuerySelector(".rec")!;
        Assert.Equal(2, card.QuerySelectorAll(".vc-wave").Length);
        Assert.Single(card.QuerySelectorAll("audio"));
        Assert.Contains("1 times", card.QuerySelector(".rec-listening")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("within 3 rings", card.TextContent, StringComparison.Ordinal);
        Assert.Contains("Not measurable from sound", card.TextContent, StringComparison.Ordinal); // questions need words
        Assert.Equal(["Agent", "Customer"], card.QuerySelectorAll(".rec-figures thead th").Skip(1).Select(cell => cell.TextContent));
        Assert.Contains("60%", card.QuerySelector(".rec-figures tbody tr")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(wave, await Client.GetByteArrayAsync($"/recordings/{made.Text("id")}/sound?side=0", Cancel));

        await browser.OpenAsync($"/recordings/{made.Text("id")}", Cancel);
        Assert.NotNull(browser.Page.QuerySelector("#talk"));
        foreach (var feeling in new[] { "angry", "nervous", "stressed agent" })
            Assert.DoesNotContain(feeling, browser.Page.Body!.TextContent, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Two_files_measure_the_same_as_two_channels_in_either_order()
    {
        var (id, _) = await Server.HasConversationAsync();
        var (agent, customer) = Call();
        var stereo = Stereo();
        _ = MadeSound.File(agent, customer); // of one length
        string[] made =
        [
            (await AttachAsync(id, stereo)).Text("id")!,
            (await AttachAsync(id, MadeSound.File(agent), MadeSound.File(customer))).Text("id")!,
            (await AttachAsync(id, MadeSound.File(customer, agent), query: "customerFirst=true")).Text("id")!,
        ];
        await Server.RunJobsAsync(Cancel);

        var listening = new List<string>();
        foreach (var one in made)
            listening.Add((await Client.ReadAsync($"/api/v1/recordings/{one}")).GetProperty("listening").GetRawText());
        Assert.Single(listening.Distinct());
        Assert.Equal(3, (await Client.ReadAsync($"/api/v1/conversations/{id}/recordings")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task What_cannot_be_a_recorded_call_is_refused_in_words_and_nothing_of_it_stays()
    {
        var (id, _) = await Server.HasConversationAsync();
        var one = MadeSound.File(new MadeSound().Say(8, 4, 200));

        await RefusedAsync("voice.two_sides", id, one);
        await RefusedAsync("voice.two_mono", id, Stereo(), customer: one);
        await RefusedAsync("voice.no_wave", id, "a letter"u8.ToArray());
        await RefusedAsync("voice.empty", id, []);
        await RefusedAsync("voice.too_short", id, MadeSound.File(new MadeSound().Tone(200, -20, 0.2), new MadeSound().Tone(200, -20, 0.2)));
        await RefusedAsync("recording.ring", id, Stereo(), query: "ringSeconds=-1");
        await RefusedAsync("recording.ring", id, Stereo(), query: "ringSeconds=NaN");
        await RefusedAsync("recording.called", id, Stereo(), query: "calledAt=2999-01-01T00:00:00Z");
        await RefusedAsync("conversation.not_found", Guid.CreateVersion7(), Stereo(), HttpStatusCode.NotFound);

        using var browser = Server.Browser("zh-Hans");
        var (status, _, html) = await PostAsync(browser, one, ("ringSeconds", "7"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("value=\"7\"", html, StringComparison.Ordinal);
        (status, _, html) = await PostAsync(browser, Stereo(), ("ringSeconds", "lots"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("响铃时间请填 0 至 600 秒", html, StringComparison.Ordinal);
        (status, var location, _) = await PostAsync(browser, Stereo(), ("ringSeconds", "20"));
        Assert.Equal((HttpStatusCode.SeeOther, true), (status, location!.StartsWith("/inbox/1#recording-", StringComparison.Ordinal)));

        Assert.Single(Sounds);
        await using var db = Server.Database();
        Assert.Equal(1, await db.CallRecordings.CountAsync(Cancel));
    }

    [Fact]
    public async Task Who_sees_the_conversation_hears_it_and_only_who_may_write_deletes_it()
    {
        var (id, _) = await Server.HasConversationAsync();
        var made = (await AttachAsync(id, Stereo())).Text("id");
        await Server.RunJobsAsync(Cancel);

        foreach (var role in Enum.GetValues<AgentRole>())
        {
            Server.Role = role;
            await Client.SendAsync(HttpMethod.Get, $"/api/v1/recordings/{made}", null, role.Allows(Permission.SeeConversations) ? HttpStatusCode.OK : HttpStatusCode.Forbidden);
            using var browser = Server.Browser();
            await browser.OpenAsync("/settings/recordings", Cancel);
            Assert.Equal(role.Allows(Permission.Administer), browser.Status == HttpStatusCode.OK);
        }

        Server.Role = AgentRole.Administrator;
        using var page = Server.Browser();
        await page.OpenAsync($"/recordings/{made}", Cancel);
        await page.SubmitAsync("form:has(.btn-d)", Cancel);
        Assert.Empty(Sounds);
        await page.OpenAsync("/inbox/1", Cancel);
        Assert.Contains("it has been deleted", page.Page.QuerySelector("[role=log]")!.TextContent, StringComparison.Ordinal);
        await Client.SendAsync(HttpMethod.Get, $"/api/v1/recordings/{made}/sound", null, HttpStatusCode.NotFound);
        await Client.SendAsync(HttpMethod.Delete, $"/api/v1/recordings/{made}", null, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_recording_goes_after_its_days_and_at_once_when_they_become_fewer()
    {
        var (id, _) = await Server.HasConversationAsync();
        await AttachAsync(id, Stereo());
        await Client.SendAsync(HttpMethod.Put, "/api/v1/recording-settings", new { keptDays = 0 }, HttpStatusCode.BadRequest);
        await Client.SendAsync(HttpMethod.Put, "/api/v1/recording-settings", new { keptDays = 120 }, HttpStatusCode.OK);
        Server.Clock.Advance(TimeSpan.FromDays(91));
        await Server.RunJobsAsync(Cancel);
        Assert.Single(Sounds); // ninety days had been promised to the job, but it asks again

        await AttachAsync(id, Stereo());
        Server.Clock.Advance(TimeSpan.FromDays(10));
        using var browser = Server.Browser();
        await browser.OpenAsync("/settings/recordings", Cancel);
        await browser.SubmitAsync("form.form", Cancel, ("KeptDays", "30"));
        await Server.RunJobsAsync(Cancel);
        Assert.Single(Sounds);
        Assert.Equal(1, (await Client.ReadAsync($"/api/v1/conversations/{id}/recordings")).GetProperty("items").GetArrayLength());
        Server.Clock.Advance(TimeSpan.FromDays(21));
        await Server.RunJobsAsync(Cancel);
        Assert.Empty(Sounds);
    }

    [Fact]
    public async Task A_person_takes_their_recordings_along_and_leaves_none_behind()
    {
        var (id, person) = await Server.HasConversationAsync();
        await AttachAsync(id, Stereo());
        await Server.RunJobsAsync(Cancel);

        var export = (await Client.ReadAsync($"/api/v1/people/{person}/export")).GetProperty("conversations")[0].GetProperty("recordings")[0];
        Assert.Equal(1, export.GetProperty("listening").GetProperty("interruptions").GetInt32());

        await Client.PostAsync($"/api/v1/people/{person}/erase", null, HttpStatusCode.NoContent);
        await Server.RunJobsAsync(Cancel);
        Assert.Empty(Sounds);
        await using (var db = Server.Database())
            Assert.Equal(0, await db.CallRecordings.CountAsync(Cancel));
        await RefusedAsync("recording.erased", id, Stereo(), HttpStatusCode.Conflict);
        Assert.Empty(Sounds);
    }

    [Fact]
    public async Task What_failed_eight_times_says_so_instead_of_measuring_for_ever()
    {
        var (id, _) = await Server.HasConversationAsync();
        var made = (await AttachAsync(id, Stereo())).Text("id");
        await using (var db = Server.Database())
            await db.CallRecordings.ExecuteUpdateAsync(set => set.SetProperty(it => it.Tries, 8), Cancel); // each of them ended with the server

        await Server.RunJobsAsync(Cancel);

        Assert.Equal("voice.failed", (await Client.ReadAsync($"/api/v1/recordings/{made}")).GetProperty("recording").Text("problem"));
        using var browser = Server.Browser("ja");
        await browser.OpenAsync("/inbox/1", Cancel);
        Assert.Contains("8回試しましたが", browser.Page.QuerySelector(".rec")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("req", "VOX-14")]
    public async Task The_figures_of_service_say_how_many_calls_were_answered_within_three_rings()
    {
        var (id, _) = await Server.HasConversationAsync();
        using var browser = Server.Browser();
        await browser.OpenAsync("/insights?period=7d", Cancel);
        Assert.Null(browser.Page.QuerySelector("#rings"));
        foreach (var ring in new[] { "4", "18", "18.1", "31.9" })
            await AttachAsync(id, Stereo(), query: $"ringSeconds={ring}");
        await AttachAsync(id, Stereo());

        await browser.OpenAsync("/insights?period=7d", Cancel);
        Assert.Equal(["50%", "18.0 s", "31.9 s"], browser.Page.QuerySelectorAll("#rings .st-v").Select(value => value.TextContent));
        Assert.Contains("2 of 4 calls", browser.Page.QuerySelector("#rings")!.TextContent, StringComparison.Ordinal);
        await browser.OpenAsync($"/insights?period=7d&inbox={Guid.CreateVersion7()}", Cancel);
        Assert.Null(browser.Page.QuerySelector("#rings"));
    }

    [Fact]
    public async Task A_form_larger_than_may_be_read_leads_back_to_its_page_which_says_so()
    {
        await Server.HasConversationAsync();
        using var browser = Server.Browser("zh-Hans");
        foreach (var (address, megabytes) in new[] { ("/academy/voice/breath", 31), ("/inbox/1/recordings", 121) })
        {
            using var content = new StreamContent(new MemoryStream(new byte[megabytes * 1_000_000]));
            content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
            using var answer = await browser.Client.PostAsync(address, content, Cancel);
            Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
            await browser.OpenAsync(answer.Headers.Location!.OriginalString, Cancel);
            Assert.Contains("文件过大，没有接收", browser.Page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        }
    }

    private async Task<JsonElement> AttachAsync(Guid conversation, byte[] wave, byte[]? customer = null, string query = "", HttpStatusCode expected = HttpStatusCode.Created)
    {
        using var content = Form(wave, customer, []);
        using var response = await Client.PostAsync($"/api/v1/conversations/{conversation}/recordings?{query}", content, Cancel);
        return await response.BodyAsync(expected);
    }

    private async Task RefusedAsync(string code, Guid conversation, byte[] wave, HttpStatusCode status = HttpStatusCode.BadRequest, byte[]? customer = null, string query = "") =>
        Assert.Equal(code, (await AttachAsync(conversation, wave, customer, query, status)).Text("title"));

    private static async Task<(HttpStatusCode Status, string? Location, string Html)> PostAsync(Browser browser, byte[] wave, params (string Name, string Value)[] fields)
    {
        await browser.OpenAsync("/inbox/1/recordings", Cancel);
        using var content = Form(wave, null, [.. browser.Page.QuerySelectorAll("form#recording input[type=hidden]").Select(field => (field.GetAttribute("name")!, field.GetAttribute("value")!)), .. fields]);
        using var response = await browser.Client.PostAsync("/inbox/1/recordings", content, Cancel);
        return (response.StatusCode, response.Headers.Location?.OriginalString, WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Cancel)));
    }

    private static MultipartFormDataContent Form(byte[] wave, byte[]? customer, (string Name, string Value)[] fields)
    {
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
            content.Add(new StringContent(value), name);
        content.Add(new ByteArrayContent(wave), "file", "call.wav");
        if (customer is not null)
            content.Add(new ByteArrayContent(customer), "customer", "customer.wav");
        return content;
    }
}
