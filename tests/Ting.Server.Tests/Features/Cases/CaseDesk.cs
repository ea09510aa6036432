using System.Net;
using System.Text.Json;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Cases;

/// <summary>What tests of cases begin with: cases opened, steps walked, a budget set, through the front door.</summary>
internal static class CaseDesk
{
    public static readonly string[] Steps = ["listen", "calm", "sort", "agree", "followUp", "learn"];

    extension(HttpClient client)
    {
        public async Task<Guid> OpenCaseAsync(Guid conversationId, string kind = "complaint", string? title = "净饮机漏水") =>
            (await client.PostAsync("/api/v1/cases", new { conversationId, kind, title })).GetProperty("id").GetGuid();

        public async Task<Guid> HasCauseAsync(string name = "出库没有检查") =>
            (await client.PostAsync("/api/v1/root-causes", new { name, area = "process" })).GetProperty("id").GetGuid();

        public Task<JsonElement> StepAsync(Guid caseId, string kind, Guid? causeId = null, HttpStatusCode expected = HttpStatusCode.Created) =>
            client.PostAsync($"/api/v1/cases/{caseId}/entries", new { kind, said = $"记录 {kind}", more = "补寄,或退款", feeling = 0, causeId }, expected);

        public async Task WalkAsync(Guid caseId, Guid causeId, params string[] steps)
        {
            foreach (var step in steps)
                await client.StepAsync(caseId, step, step == "followUp" ? causeId : null);
        }

        public Task<JsonElement> CloseAsync(Guid caseId, string outcome = "换了新的,顾客确认", string? skipWhy = null, HttpStatusCode expected = HttpStatusCode.OK) =>
            client.PostAsync($"/api/v1/cases/{caseId}/close", new { outcome, skipWhy }, expected);

        public async Task<Guid> HasGestureAsync(decimal budget = 1000, decimal representative = 50, decimal manager = 300, string name = "代金券", string kind = "voucher")
        {
            await client.SendAsync(HttpMethod.Put, "/api/v1/goodwill", new { currency = "CNY", budget }, HttpStatusCode.OK);
            var made = await client.PostAsync("/api/v1/gestures", new
            {
                name,
                kind,
                active = true,
                limits = new[] { new { role = "representative", most = representative }, new { role = "manager", most = manager }, new { role = "administrator", most = manager } },
            });
            return made.GetProperty("id").GetGuid();
        }

        public Task<JsonElement> GiveAsync(Guid caseId, Guid gestureId, decimal amount, string? reason = null, HttpStatusCode expected = HttpStatusCode.Created) =>
            client.PostAsync($"/api/v1/cases/{caseId}/gestures", new { gestureId, amount, reason }, expected);
    }

    public static string? CaseText(this JsonElement details, string name) => details.GetProperty("case").Text(name);
}
