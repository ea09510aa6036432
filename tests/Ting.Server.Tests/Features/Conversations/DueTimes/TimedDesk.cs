using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Conversations.DueTimes;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Conversations.DueTimes;

/// <summary>What tests of due times begin with. The tests' clock starts on Wednesday 1 April 2026, 09:00 UTC, which is 17:00 in Shanghai.</summary>
internal static class TimedDesk
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    extension(TestServer server)
    {
        /// <summary>Hours in Shanghai: Mondays to Fridays, 9 to 12 and 13:30 to 18.</summary>
        public async Task<Guid> HasOfficeHoursAsync(string zone = "Asia/Shanghai", object[]? days = null)
        {
            const string day = "09:00-12:00, 13:30-18:00";
            using var client = server.Client();
            var calendar = await client.PostAsync("/api/v1/calendars", new { name = "上海", zone, week = new { monday = day, tuesday = day, wednesday = day, thursday = day, friday = day }, days = days ?? [] });
            return calendar.GetProperty("id").GetGuid();
        }

        public async Task UseHoursAsync(Guid calendarId)
        {
            using var client = server.Client();
            var inbox = (await client.ReadAsync("/api/v1/inboxes")).Items()[0].Text("id");
            await client.SendAsync(HttpMethod.Patch, $"/api/v1/inboxes/{inbox}", new { calendarId }, System.Net.HttpStatusCode.OK);
        }

        public async Task<JsonElement> HasLevelAsync(object level)
        {
            using var client = server.Client();
            return await client.PostAsync("/api/v1/service-levels", level);
        }

        public async Task<JsonElement> ConversationAsync(Guid id)
        {
            using var client = server.Client();
            return await client.ReadAsync($"/api/v1/conversations/{id}");
        }

        public async Task SaysAsync(Guid id, string text = "在吗？")
        {
            using var client = server.Client();
            await client.PostAsync($"/api/v1/conversations/{id}/messages", new { kind = "customer", text });
        }

        public async Task DoAsync(Guid id, string verb, object? body = null)
        {
            using var client = server.Client();
            await client.SendAsync(HttpMethod.Post, $"/api/v1/conversations/{id}/{verb}", body, System.Net.HttpStatusCode.OK);
        }

        public async Task<IReadOnlyList<JsonElement>> EventsAsync(Guid id, string type)
        {
            using var client = server.Client();
            return [.. (await client.ReadAsync($"/api/v1/conversations/{id}/events?limit=200")).Items().Where(line => line.Text("type") == type)];
        }

        public Task<int> WatchAsync() => server.Services.GetRequiredService<DueWatch>().RunAsync(Cancel);

        public async Task<IReadOnlyList<ServiceClock>> ClocksAsync(Guid id)
        {
            await using var db = server.Database();
            return await db.ServiceClocks.AsNoTracking().Where(it => it.ConversationId == id).OrderBy(it => it.Sequence).ThenBy(it => it.Target).ToListAsync(Cancel);
        }
    }

    public static object[] Targets(int? first = null, int? next = null, int? resolution = null, string priority = "normal") =>
    [
        .. new (string Target, int? Minutes)[] { ("firstReply", first), ("nextReply", next), ("resolution", resolution) }
            .Where(it => it.Minutes is not null).Select(it => (object)new { priority, target = it.Target, minutes = it.Minutes }),
    ];

    public static DateTimeOffset? Due(this JsonElement conversation) => conversation.GetProperty("dueAt") is { ValueKind: JsonValueKind.String } at ? at.GetDateTimeOffset() : null;
}
